"""How the checks on an interviewer are told on a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from voiceinterview.domain.checks import CheckedSession, CheckList
from voiceinterview.report.behavior import CheckRow, check_rows, group_rows, place_line, summary

NARROWEST = 130  # columns; a pipe has no width


def print_behavior(
    checks: CheckList, sessions: Sequence[CheckedSession], *, every: bool = False
) -> None:
    """With `every` the checks that held are listed, too."""
    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        console.width = max(NARROWEST, console.width)
    console.print(_groups(sessions))
    rows = check_rows(checks, sessions)
    if every:
        console.print()
        console.print(_checks(rows))
    for row in (row for row in rows if row.places):
        console.print()
        console.print(Text(f"{row.check.id}: {row.check.question} No, in {row.broken}."))
        for place in row.places:
            console.print(Text(f"  {place_line(place)}"))
    console.print()
    console.print(Text(summary(checks, sessions)))


def _groups(sessions: Sequence[CheckedSession]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("model", "persona", "stage"):
        table.add_column(heading)
    for heading in ("sessions", "without a fault", "held", "broken"):
        table.add_column(heading, justify="right")
    for row in group_rows(sessions):
        counts = (row.sessions, row.clean, row.held, row.broken)
        table.add_row(row.model, row.persona, row.stage, *map(str, counts))
    return table


def _checks(rows: Sequence[CheckRow]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("check")
    for heading in ("yes", "no", "n/a", "open"):
        table.add_column(heading, justify="right")
    table.add_column("question")
    for row in rows:
        counts = (row.outcomes.get(one, 0) for one in ("yes", "no", "not applicable", "not asked"))
        table.add_row(row.check.id, *map(str, counts), Text(row.check.question))
    return table
