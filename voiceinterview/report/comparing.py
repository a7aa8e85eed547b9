"""Two sessions side by side: levels where they compare, answers to the same questions, delivery."""

from collections.abc import Iterator
from dataclasses import dataclass

from voiceinterview.domain.ratings import QuestionCoverage, Rating, Scorecard
from voiceinterview.report.comparable import why_not_comparable
from voiceinterview.report.delivery_view import delivery_view
from voiceinterview.report.facts import session_facts
from voiceinterview.report.key_points import questions_of
from voiceinterview.report.source import ReportSource
from voiceinterview.report.tables import TableView
from voiceinterview.report.view import judging_cards
from voiceinterview.report.wording import (
    all_printable,
    clock,
    criterion_words,
    found_words,
    level_words,
    printable,
)

NO_LEVELS = "Neither has levels: the checklist gives none."
ONLY_ONE = "One of the two was not rated, or does not have this stage."


@dataclass(frozen=True)
class StageComparison:
    """`levels` is None where they do not compare, and `reason` says why."""

    title: str
    levels: TableView | None
    reason: str


@dataclass(frozen=True)
class Answer:
    """All that was said to a question: (time, text) a turn. `found` is the checklist's count."""

    turns: tuple[tuple[str, str], ...]
    found: str


@dataclass(frozen=True)
class QuestionComparison:
    ask: str
    answers: tuple[Answer, Answer]


@dataclass(frozen=True)
class ComparisonView:
    """`first` and `second` in the order they were named."""

    names: tuple[str, str]
    facts: TableView
    stages: tuple[StageComparison, ...]
    questions: tuple[QuestionComparison, ...]
    delivery: TableView | None


def compare(first: ReportSource, second: ReportSource) -> ComparisonView:
    names = (first.manifest.id, second.manifest.id)
    view = ComparisonView(
        names=names,
        facts=_side_by_side("The two sessions", session_facts(first), session_facts(second)),
        stages=tuple(_stages(first, second)),
        questions=tuple(_questions(first, second)),
        delivery=_delivery(first, second),
    )
    return all_printable(view)


def _stages(first: ReportSource, second: ReportSource) -> Iterator[StageComparison]:
    both = {stage.id: stage.title for stage in (*first.plan.stages, *second.plan.stages)}
    for stage, title in both.items():
        yield from compare_stage(first, second, stage, title)


def compare_stage(
    first: ReportSource,
    second: ReportSource,
    stage: str,
    title: str,
    sides: tuple[str, str] = ("First", "Second"),
) -> Iterator[StageComparison]:
    """The levels of a stage, once for each pair of raters that compare; one entry with the
    reason where none do. `sides` are what the two sessions are called."""
    one, other = judging_cards(first, stage), judging_cards(second, stage)
    if not one or not other:
        yield StageComparison(printable(title), None, ONLY_ONE)
        return
    pairs = [(a, b) for a in one for b in other if not why_not_comparable(a, b)]
    if not pairs:
        yield StageComparison(printable(title), None, why_not_comparable(one[0], other[0]))
    for a, b in pairs:
        yield _stage(printable(title), a, b, sides)


def _stage(title: str, one: Scorecard, other: Scorecard, sides: tuple[str, str]) -> StageComparison:
    if one.rater.kind == "checklist":
        return StageComparison(title, None, NO_LEVELS)
    later = {rating.criterion: rating for rating in other.ratings}
    rows = tuple(
        _row(rating, later[rating.criterion], one.top_level)
        for rating in one.ratings
        if rating.criterion in later
    )
    head = ("Criterion", *sides, "Change")
    return StageComparison(title, TableView(f"Levels: {title}", head, rows, (3,)), "")


def _row(one: Rating, other: Rating, top: int) -> tuple[str, ...]:
    known = one.level is not None and other.level is not None
    change = f"{other.level - one.level:+d}" if known else "–"  # type: ignore[operator]
    if change == "+0":
        change = "0"
    return criterion_words(one.criterion), level_words(one, top), level_words(other, top), change


def _questions(first: ReportSource, second: ReportSource) -> Iterator[QuestionComparison]:
    """Those to which there is an answer in both, in the order of the first."""
    known = questions_of(second)
    for question in questions_of(first).values():
        one, other = _answer(first, question.id), _answer(second, question.id)
        if question.id in known and one.turns and other.turns:
            yield QuestionComparison(question.ask, (one, other))


def _answer(source: ReportSource, question: str) -> Answer:
    turns = tuple(
        (clock(turn.start), printable(turn.text))
        for turn in source.turns
        if turn.question == question and turn.speaker == "candidate" and turn.text
    )
    covered = _coverage(source, question)
    return Answer(turns, found_words(covered) if covered else "")


def _coverage(source: ReportSource, question: str) -> QuestionCoverage | None:
    entries = (entry for card in source.scorecards for entry in card.coverage)
    return next((entry for entry in entries if entry.question == question), None)


def _delivery(first: ReportSource, second: ReportSource) -> TableView | None:
    if first.delivery is None or second.delivery is None:
        return None
    one, other = (
        [row[:2] for row in delivery_view(delivery, {}).numbers.rows]
        for delivery in (first.delivery, second.delivery)
    )
    return _side_by_side("Delivery, described and never graded", tuple(one), tuple(other))


def _side_by_side(
    caption: str, first: tuple[tuple[str, ...], ...], second: tuple[tuple[str, ...], ...]
) -> TableView:
    """Rows of (name, value) by name; a value that only one has is a dash in the other."""
    one, other = ({row[0]: row[1] for row in rows} for rows in (first, second))
    names = dict.fromkeys((*one, *other))
    rows = tuple((name, one.get(name, "–"), other.get(name, "–")) for name in names)
    return TableView(caption, ("What", "First", "Second"), rows)
