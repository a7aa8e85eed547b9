"""The report as Markdown, for notes and issue trackers."""

import re
from collections.abc import Iterator, Sequence

from voiceinterview.report.before_and_now_text import (
    NO_ANSWER,
    NOTHING,
    ONLY_NEW,
    TITLE,
    remarks_of,
    sides_of,
    tables_of,
)
from voiceinterview.report.code_quotes import CodeQuoteView
from voiceinterview.report.code_view import CodeView, RunView
from voiceinterview.report.delivery_view import DeliveryView
from voiceinterview.report.improving import Improvements
from voiceinterview.report.rating_view import CardView, CoverageView, QuoteView, RatingView
from voiceinterview.report.retried_answer import BeforeAndNow
from voiceinterview.report.rewrites_view import TITLE as REWRITES_TITLE
from voiceinterview.report.rewrites_view import RewriteView
from voiceinterview.report.source import ReportSource
from voiceinterview.report.tables import TableView
from voiceinterview.report.view import ReportView, StageView, view_of
from voiceinterview.report.wording import COVERAGE_NOTE, COVERAGE_TITLE, ORDERS_NOTE

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")


def render_markdown(source: ReportSource) -> str:
    """Everything that somebody said or a model wrote is escaped."""
    report = view_of(source)
    lines = [f"# {plain(report.title)}", "", f"Session {plain(report.session)}", ""]
    lines += [f"- {name}: {plain(value)}" for name, value in report.facts]
    for note in report.notes:
        lines += ["", f"> {plain(note)}"]
    if report.retried is not None:
        lines += _retried_lines(report.retried)
    lines += ["", "## Summary"]
    if report.overall:
        lines += ["", plain(report.overall)]
    if report.for_levels:
        lines += ["", f"To have a language model give levels: {code(report.for_levels)}"]
    lines += table_lines(report.summary)
    if report.formats is not None:
        lines += table_lines(report.formats)
    lines += _improvement_lines(report.improvements)
    if report.rewriting_note:
        lines += ["", plain(report.rewriting_note)]
    for stage in report.stages:
        lines += ["", f"## {plain(stage.title)}", *_stage_lines(stage)]
    if report.delivery is not None:
        lines += ["", "## Delivery", *_delivery_lines(report.delivery)]
    lines += _transcript_lines(report)
    lines += _making_lines(report)
    return "\n".join(lines) + "\n"


def table_lines(table: TableView) -> Iterator[str]:
    """A table with its caption above it."""
    yield from ("", f"**{plain(table.caption)}**", "")
    yield f"| {' | '.join(map(plain, table.head))} |"
    marks = ("--:" if n in table.numeric else "---" for n in range(len(table.head)))
    yield f"| {' | '.join(marks)} |"
    for row in table.rows:
        yield f"| {' | '.join(map(plain, row))} |"


def plain(text: str) -> str:
    """Text that Markdown leaves as it is, on one line."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Text between back ticks, of which it must not have as many in a row."""
    text = " ".join(text.split())
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{ticks} {text} {ticks}" if len(ticks) > 1 else f"`{text}`"


def _retried_lines(retried: BeforeAndNow) -> Iterator[str]:
    yield from ("", f"## {TITLE}", "", f"**{plain(retried.asked)}**")
    if retried.link.after:
        yield from ("", f"A follow-up to: {plain(retried.link.after)}")
    if retried.gone:
        yield from ("", f"> {plain(retried.gone)} {ONLY_NEW}")
    for name, answer in sides_of(retried):
        if answer is None:
            yield from ("", f"### {name}", "", NO_ANSWER)
            continue
        where = f"turn {answer.turn} of {plain(answer.session)}, at {answer.time}"
        yield from ("", f"### {name}: {where}", "", plain(answer.text) or NOTHING)
        for asked, said in answer.further:
            yield from ("", f"_{plain(asked)}_ {plain(said) or NOTHING}")
    for table in tables_of(retried):
        yield from table_lines(table)
    for remark in remarks_of(retried):
        yield from ("", plain(remark))


def _improvement_lines(improvements: Improvements) -> Iterator[str]:
    if not improvements.basis:
        return
    yield from ("", "### What would raise the score most", "", improvements.basis, "")
    for gain in improvements.criteria:
        where = f"{plain(gain.criterion)} ({plain(gain.stage_title)})"
        said = f"level {gain.level} of {gain.top}. {gain.lifts} {plain(gain.why)}".rstrip()
        yield f"1. **{where}**, {said}"
        if gain.next_anchor:
            yield f"   The next level: {plain(gain.next_anchor)}"
    if improvements.points and improvements.criteria:
        yield from ("", "#### Key points missed that weigh most", "")
    for point in improvements.points:
        yield f"1. **{plain(point.text)}** ({point.said}; weight {point.weight})"
        if point.expert:
            yield f"   An expert says: “{plain(point.expert)}”"
        if point.again:
            yield f"   Try it again: {code(point.again)}"


def _code_lines(shown: CodeView) -> Iterator[str]:
    width = len(str(len(shown.lines)))
    yield from ("", f"### {shown.title}: {plain(shown.ask)}", "")
    if "\n" in shown.context:  # has tables, as a rule; data, so it is shown as it is
        yield from (*_fenced(shown.context.splitlines()), "")
    elif not shown.run:
        yield from (plain(shown.context), "")
    yield from _fenced([f"{n:>{width}}  {line}".rstrip() for n, line in enumerate(shown.lines, 1)])
    if shown.runs:
        yield ""
    for run in shown.runs:
        yield from _run_lines(run)


