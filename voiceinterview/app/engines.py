"""Settings to engines, with one line for the user on every choice that was made for her."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from voiceinterview.app.settings import Settings
from voiceinterview.engines import registry
from voiceinterview.engines.audio.audio_files import FileSink, FileSource, NullSink, SilenceSource
from voiceinterview.engines.audio.recorded_candidate import RecordedCandidate
from voiceinterview.engines.models.model_address import ollama_address
from voiceinterview.engines.models.model_choice import ModelChoice, choose_model
from voiceinterview.engines.models.ollama_probe import running_ollama
from voiceinterview.errors import BadInput, EngineError, SetupError
from voiceinterview.ports import (
    AudioSink,
    AudioSource,
    Clock,
    EchoCanceller,
    LanguageModel,
    Recognizer,
    Synthesizer,
    TurnDetector,
)

RATER_FIRST_PART = 120.0  # seconds to the first words of a rating; models that think take long
RATER_GAP = 30.0  # seconds between two parts of it

REACH_LIMIT = 3.0  # seconds for the first short call; a model that must be loaded takes longer

Say = Callable[[str], None]


@dataclass(frozen=True)
class Sound:
    """Where the candidate is heard and the interviewer is played.

    `input` None is the microphone; `output` "speaker", "none" or a file. With `fast` nothing is
    waited for but the engines.
    """

    input: Path | None = None
    output: str = "speaker"
    fast: bool = False
    typed: bool = False


def open_source(sound: Sound, settings: Settings, clock: Clock) -> AudioSource:
    """Raises `SetupError` with what to do."""
    if sound.typed:
        if sound.fast:
            raise SetupError("--fast works on a recording", "Leave it out to type your answers.")
        return SilenceSource(True, clock)
    if sound.input is None:
        if sound.fast:
            raise SetupError("--fast works on a recording", "Name one: --input FILE")
        from voiceinterview.engines.audio.microphone import Microphone

        return Microphone(settings.microphone, clock=clock)
    if sound.input.is_dir():
        return RecordedCandidate(sound.input, not sound.fast, clock)
    return FileSource(sound.input, not sound.fast, clock)


def open_sink(sound: Sound, settings: Settings) -> AudioSink:
    """Raises `SetupError` with what to do."""
    if sound.output == "none":
        return NullSink()
    if sound.output != "speaker":
        return FileSink(Path(sound.output))
    if sound.fast:
        raise SetupError(
            "a loudspeaker cannot play faster than life",
            "With --fast add --output none, or --output FILE.wav to hear it afterwards.",
        )
    from voiceinterview.engines.audio.speaker import Speaker

    return Speaker(settings.speaker)


def open_recognizer(sound: Sound, settings: Settings, source: AudioSource, say: Say) -> Recognizer:
    """Ready to be loaded: where a model has to be downloaded, that is done here and now.

    Raises `SetupError` with every way on where there is no model.
    """
    if settings.record_model is not None and settings.recognizer != "faster-whisper":
        say(f"record model: {settings.recognizer} hears once, {settings.record_model} is not used")
    if isinstance(source, RecordedCandidate) and settings.recognizer == "recorded":
        from voiceinterview.engines.speech.candidate_words import CandidateWords

        return CandidateWords(source)
    factory = registry.resolve("recognizer", settings.recognizer)
    if settings.recognizer == "recorded":
        return _recorded(sound, factory)
    if settings.recognizer == "faster-whisper":
        from voiceinterview.engines.speech.whisper_models import find_record_model, get_model

        get_model(settings.recognizer_model, say)
        if settings.record_model is not None:
            find_record_model(settings.record_model)
        recognizer: Recognizer = factory(
            settings.recognizer_model, progress=say, record_model=settings.record_model
        )
        return recognizer
    made: Recognizer = factory()
    return made


def _recorded(sound: Sound, factory: Callable[..., Recognizer]) -> Recognizer:
    from voiceinterview.engines.speech.recorded_recognizer import read_words

    if sound.input is None:
        raise BadInput(
            "--recognizer recorded knows only what is stored beside a recording",
            "Name one: --input FILE",
        )
    return factory(read_words(sound.input.with_suffix(".words.json")))


def open_turn_detector(
    sound: Sound, settings: Settings, source: AudioSource, say: Say
) -> TurnDetector | None:
    """What was asked for, ready to use; where nothing was, Smart Turn if its model is there.

    A recording that is heard as fast as it can be is judged by its words alone unless one is
    asked for, so that it gives the same session on every machine. Raises `SetupError`.
    """
    asked_for = settings.turn_detector or settings.turn_detector_model
    if sound.typed or not (source.paced or asked_for):
        return None
    detector = load_turn_detector(settings)
    if detector is not None:
        say(f"end of an answer: {detector.name} hears it, too")
    return detector


def load_turn_detector(settings: Settings) -> TurnDetector | None:
    """As `open_turn_detector`, whatever is listened to."""
    from voiceinterview.engines.speech.smart_turn import find_smart_turn

    chosen, file = settings.turn_detector, settings.turn_detector_model
    if chosen == "none" or (chosen is None and find_smart_turn(file) is None):
        return None
    detector: TurnDetector = registry.resolve("turn_detector", chosen or "smart-turn")(file)
    detector.load()
    return detector


def open_synthesizer(settings: Settings) -> Synthesizer:
    made: Synthesizer = registry.resolve("synthesizer", settings.synthesizer)()
    return made


async def pick_model(settings: Settings) -> ModelChoice:
    """What was asked for, or the best that there is. Raises `SetupError`."""
    ollama = None
    if settings.model is None or (settings.model != "scripted" and "/" not in settings.model):
        ollama = await running_ollama(ollama_address(os.environ))
    return choose_model(os.environ, ollama, settings.model, settings.api_base, settings.local_only)


def open_model(choice: ModelChoice, clock: Clock) -> LanguageModel:
    if choice.model == "scripted":
        made: LanguageModel = registry.resolve("language_model", "scripted")()
    else:
        made = registry.resolve("language_model", "litellm")(choice.model, clock, choice.api_base)
    return made


async def pick_rater(settings: Settings) -> ModelChoice | None:
    """The model that rates in place of the interviewer's; None where none was asked for.

    Raises `SetupError`.
    """
    if settings.rater_model is None:
        return None
    own = replace(settings, model=settings.rater_model, api_base=settings.rater_api_base)
    return await pick_model(own)


def open_rater(choice: ModelChoice, clock: Clock) -> LanguageModel:
    """A model that nobody waits for in silence: it has longer to think than an interviewer."""
    if choice.model == "scripted":
        return open_model(choice, clock)
    made: LanguageModel = registry.resolve("language_model", "litellm")(
        choice.model,
        clock,
        choice.api_base,
        first_part_limit=RATER_FIRST_PART,
        gap_limit=RATER_GAP,
    )
    return made


def check_names(sound: Sound, settings: Settings) -> None:
    """Raises `UnknownName` or `SetupError` for an engine that is not there, before a device is
    opened for it."""
    registry.resolve("synthesizer", settings.synthesizer)
    if not sound.typed:
        registry.resolve("recognizer", settings.recognizer)


async def reach(model: LanguageModel, choice: ModelChoice, clock: Clock, say: Say) -> None:
    """One short call, so that a wrong key or name is told before the work and not in it.

    Raises `SetupError` for what will not mend itself; a model that is slow or busy now is said,
    and gets its chance at the first answer.
    """
    if choice.model == "scripted":
        return
    from voiceinterview.engines.models.litellm_model import check_model

    try:
        await model.load()
        async with clock.limit(REACH_LIMIT):
            await check_model(model)
    except TimeoutError:
        say(f"{choice.model} has not answered within {REACH_LIMIT:.0f} s; I begin all the same")
    except EngineError as error:
        if error.lasting:
            raise SetupError(
                error.problem, f"{error.advice} Or go without one: --model scripted"
            ) from None
        say(f"{error.problem.rstrip('.')}. {error.advice}")


def open_echo(sound: Sound, settings: Settings, say: Say) -> tuple[EchoCanceller | None, bool]:
    """An echo canceller, and whether the session must be half-duplex for want of one."""
    if sound.typed or sound.input is not None or sound.output != "speaker" or settings.headphones:
        return None, False
    if find_spec("livekit") is not None:
        say("echo: cancelled (WebRTC); with headphones add --headphones")
        made: EchoCanceller = registry.resolve("echo_canceller", "webrtc")()
        return made, False
    say(
        "echo: no canceller is installed, so I do not listen while I speak; press Enter to "
        "interrupt. Better: --headphones, or pip install 'voiceinterview[echo]'"
    )
    return None, True
