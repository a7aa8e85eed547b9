"""A report as plain values in reading order, before it takes the form of a page or a text."""

from collections.abc import Iterable
from dataclasses import dataclass

from voiceinterview.domain.manifest import EngineUsed, Manifest
from voiceinterview.domain.ratings import Evidence, QuestionCoverage, Rating, Scorecard
from voiceinterview.domain.transcript import Turn
from voiceinterview.report.source import ReportSource
from voiceinterview.report.wording import (
    clock,
    found_words,
    level_words,
    printable,
    rater_words,
    score_words,
)


@dataclass(frozen=True)
class QuoteView:
    turn: int
    text: str
    time: str
    repaired: bool


@dataclass(frozen=True)
class RatingView:
    """`level` is None where none was given; `state` says so in words, `reason` why."""

    criterion: str
    question: str
    level: int | None
    top: int
    state: str
    anchor: str
    reason: str
    why: str
    quotes: tuple[QuoteView, ...]
    caps: tuple[tuple[str, int, QuoteView], ...]


@dataclass(frozen=True)
class CardView:
    """`shared_reason` is set where no criterion has a level, all for the same reason."""

    score: str
    shared_reason: str
    rater: str
    ratings: tuple[RatingView, ...]


@dataclass(frozen=True)
class KeyPointView:
    text: str
    quote: QuoteView | None


@dataclass(frozen=True)
class CoverageView:
    ask: str
    found: str
    points: tuple[KeyPointView, ...]


@dataclass(frozen=True)
class TurnView:
    """`pieces` are the text, cut where evidence starts and ends: (text, whether it is evidence)."""

    number: int
    speaker: str
    time: str
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class StageView:
    title: str
    cards: tuple[CardView, ...]
    coverage: tuple[CoverageView, ...]
    turns: tuple[TurnView, ...]


@dataclass(frozen=True)
class ReportView:
    title: str
    session: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    stages: tuple[StageView, ...]
    versions: tuple[tuple[str, str], ...]


def view_of(source: ReportSource) -> ReportView:
    manifest = source.manifest
    return ReportView(
        title=source.plan.title,
        session=manifest.id,
        facts=_facts(source),
        notes=(*_origin_notes(manifest), *source.plan.notes),
        stages=tuple(
            _stage(stage.id, printable(stage.title), source) for stage in source.plan.stages
        ),
        versions=tuple(sorted(manifest.versions.items())),
    )


def _facts(source: ReportSource) -> tuple[tuple[str, str], ...]:
    manifest = source.manifest
    status: str = manifest.status
    if manifest.end_reason and manifest.end_reason != status:
        status = f"{status} ({manifest.end_reason.replace('_', ' ')})"
    facts = [
        ("Held", manifest.created),
        ("Status", status),
        ("Length", clock(manifest.samples)),
        ("Interviewer", source.plan.persona.title),
        ("Language model", _engine(manifest.engines.language_model)),
        ("Speech recognition", _engine(manifest.engines.recognizer)),
        ("Voice", _engine(manifest.engines.synthesizer)),
        ("Candidate heard from", manifest.input),
        ("Interviewer played to", manifest.output),
    ]
    return tuple((name, printable(value)) for name, value in facts if value)


def _engine(engine: EngineUsed | None) -> str:
    if engine is None:
        return "none"
    model = engine.settings.get("model")
    return f"{engine.name}, {model}" if model and model != engine.name else engine.name


def _origin_notes(manifest: Manifest) -> tuple[str, ...]:
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


def _stage(stage: str, title: str, source: ReportSource) -> StageView:
    cards = [card for card in source.scorecards if card.stage == stage]
    judging = [card for card in cards if card.rater.kind != "checklist"]
    coverage = [entry for card in cards for entry in card.coverage]
    turns = [turn for turn in source.turns if turn.stage == stage]
    return StageView(
        title=title,
        cards=tuple(_card(card) for card in judging or cards),
        coverage=tuple(_coverage(entry) for entry in coverage),
        turns=tuple(_turn(turn, list(_evidence_in(judging, turn))) for turn in turns),
    )


def _card(card: Scorecard) -> CardView:
    reasons = {(rating.status, rating.reason, rating.evidence) for rating in card.ratings}
    shared = next(iter(reasons)) if len(reasons) == 1 else ("scored", "", ())
    return CardView(
        score=score_words(card),
        shared_reason="" if shared[0] == "scored" else printable(shared[1]),
        rater=rater_words(card),
        ratings=tuple(_rating(rating, card.top_level) for rating in card.ratings),
    )


def _rating(rating: Rating, top: int) -> RatingView:
    return RatingView(
        criterion=rating.criterion.replace("-", " ").capitalize(),
        question=rating.question,
        level=rating.level,
        top=top,
        state=level_words(rating, top),
        anchor=rating.anchor,
        reason=printable(rating.reason),
        why=printable(rating.why) if rating.why != rating.reason else "",
        quotes=tuple(_quote(evidence) for evidence in rating.evidence),
        caps=tuple((cap.text, cap.cap, _quote(cap.evidence)) for cap in rating.caps),
    )


def _quote(evidence: Evidence) -> QuoteView:
    return QuoteView(
        turn=evidence.turn,
        text=printable(evidence.quote),
        time=clock(evidence.first_sample),
        repaired=evidence.status == "repaired",
    )


def _coverage(entry: QuestionCoverage) -> CoverageView:
    points = tuple(
        KeyPointView(finding.text, _quote(finding.evidence) if finding.evidence else None)
        for finding in entry.findings
    )
    return CoverageView(ask=entry.ask, found=found_words(entry), points=points)


def _evidence_in(cards: Iterable[Scorecard], turn: Turn) -> Iterable[Evidence]:
    for card in cards:
        for rating in card.ratings:
            every = (*rating.evidence, *(cap.evidence for cap in rating.caps))
            yield from (evidence for evidence in every if evidence.turn == turn.number)


def _turn(turn: Turn, evidence: list[Evidence]) -> TurnView:
    """Evidence may overlap; a character is marked or not, once."""
    text = printable(turn.text)
    pieces: list[tuple[str, bool]] = []
    position = 0
    for start, end in sorted((piece.start, piece.end) for piece in evidence):
        start = max(start, position)
        if start >= end:
            continue
        pieces += [(text[position:start], False), (text[start:end], True)]
        position = end
    pieces.append((text[position:], False))
    return TurnView(
        number=turn.number,
        speaker=turn.speaker,
        time=clock(turn.start),
        pieces=tuple(piece for piece in pieces if piece[0]),
    )