def _fenced(lines: Sequence[str]) -> Iterator[str]:
    """In a fence that no line of it closes."""
    runs = [len(run) for line in lines for run in re.findall(r"`+", line)]
    fence = "`" * max([3, *(run + 1 for run in runs)])
    yield from (fence, *lines, fence)


def _run_lines(run: RunView) -> Iterator[str]:
    submitted = ", submitted" if run.submitted else ""
    yield f"- **Run {run.number}** at {run.time}{submitted}: {run.came_to}"
    if run.problem:
        yield f"  - {plain(run.problem)}"
    for name, message in run.failed:
        yield f"  - failed: {plain(name)}{' – ' + plain(message) if message else ''}"
    if run.printed:
        yield f"  - printed: {code(run.printed)}"


def _stage_lines(stage: StageView) -> Iterator[str]:
    for shown in stage.code:
        yield from _code_lines(shown)
    for card in stage.cards:
        yield from _card_lines(card)
    if not stage.cards:
        yield from ("", "This stage was not rated.")
    if stage.coverage:
        yield from ("", f"### {COVERAGE_TITLE}", "", COVERAGE_NOTE)
    if stage.mapped:
        yield from ("", f"**{plain(stage.mapped)}**")
    for entry in stage.coverage:
        yield from _coverage_lines(entry)
    if stage.rewrites:
        yield from ("", f"### {REWRITES_TITLE}")
    for one in stage.rewrites:
        yield from _rewrite_lines(one)


def _card_lines(card: CardView) -> Iterator[str]:
    yield from ("", f"**{card.score}**")
    for warning in card.warnings:
        yield from ("", f"> {plain(warning)}")
    for order in card.orders:
        yield from ("", ORDERS_NOTE, "", _quote_line(order))
    if card.code_orders:
        yield from ("", ORDERS_NOTE, "", *map(_code_quote_line, card.code_orders))
    for rating in card.ratings:
        yield from _rating_lines(rating)
    yield from ("", f"_{plain(card.rater)}_")


def _rating_lines(rating: RatingView) -> Iterator[str]:
    yield from ("", f"### {plain(rating.criterion)}: {rating.state}")
    for text in (rating.anchor, rating.reason, rating.flag):
        if text:
            yield from ("", plain(text))
    for said in rating.quotes:
        yield from ("", _quote_line(said))
    if rating.tied:
        yield from ("", rating.tied)
    if rating.code:
        yield from ("", *map(_code_quote_line, rating.code))
    if rating.why:
        yield from ("", f"The rater: {plain(rating.why)}")
    if rating.certainty:
        yield from ("", plain(rating.certainty))
    for text, cap, said in rating.caps:
        yield from ("", f"Held at level {cap} or below: {plain(text)}", "", _quote_line(said))


def _coverage_lines(entry: CoverageView) -> Iterator[str]:
    yield from ("", f"**{plain(entry.ask)}** {entry.found}", "")
    for point in entry.points:
        if point.quote is None:
            expert = f" An expert says: “{plain(point.expert)}”" if point.expert else ""
            yield f"- [ ] {plain(point.text)}{expert}"
        else:
            said = f"“{plain(point.quote.text)}” ({point.quote.time})"
            yield f"- [x] {plain(point.text)} {said}"


def _rewrite_lines(one: RewriteView) -> Iterator[str]:
    yield from ("", f"**{plain(one.ask)}**")
    if one.reason:
        yield from ("", plain(one.reason))
        return
    yield from ("", plain("".join(text for text, _ in one.pieces)))
    for note in (one.label, *one.notes):
        yield from ("", f"> {plain(note)}")


def _delivery_lines(delivery: DeliveryView) -> Iterator[str]:
    for note in (*delivery.notes, *delivery.unmeasured):
        yield from ("", note)
    yield from table_lines(delivery.numbers)
    for table in delivery.tables:
        yield from table_lines(table)


def _transcript_lines(report: ReportView) -> Iterator[str]:
    yield from ("", "## Transcript")
    for stage in report.stages:
        for turn in stage.turns:
            said = plain("".join(text for text, _ in turn.pieces))
            yield from ("", f"**{turn.speaker.capitalize()}, {turn.time}:** {said}")
            if turn.again:
                yield from ("", f"Try it again: {code(turn.again)}")


def _making_lines(report: ReportView) -> Iterator[str]:
    if report.left_out.rows:
        yield from ("", "## What was not assessed", *table_lines(report.left_out))
    if report.answering is not None:
        yield from ("", "## How soon the interviewer answered", "", report.answering.says)
        yield from table_lines(report.answering.table)
    yield from ("", "## What left the machine", "")
    yield from (f"- {plain(line)}" for line in (*report.left_machine, *report.models))
    yield from (f"- Rewording: {plain(line)}" for line in report.rewriting)


def _code_quote_line(one: CodeQuoteView) -> str:
    text = code(one.text) if one.is_line else plain(one.text)
    return f"- {one.label}: {text}{f' ({one.note})' if one.note else ''}"


def _quote_line(said: QuoteView) -> str:
    return f"> “{plain(said.text)}” ({said.time})"
