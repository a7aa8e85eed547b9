"""What a session was held and rated with, and what of it left the machine."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from voiceinterview.domain.manifest import EngineUsed, Manifest
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.report.model_calls import SCRIPTED, call_lines
from voiceinterview.report.source import ReportSource
from voiceinterview.report.wording import clock, moment, printable

OWN_ADDRESS = "the provider's own address"
TYPED = "nowhere: the answers were typed"
NOTHING_LEFT = "Nothing: no language model was called."
ONLY_TEXT = "Text only: prompts with the words that were said{}. No sound, and no other file."
AND_RUNS = ", and what the runs of the code came to"
AND_CODE = ", and the code that was written with what its runs came to"
FOREIGN = "{} comes from elsewhere: whether it sends what it hears or says, its maker must tell."
# Engines of this program that work without a network; any other is a plugin.
OFFLINE = {"faster-whisper", "pocketsphinx", "recorded", "pyttsx3", "silent"}


def session_facts(source: ReportSource) -> tuple[tuple[str, str], ...]:
    manifest = source.manifest
    status: str = manifest.status
    if manifest.end_reason and manifest.end_reason != status:
        status = f"{status} ({manifest.end_reason.replace('_', ' ')})"
    facts = [
        ("Held", moment(manifest.created)),
        ("Status", status),
        ("Length", clock(manifest.samples)),
        ("Interviewer", source.plan.persona.title),
        ("Language model", _engine(manifest.engines.language_model)),
        ("Speech recognition", _engine(manifest.engines.recognizer)),
        ("Voice", _engine(manifest.engines.synthesizer)),
        ("Candidate heard from", manifest.input if manifest.engines.recognizer else TYPED),
        ("Interviewer played to", manifest.output),
    ]
    return tuple((name, printable(value)) for name, value in facts if value)


def origin_notes(manifest: Manifest) -> tuple[str, ...]:
    """What of the session was not live, where the manifest tells it."""
    engines = manifest.engines
    notes = []
    if engines.recognizer is not None and engines.recognizer.name == "recorded":
        notes.append(
            "The candidate is a recording with a transcript stored beside it; no speech was "
            "recognized by a model."
        )
    if engines.recognizer is None:
        notes.append("The answers were typed, not spoken.")
    if engines.language_model is not None and engines.language_model.name == "scripted":
        notes.append(
            "The interviewer followed a script from the question bank; no language model spoke."
        )
    if manifest.status == "recovered":
        notes.append("The session broke off and was recovered afterwards.")
    return tuple(notes)


def what_left(source: ReportSource) -> tuple[str, ...]:
    """Which model at which address got text, in the interview, in the rating, in rewording."""
    sent = [printable(line) for line in dict.fromkeys(_sent(source))]
    code = any(card.runs_sha256 for card in _told(source))
    text = ONLY_TEXT.format(AND_CODE if code else AND_RUNS if source.ran else "")
    told = (text, *sent) if sent else (NOTHING_LEFT,)
    engines = (source.manifest.engines.recognizer, source.manifest.engines.synthesizer)
    names = [engine.name for engine in engines if engine and engine.name not in OFFLINE]
    return (*told, *(printable(FOREIGN.format(name)) for name in names))


def model_use(source: ReportSource) -> tuple[str, ...]:
    """What the interviewer's model was asked for, in a line each."""
    return tuple(call_lines(source.calls))


def _sent(source: ReportSource) -> Iterator[str]:
    engine = source.manifest.engines.language_model
    if engine is not None and engine.name != SCRIPTED:
        yield f"Interview: {_at(_engine(engine), engine.settings.get('api_base'))}"
    for card in _told(source):
        never = "" if card.answered else "; it never answered"
        yield f"Rating: {_rater_model(card)}{never}"
    for one in source.rewrites:
        if one.calls:
            yield f"Rewording: {_at(one.model, one.parameters.get('api_base'))}"


def _told(source: ReportSource) -> Iterator[Scorecard]:
    """The cards for which a model was told of the stage."""
    for card in source.scorecards:
        if card.rater.kind == "model" and card.asked and card.rater.model != SCRIPTED:
            yield card


def _rater_model(card: Scorecard) -> str:
    address = card.rater.parameters.get("api_base")
    if address is None and "api_base" not in card.rater.parameters:
        return f"{card.rater.model}; the scorecard does not say at which address"
    return _at(card.rater.model, address)


def _at(model: str, address: object) -> str:
    if not address:
        return f"{model}, at {OWN_ADDRESS}"
    host = urlsplit(str(address)).hostname or ""
    here = host in ("localhost", "::1") or host.startswith("127.")
    return f"{model}, at {address}" + (" (this machine)" if here else "")


def _engine(engine: EngineUsed | None) -> str:
    if engine is None:
        return "none"
    model = engine.settings.get("model")
    return f"{engine.name}, {model}" if model and model != engine.name else engine.name
