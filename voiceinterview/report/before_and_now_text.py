"""Both answers side by side, as Markdown and in the terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from voiceinterview.report.retried_answer import BeforeAndNow, SideAnswer
from voiceinterview.report.tables import TableView

TITLE = "Before and now"
NOTHING = "(nothing was said)"
ONLY_NEW = "Only the new answer is shown."
NO_ANSWER = "There is no answer to show."


def sides_of(retried: BeforeAndNow) -> Iterator[tuple[str, SideAnswer | None]]:
    """What is shown: that of before only where it is still to be had."""
    if not retried.gone:
        yield "Before", retried.before
    yield "Now", retried.now


def tables_of(retried: BeforeAndNow) -> Iterator[TableView]:
    for table in (retried.measures, retried.key_points, *(one.table for one in retried.levels)):
        if table is not None:
            yield table


def remarks_of(retried: BeforeAndNow) -> Iterator[str]:
    """Why levels do not compare, and what else must be known."""
    for one in retried.levels:
        if one.table is None:
            yield f"Levels: not compared. {one.reason}"
    yield from retried.notes


def print_before_and_now(console: Console, retried: BeforeAndNow) -> None:
    """What was said is printed as it is, never read as markup."""
    console.print()
    console.rule(Text(TITLE, style="bold"), align="left")
    console.print(Text(retried.asked, style="bold"))
    if retried.gone:
        console.print(Text(f"{retried.gone} {ONLY_NEW}", style="italic"))
    shown = list(sides_of(retried))
    both = Table(box=None, padding=(0, 2, 0, 0), expand=True)
    for name, answer in shown:
        where = f"{name}, turn {answer.turn}, {answer.time}" if answer else name
        both.add_column(Text(where), ratio=1, overflow="fold")
    both.add_row(*(Text((answer.text or NOTHING) if answer else NO_ANSWER) for _, answer in shown))
    console.print(both)
    for table in tables_of(retried):
        console.print(_table(table))
    for remark in remarks_of(retried):
        console.print(Text(remark, style="dim"))


def _table(view: TableView) -> Table:
    table = Table(title=Text(view.caption), title_justify="left", box=None, padding=(0, 2, 0, 0))
    for place, head in enumerate(view.head):
        table.add_column(
            Text(head), justify="right" if place in view.numeric else "left", overflow="fold"
        )
    for row in view.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
