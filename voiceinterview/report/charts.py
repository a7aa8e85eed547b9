"""Charts of a session's talk as SVG: text stays text, colors are stand-ins (`chart_forms`).

For a page they are drawn as wide as a phone's screen and scaled up on wider ones, so that the
letters can be read on both. Each chart is only a picture of a table that stands beside it.
"""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from voiceinterview.domain.delivery import Delivery
from voiceinterview.domain.delivery_measures import PacePoint, Pause, Stretch
from voiceinterview.domain.speech import samples, seconds
from voiceinterview.report.chart_forms import CANDIDATE, INK, INTERVIEWER, LINE, SOFT
from voiceinterview.report.delivery_view import all_pauses
from voiceinterview.report.wording import clock

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PHONE = 3.4  # inches wide; 326 px at 96 a inch, what a phone of 360 px leaves
PAPER = 6.6  # inches; what A4 leaves between its margins
ROW = samples(600)  # of the timeline: ten minutes
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


def draw_charts(delivery: Delivery, length: int, width: float = PHONE) -> Mapping[str, str]:
    """Those that there are numbers for, each a whole SVG file. Keys as `ChartView.name`; `length`
    is the session's in samples, `width` in inches."""
    charts = {}
    if delivery.pace_over_time:
        charts["pace"] = _pace_chart(delivery.pace_over_time, width)
    if delivery.timeline:
        charts["timeline"] = _timeline_chart(delivery.timeline, length, width)
    pauses = all_pauses(delivery)
    if pauses:
        charts["pauses"] = _pauses_chart(pauses, width)
    return charts


def _pace_chart(points: Sequence[PacePoint], width: float) -> str:
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

    return svg_of(width, 1.9, draw)


def _timeline_chart(stretches: Sequence[Stretch], length: int, width: float) -> str:
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

    return svg_of(width, 0.9 + 0.33 * rows, draw)


def _pauses_chart(pauses: Sequence[Pause], width: float) -> str:
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

    return svg_of(width, 1.7, draw)


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


def svg_of(width: float, height: float, draw: Any) -> str:
    """A file; both sizes in inches."""
    from matplotlib import style
    from matplotlib.figure import Figure

    file = io.StringIO()
    with style.context(["default", STYLE]):  # whatever the user's own matplotlibrc says
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure)
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(file, format="svg", transparent=True, metadata=nothing)
    return file.getvalue()
