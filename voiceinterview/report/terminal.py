"""The scorecard for the terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from voiceinterview.report.before_and_now_text import print_before_and_now
from voiceinterview.report.code_view import CodeView
from voiceinterview.report.rating_view import CardView, CoverageView, RatingView
from voiceinterview.report.rewrites_view import TITLE, RewriteView
from voiceinterview.report.source import ReportSource
from voiceinterview.report.view import StageView, view_of
from voiceinterview.report.wording import COVERAGE_TITLE, ORDERS_NOTE

MOST_FAILED = 4  # checks of a run that are named; the page has them all


def print_scorecards(console: Console, source: ReportSource) -> None:
    """Prints every stage; what was said is printed as it is, never read as markup."""
    report = view_of(source)
    console.print(Text(f"{report.title}, session {report.session}", style="bold"))
    for note in report.notes:
        console.print(Text(note, style="italic"))
    if report.overall:
        console.print(Text(report.overall, style="bold"))
    if report.for_levels:
        console.print(Text(f"for levels: {report.for_levels}", style="dim"))
    for stage in report.stages:
        _print_stage(console, stage)
    if report.retried is not None:
        print_before_and_now(console, report.retried)


def _print_stage(console: Console, stage: StageView) -> None:
    console.print()
    console.rule(Text(stage.title, style="bold"), align="left")
    for code in stage.code:
        if code.runs:
            console.print(_runs_text(code))
    for card in stage.cards:
        _print_card(console, card)
    if not stage.cards:
        console.print(Text("This stage was not rated."))
    if stage.coverage:
        console.print(Text(f"\n{COVERAGE_TITLE}", style="bold"))
        console.print(_coverage_table(stage.coverage))
    if stage.mapped:
        console.print(Text(stage.mapped, style="italic"))
    if stage.rewrites:
        console.print(Text(f"\n{TITLE}", style="bold"))
    for one in stage.rewrites:
        console.print(_rewrite_text(one))


def _print_card(console: Console, card: CardView) -> None:
    console.print(Text(card.score, style="bold"))
    for warning in card.warnings:
        console.print(Text(warning, style="italic"))
    for order in card.orders:
        console.print(Text(f"{ORDERS_NOTE} “{order.text}” ({order.time})", style="italic"))
    for line in card.code_orders:
        console.print(Text(f"{ORDERS_NOTE} {line.label}: {line.text}", style="italic"))
    if card.shared_reason:
        names = ", ".join(rating.criterion for rating in card.ratings)
        console.print(Text(f"{names}: {card.ratings[0].state}. {card.shared_reason}"))
        console.print(Text(card.rater, style="dim"))
        return
    for rating in card.ratings:
        console.print(_rating_text(rating))
        console.print(Padding(_details(rating), (0, 0, 0, 2)))
    console.print(Text(card.rater, style="dim"))


def _rating_text(rating: RatingView) -> Text:
    line = Text(f"{rating.criterion}: ")
    line.append(rating.state, style="bold" if rating.level is not None else "italic")
    return line


def _details(rating: RatingView) -> Text:
    lines = [rating.anchor, rating.reason, rating.flag, rating.certainty]
    lines += [f"“{said.text}” ({said.time})" for said in rating.quotes]
    lines.append(rating.tied)
    for one in rating.code:
        lines.append(f"{one.label}: {one.text}{f' ({one.note})' if one.note else ''}")
    for text, cap, said in rating.caps:
        lines.append(f"Held at level {cap} or below: {text} “{said.text}” ({said.time})")
    return Text("\n".join(line for line in lines if line))


def _runs_text(code: CodeView) -> Text:
    text = Text(f"{code.title}: {code.ask} ({len(code.lines)} lines)", style="bold")
    for run in code.runs:
        submitted = ", submitted" if run.submitted else ""
        text.append(f"\nrun {run.number} at {run.time}{submitted}: {run.came_to}", "not bold")
        if run.failed:
            names = [name for name, _ in run.failed[:MOST_FAILED]]
            more = len(run.failed) - len(names)
            rest = f" and {more} more" if more else ""
            text.append(f"; failed: {', '.join(names)}{rest}", "not bold")
        if run.problem:
            text.append(f"\n  {run.problem.splitlines()[-1]}", "not bold dim")
    return text


def _rewrite_text(one: RewriteView) -> Text:
    text = Text(f"{one.ask}\n", style="bold")
    for piece, gap in one.pieces:
        text.append(piece, style="not bold italic" if gap else "not bold")
    for note in (one.reason or one.label, *one.notes):
        text.append(f"\n{note}", style="not bold dim")
    return text


def _coverage_table(coverage: tuple[CoverageView, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(overflow="fold")
    table.add_column(no_wrap=True)
    for entry in coverage:
        table.add_row(Text(entry.ask), Text(entry.found))
        if entry.again:
            table.add_row(Text(f"try it again: {entry.again}", style="dim"), Text(""))
    return table
