"""Charts of a session's talk as SVG for a page: text stays text, colors are the page's own.

Drawn as wide as a phone's screen and scaled up on wider ones, so that the letters can be read on
both. Each chart is only a picture of a table that stands beside it.
"""

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from voiceinterview.domain.delivery_measures import PacePoint, Pause, Stretch
from voiceinterview.domain.speech import samples, seconds
from voiceinterview.report.wording import clock

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 3.4  # inches; 326 px at 96 a inch, what a phone of 360 px leaves
ROW = samples(600)  # of the timeline: ten minutes
# Stand-ins for the page's colors, which are different in the dark and on paper.
INK, SOFT, LINE = "#010203", "#040506", "#070809"
CANDIDATE, INTERVIEWER = "#0a0b0c", "#0d0e0f"
COLORS = {
    INK: "var(--ink)",
    SOFT: "var(--soft)",
    LINE: "var(--line)",
    CANDIDATE: "var(--accent)",
    INTERVIEWER: "var(--other)",
}
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "voiceinterview",
    "font.size": 8,
    "font.family": "sans-serif",
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "grid.color": LINE,
    "grid.linewidth": 0.5,
    "legend.frameon": False,
    "legend.fontsize": 8,
}


def pace_chart(points: Sequence[PacePoint]) -> str:
    """Words a minute over the session; a line breaks where there was little talk."""

    def draw(figure: "Figure") -> None:
        axes = figure.add_subplot()
        groups = _unbroken(points)
        for rate, color, label in (
            ("speaking_rate", CANDIDATE, "speaking rate"),
            ("articulation_rate", INTERVIEWER, "without pauses"),
        ):
            for n, group in enumerate(groups):
                axes.plot(
                    [seconds(point.start + point.end) / 120 for point in group],
                    [getattr(point, rate) for point in group],
                    color=color,
                    linewidth=1.4,
                    marker="o",
                    markersize=2.2,
                    linestyle="-" if color == CANDIDATE else (0, (3, 1.5)),
                    label="" if n else label,
                )
        axes.set_ylim(bottom=0, top=1.15 * max(point.articulation_rate for point in points))
        axes.set_xlim(left=0)
        axes.set_ylabel("words a minute")
        axes.set_xlabel("minute of the session")
        axes.grid(axis="y")
        axes.legend(loc="lower right", ncols=2)

    return _svg("pace", 1.9, draw)


def timeline_chart(stretches: Sequence[Stretch], length: int) -> str:
    """Who talked when: ten minutes a row, the interviewer above, the candidate below."""
    rows = max(1, -(-length // ROW))

    def draw(figure: "Figure") -> None:
        axes = figure.add_subplot()
        for speaker, color, offset in (
            ("interviewer", INTERVIEWER, 0.42),
            ("candidate", CANDIDATE, 0.0),
        ):
            for row, spans in _by_row(stretches, speaker, rows).items():
                bottom = rows - 1 - row + offset + 0.1
                axes.broken_barh(spans, (bottom, 0.38), facecolors=color, linewidth=0)
            axes.plot([], [], color=color, linewidth=5, label=speaker)
        axes.set_ylim(0, rows)
        axes.set_xlim(0, min(seconds(length), seconds(ROW)) / 60)
        axes.set_yticks(
            [rows - 0.5 - row for row in range(rows)], [clock(row * ROW) for row in range(rows)]
        )
        axes.tick_params(axis="y", length=0)
        axes.set_xlabel("minutes from the time at the left")
        figure.legend(loc="outside upper left", ncols=2)

    return _svg("timeline", 0.9 + 0.33 * rows, draw)


def pauses_chart(pauses: Sequence[Pause]) -> str:
    """Each pause within an answer: when, and how long."""

    def draw(figure: "Figure") -> None:
        axes = figure.add_subplot()
        for inside, color, marker, label in (
            (True, INTERVIEWER, "s", "within a clause"),
            (False, CANDIDATE, "o", "elsewhere"),
        ):
            some = [pause for pause in pauses if (pause.place == "within_clause") == inside]
            minutes = [seconds(pause.start) / 60 for pause in some]
            lengths = [pause.seconds for pause in some]
            axes.vlines(minutes, 0, lengths, color=color, linewidth=0.8)
            axes.plot(minutes, lengths, marker, color=color, markersize=3, label=label)
        axes.set_ylim(0, 1.3 * max(pause.seconds for pause in pauses))
        axes.set_xlim(left=0)
        axes.set_ylabel("seconds")
        axes.set_xlabel("minute of the session")
        axes.grid(axis="y")
        axes.legend(loc="upper right", ncols=2)

    return _svg("pauses", 1.7, draw)


def _unbroken(points: Sequence[PacePoint]) -> list[list[PacePoint]]:
    """Cut where one window does not touch the next: nothing is known of the time between."""
    groups: list[list[PacePoint]] = []
    for point in points:
        if groups and point.start <= groups[-1][-1].end:
            groups[-1].append(point)
        else:
            groups.append([point])
    return groups


def _by_row(
    stretches: Sequence[Stretch], speaker: str, rows: int
) -> dict[int, list[tuple[float, float]]]:
    """Row -> (start, length) in minutes from the row's start; a stretch may go on in the next."""
    found: dict[int, list[tuple[float, float]]] = {}
    for stretch in stretches:
        if stretch.speaker != speaker:
            continue
        for row in range(stretch.start // ROW, min(rows, stretch.end // ROW + 1)):
            start = max(stretch.start, row * ROW)
            end = min(stretch.end, (row + 1) * ROW)
            begin = seconds(start - row * ROW) / 60
            found.setdefault(row, []).append((begin, seconds(end - start) / 60))
    return found


def _svg(name: str, height: float, draw: Any) -> str:
    """An element for the inside of a page; `name` keeps its ids apart from other charts'."""
    from matplotlib import style
    from matplotlib.figure import Figure

    file = io.StringIO()
    with style.context(["default", STYLE]):  # whatever the user's own matplotlibrc says
        figure = Figure(figsize=(WIDTH, height), layout="constrained")
        draw(figure)
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(file, format="svg", transparent=True, metadata=nothing)
    return _inline(file.getvalue(), name)


def _inline(svg: str, name: str) -> str:
    """Without what only a file of its own needs; the table beside it is what a reader is told."""
    svg = svg[svg.index("<svg") :]
    head, _, rest = svg.partition(">")
    box = re.search(r'viewBox="[^"]*"', head)
    assert box is not None  # matplotlib always writes one
    rest = re.sub(r'\bid="', f'id="{name}-', rest)
    rest = re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", rest)
    rest = re.sub(r"<style.*?</style>", "", rest, flags=re.DOTALL)  # would style the whole page
    rest = re.sub(r"font-family: [^;\"]*", "font-family: inherit", rest)
    for color, variable in COLORS.items():
        rest = rest.replace(color, variable)
    return f'<svg {box[0]} aria-hidden="true" focusable="false">{rest}'
