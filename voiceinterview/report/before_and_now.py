"""An answer that was tried again beside the one of before: words, delivery, key points, levels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from voiceinterview.domain.delivery import TurnDelivery
from voiceinterview.domain.manifest import Manifest, Retried
from voiceinterview.domain.ratings import KeyPointFinding, QuestionCoverage
from voiceinterview.interview.answered import Answered
from voiceinterview.report.comparing import compare_stage
from voiceinterview.report.delivery_view import MEASURES, clock_seconds
from voiceinterview.report.retried_answer import BeforeAndNow, SetLevels, SideAnswer
from voiceinterview.report.source import ReportSource
from voiceinterview.report.tables import TableView
from voiceinterview.report.wording import clock, moment, printable

SIDES = ("Before", "Now")
DASH = "–"
FOUND_BY_WORDS = (
    "Key points are found by their words in both answers, by the checklist of today. It cannot "
    "tell whether they were used rightly, and it misses what was said in other words."
)
FOLLOW_UP_ALONE = "What had been said before this follow-up is left out on both sides."
NOT_ANSWERED = "The question was not answered this time."
MORE_QUESTIONS = (
    "Before, these levels were given over {} questions of the stage, now over this one alone: "
    "what moved need not be this answer."
)
OTHER_RECOGNIZER = (
    "Before, the words were recognized by {}, now by {}: fillers and pace may differ by that alone."
)


@dataclass(frozen=True)
class Side:
    """One of the two sessions. `answers` are those to the question that was tried again, the
    answer itself first; what follows it was said after follow-ups. `coverage` is of the whole
    question, by the same checklist on both sides."""

    source: ReportSource
    answers: tuple[Answered, ...]
    coverage: QuestionCoverage | None


def before_and_now(
    link: Retried, asked: str, before: Side | None, now: Side, gone: str = ""
) -> BeforeAndNow:
    """`asked` is the question in its words; `before` is None where `gone` says why."""
    levels = _levels(before, now) if before is not None else ()
    both = before is not None and bool(now.answers)
    return BeforeAndNow(
        link=link,
        asked=printable(asked),
        gone=printable(gone),
        before=_answer(before) if before is not None else None,
        now=_answer(now),
        measures=_measures(before, now) if before is not None and both else None,
        key_points=_key_points(before, now) if before is not None and both else None,
        levels=levels,
        notes=tuple(dict.fromkeys(_notes(before, now, levels))),
    )


def _answer(side: Side) -> SideAnswer | None:
    if not side.answers:
        return None
    own, *after = side.answers
    turn = own.turn
    spoken = bool(turn.words) and turn.words[0].start < turn.words[-1].end
    return SideAnswer(
        session=side.source.manifest.id,
        held=moment(side.source.manifest.created),
        turn=turn.number,
        time=clock(turn.start),
        text=printable(turn.text),
        span=(turn.start, turn.end) if spoken else (turn.start, turn.start),
        further=tuple((printable(one.asked), printable(one.turn.text)) for one in after),
    )


def _measures(before: Side, now: Side) -> TableView:
    one, other = (dict(_measured(side)) for side in (before, now))
    rows = tuple((name, one.get(name, DASH), other.get(name, DASH)) for name in {**one, **other})
    return TableView("The answer itself, without its follow-ups", ("Measure", *SIDES), rows)


def _measured(side: Side) -> Iterator[tuple[str, str]]:
    turn = _turn_delivery(side)
    if turn is None:
        yield "Words", "0"
        return
    speech = turn.speech
    yield "Words", f"{speech.words:,}"
    if speech.pace is not None:
        yield "Length", f"{clock_seconds(speech.pace.talk_seconds)} min"
    wait = _first_word(side)
    if wait is not None:
        yield "Time to the first word", f"{wait:.1f} s"
    if speech.pace is not None:
        yield "Speaking rate", f"{speech.pace.speaking_rate:.0f} words/min"
        yield "Articulation rate", f"{speech.pace.articulation_rate:.0f} words/min"
    yield "Fillers", str(len(turn.fillers))
    hundreds = speech.words / 100
    yield "Fillers in 100 words", f"{len(turn.fillers) / hundreds:.1f}" if hundreds else DASH


def _turn_delivery(side: Side) -> TurnDelivery | None:
    if side.source.delivery is None or not side.answers:
        return None
    number = side.answers[0].turn.number
    return next((turn for turn in side.source.delivery.turns if turn.number == number), None)


def _first_word(side: Side) -> float | None:
    """Seconds from the question to the answer's first word."""
    own = side.answers[0]
    assert side.source.delivery is not None
    responses = (
        response
        for question in side.source.delivery.questions
        if (question.stage, question.question) == (own.stage.id, own.question.id)
        for response in question.responses
        if response.follow_up == own.follow_up
    )
    return next((response.seconds for response in responses), None)


