"""How simulated interviews are told on a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from voiceinterview.app.simulating import Simulated

NARROWEST = 130  # columns; a pipe has no width, and wrapped names are no use to anybody


def print_simulated(lines: Sequence[Simulated]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("candidate", "stage", "persona"):
        table.add_column(heading)
    for heading in ("turns", "follow-ups", "minutes", "key points", "level", "cut off"):
        table.add_column(heading, justify="right")
    table.add_column("ended")
    for line in lines:
        table.add_row(*_cells(line))
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(NARROWEST, console.width)
    console.print(table)


def _cells(line: Simulated) -> tuple[str, ...]:
    levels = [f"{level:.1f}" for level in line.levels.values() if level is not None]
    return (
        line.candidate,
        ", ".join(line.stages),
        line.persona,
        str(line.turns),
        str(line.follow_ups),
        f"{line.minutes:.1f} of {line.planned:g}",
        f"{line.found} of {line.total}",
        ", ".join(levels) or "-",
        str(line.cut_off),
        line.fault or line.reason.replace("_", " "),
    )
