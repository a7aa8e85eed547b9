"""A report as plain values in reading order, before it takes the form of a page or a text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from voiceinterview.domain.overall import Overall
from voiceinterview.domain.plan import StagePlan
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.report.answering_view import AnsweringView, answering_view
from voiceinterview.report.code_quotes import places_of
from voiceinterview.report.code_view import CodeView, code_by_turn, code_views, written_views
from voiceinterview.report.delivery_view import DeliveryView, delivery_view
from voiceinterview.report.facts import model_use, origin_notes, session_facts, what_left
from voiceinterview.report.headline import (
    NOT_GIVEN,
    held_line,
    overall_line,
    rating_command,
    without_empty,
)
from voiceinterview.report.improving import Improvements, improvements
from voiceinterview.report.key_points import model_verdicts, questions_of
from voiceinterview.report.rating_view import (
    Around,
    CardView,
    CoverageView,
    card_view,
    coverage_view,
)
from voiceinterview.report.retried_answer import BeforeAndNow
from voiceinterview.report.rewrites_view import (
    RewriteView,
    rewrite_views,
    rewriting_note,
    rewriting_use,
)
from voiceinterview.report.source import ReportSource
from voiceinterview.report.tables import TableView
from voiceinterview.report.transcript_view import TurnView, turn_view
from voiceinterview.report.trying_again import retry_command, retry_question
from voiceinterview.report.wording import (
    STATUS_WORDS,
    all_printable,
    criterion_words,
    mapped_words,
    printable,
    rater_name,
)


@dataclass(frozen=True)
class StageView:
    """`number` counts the stages from 1, and names the stage's place in a page. `mapped` is what a
    coach lets be read off the coverage, "" for nothing; `code` what was on the screen, and what was
    written."""

    number: int
    title: str
    cards: tuple[CardView, ...]
    coverage: tuple[CoverageView, ...]
    mapped: str
    turns: tuple[TurnView, ...]
    rewrites: tuple[RewriteView, ...]
    code: tuple[CodeView, ...]


@dataclass(frozen=True)
class ReportView:
    """`left_out` is what was not assessed: (stage, criterion, state, reason). `formats` is None
    where no model has rated; `for_levels` is the command that has one do so, "" for none."""

    title: str
    session: str
    held: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    stages: tuple[StageView, ...]
    versions: tuple[tuple[str, str], ...]
    summary: TableView
    improvements: Improvements
    left_out: TableView
    delivery: DeliveryView | None
    left_machine: tuple[str, ...]
    models: tuple[str, ...]
    overall: str
    for_levels: str
    formats: TableView | None
    answering: AnsweringView | None
    retried: BeforeAndNow | None
    rewriting: tuple[str, ...]
    rewriting_note: str


def view_of(source: ReportSource) -> ReportView:
    """Everything in it is made printable."""
    return all_printable(_view_of(source))


def _view_of(source: ReportSource) -> ReportView:
    manifest = source.manifest
    questions = questions_of(source)
    return ReportView(
        title=source.plan.title,
        session=manifest.id,
        held=held_line(source),
        facts=session_facts(source),
        notes=(*origin_notes(manifest), *source.plan.notes),
        stages=tuple(_stage(n, stage, source) for n, stage in enumerate(source.plan.stages, 1)),
        versions=tuple(sorted(manifest.versions.items())),
        summary=without_empty(_summary(source)),
        improvements=improvements(source),
        left_out=TableView(
            "What was not assessed",
            ("Stage", "What", "State", "Why"),
            tuple(dict.fromkeys(_left_out(source))),
        ),
        delivery=delivery_view(source.delivery, questions) if source.delivery else None,
        left_machine=what_left(source),
        models=model_use(source),
        overall=overall_line(source),
        for_levels=rating_command(source),
        formats=_formats(source.overall) if source.overall else None,
        answering=answering_view(source.timings, manifest),
        retried=source.retried,
        rewriting=rewriting_use(source),
        rewriting_note=printable(rewriting_note(source)),
    )


def judging_cards(source: ReportSource, stage: str) -> list[Scorecard]:
    """The cards that a stage is shown by: of models and coaches, else the checklist's. A model
    that never answered is shown where nobody else has judged."""
    cards = [card for card in source.scorecards if card.stage == stage]
    judging = [card for card in cards if card.rater.kind != "checklist"]
    return [card for card in judging if card.answered] or judging or cards


def _stage(number: int, stage: StagePlan, source: ReportSource) -> StageView:
    cards = [card for card in source.scorecards if card.stage == stage.id]
    judging = judging_cards(source, stage.id)
    judged = [card for card in judging if card.rater.kind != "checklist"]
    verdicts = model_verdicts(source, stage.id)
    questions = {question.id: question for question in stage.questions}
    shown, written, code = code_views(source), written_views(source), code_by_turn(source)
    said = {turn.number: turn.text for turn in source.turns}
    around = Around(code, said, places_of(shown, written))
    return StageView(
        number=number,
        title=printable(stage.title),
        cards=tuple(card_view(card, source.rubric_of(card), around) for card in judging),
        coverage=tuple(
            coverage_view(
                entry,
                questions.get(entry.question),
                verdicts,
                retry_question(source, entry.question),
                around,
            )
            for card in cards
            for entry in card.coverage
        ),
        mapped=printable(" ".join(filter(None, map(mapped_words, cards)))),
        turns=tuple(
            turn_view(turn, judged, retry_command(source, turn), code.get(turn.number))
            for turn in source.turns
            if turn.stage == stage.id
        ),
        rewrites=rewrite_views(source, stage.id),
        code=tuple(
            views[question]
            for question in questions
            for views in (shown, written)
            if question in views
        ),
    )


def _summary(source: ReportSource) -> TableView:
    """A row a stage and rater; what nobody gave is a dash."""
    head = ("Stage", "Average level", "Assessed", "Key points", "Rated by")
    rows = []
    for stage in source.plan.stages:
        found, total = _coverage_sum(source, stage.id)
        points = f"{found} of {total}" if total else NOT_GIVEN
        for card in judging_cards(source, stage.id):
            level = card.score.level
            words = NOT_GIVEN if level is None else f"{level:.1f} of {card.top_level}"
            share = NOT_GIVEN if level is None else f"{card.score.assessed:.0%}"
            rows.append((printable(stage.title), words, share, points, rater_name(card)))
        if not judging_cards(source, stage.id):
            rows.append((printable(stage.title), NOT_GIVEN, NOT_GIVEN, points, "nobody"))
    plain = TableView("Stages", head, tuple(rows), (1, 2, 3))
    return _with_mapped(plain, source)


def _with_mapped(table: TableView, source: ReportSource) -> TableView:
    """The summary with a column of its own for levels read off the key points, if there are any.
    They are never in the column of those that somebody gave."""
    mapped = {
        card.stage: f"{card.mapped.level} of {card.top_level}"
        for card in source.scorecards
        if card.mapped is not None
    }
    if not mapped:
        return table
    stages = [
        stage.id
        for stage in source.plan.stages
        for _ in range(max(1, len(judging_cards(source, stage.id))))
    ]
    rows = zip(table.rows, stages, strict=True)
    return replace(
        table,
        head=(*table.head, "Level by key points"),
        rows=tuple((*row, mapped.get(stage, NOT_GIVEN)) for row, stage in rows),
        numeric=(*table.numeric, len(table.head)),
    )


def _formats(overall: Overall) -> TableView:
    rows = tuple(
        (
            one.title,
            f"{one.share}%",
            NOT_GIVEN if one.level is None else f"{one.level:.1f} of {overall.top_level}",
            f"{one.assessed:.0%}",
        )
        for one in overall.formats
    )
    head = ("Format", "Share of the mix", "Level", "Assessed")
    return TableView("Formats of assessment", head, rows, (1, 2, 3))


def _coverage_sum(source: ReportSource, stage: str) -> tuple[int, int]:
    entries = [
        entry for card in source.scorecards if card.stage == stage for entry in card.coverage
    ]
    return sum(entry.found for entry in entries), sum(entry.total for entry in entries)


def _left_out(source: ReportSource) -> Iterator[tuple[str, str, str, str]]:
    """Stages as a whole where no criterion of theirs has a level, all for one reason."""
    for stage in source.plan.stages:
        title = printable(stage.title)
        cards = judging_cards(source, stage.id)
        if not cards:
            yield title, "all of it", "not rated", "Nobody has rated it yet."
        for card in cards:
            missing = [rating for rating in card.ratings if rating.level is None]
            reasons = {(rating.status, rating.reason) for rating in missing}
            if len(missing) == len(card.ratings) and len(reasons) == 1:
                status, reason = next(iter(reasons))
                yield title, "all of it", STATUS_WORDS[status], printable(reason)
                continue
            for rating in missing:
                state = STATUS_WORDS[rating.status]
                what = criterion_words(rating.criterion)
                yield title, what, state, printable(rating.reason)