def _key_points(before: Side, now: Side) -> TableView | None:
    """A row a key point of the question, with where it was said in each session."""
    one, other = (_findings(side) for side in (before, now))
    points = {**other, **one}
    if not points:
        return None
    rows = [
        (found.text, str(found.weight), _where(before, one.get(name)), _where(now, other.get(name)))
        for name, found in points.items()
    ]
    first, second = (
        sum(found.evidence is not None for found in side.values()) for side in (one, other)
    )
    of = len(points)
    rows.append(("Found", "", f"{first} of {of}", f"{second} of {of}"))
    return TableView("Key points", ("Key point", "Weight", *SIDES), tuple(rows), (1,))


def _findings(side: Side) -> dict[str, KeyPointFinding]:
    coverage = side.coverage.findings if side.coverage is not None else ()
    return {finding.key_point: finding for finding in coverage}


def _where(side: Side, found: KeyPointFinding | None) -> str:
    if found is None or found.evidence is None or not side.answers:
        return "not found"
    place, own = found.evidence.turn, side.answers[0].turn.number
    if place == own:
        return "in the answer"
    return "after a follow-up" if place > own else "said before it"


def _levels(before: Side, now: Side) -> tuple[SetLevels, ...]:
    """None where the question was not answered: a level would be of something else."""
    if not before.answers or not now.answers:
        return ()
    stage = now.answers[0].stage
    compared = compare_stage(before.source, now.source, stage.id, stage.title, SIDES)
    return tuple(SetLevels(one.levels, one.reason) for one in compared)


def _notes(before: Side | None, now: Side, levels: Sequence[SetLevels]) -> Iterator[str]:
    if not now.answers:
        yield NOT_ANSWERED
    if before is None:
        return
    if now.answers:
        yield FOUND_BY_WORDS
    if now.answers and before.answers[0].follow_up:
        yield FOLLOW_UP_ALONE
    asked = _questions_answered(before)
    if asked > 1 and any(one.table is not None for one in levels):
        yield MORE_QUESTIONS.format(asked)
    one, other = (_recognizer(side.source.manifest) for side in (before, now))
    if one and other and one != other:
        yield OTHER_RECOGNIZER.format(one, other)
    for name, side in zip(SIDES, (before, now), strict=True):
        yield from (f"{name}: {reason}" for reason in _unmeasured(side))


def _questions_answered(side: Side) -> int:
    stage = side.answers[0].stage.id if side.answers else ""
    turns = side.source.turns
    return len({turn.question for turn in turns if turn.stage == stage and turn.turn and turn.text})


def _unmeasured(side: Side) -> Iterator[str]:
    turn = _turn_delivery(side)
    for missing in turn.speech.unmeasured if turn is not None else ():
        if missing.measure in ("pace", "fillers"):
            yield f"{MEASURES[missing.measure]} could not be measured. {missing.reason}"


def _recognizer(manifest: Manifest) -> str:
    """ "" for none: typed answers."""
    engine = manifest.engines.recognizer
    if engine is None:
        return ""
    return printable(
        " ".join(str(part) for part in (engine.name, engine.settings.get("model")) if part)
    )
