"""Charts of agreement as SVG: a row a criterion, a dot for the figure and a line for its interval.

As the other charts they are only a picture of the table beside them.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from voiceinterview.report.chart_forms import CANDIDATE, INK, INTERVIEWER, SOFT
from voiceinterview.report.charts import svg_of
from voiceinterview.report.coach_view import ChartRows, Whisker

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH = 6.4  # inches; the page's column is 700 px wide
ROW = 0.24  # inches
HEAD = 0.75  # inches for titles, the axis and the legend


def agreement_chart(rows: ChartRows) -> str:
    """Error, bias and kappa side by side; a panel that nothing is known of is left out."""
    panels = [
        ("error in levels (MAE)", rows.mae, 0.0),
        ("bias in levels", rows.bias, None),
        ("kappa (QWK)", rows.qwk, None),
    ]
    filled = [(title, some, left) for title, some, left in panels if some]
    names = [whisker.name for whisker in rows.mae]

    def draw(figure: "Figure") -> None:
        several = figure.subplots(1, len(filled), sharey=True, squeeze=False)[0]
        for axes, (title, some, left) in zip(several, filled, strict=True):
            _panel(axes, title, some, names)
            if left is not None:
                axes.set_xlim(left=left)
        first: Axes = several[0]
        first.set_yticks(range(len(names)), [name.replace("-", " ") for name in names])
        _deaf(first, names, rows.deaf)
        figure.legend(loc="outside lower center", ncols=3)

    return svg_of(WIDTH, HEAD + ROW * len(names), draw)


def _panel(axes: "Axes", title: str, some: Sequence[Whisker], names: Sequence[str]) -> None:
    axes.set_title(title, fontsize=8, color=INK)
    axes.axvline(0, color=SOFT, linewidth=0.6)
    axes.grid(axis="x")
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(names) - 0.5, -0.5)
    for whisker in some:
        place = names.index(whisker.name)
        if whisker.low is not None and whisker.high is not None:
            axes.plot([whisker.low, whisker.high], [place, place], color=CANDIDATE, linewidth=1.6)
        axes.plot(whisker.value, place, "o", color=CANDIDATE, markersize=4)


def _deaf(
    axes: "Axes",
    names: Sequence[str],
    deaf: Mapping[str, tuple[float | None, float | None]],
) -> None:
    """What raters would get who do not listen, in the panel of the error."""
    axes.plot([], [], "o-", color=CANDIDATE, markersize=4, linewidth=1.6, label="the rater")
    for number, (marker, label) in enumerate((("|", "usual level"), ("x", "by length"))):
        told = [(deaf[name][number], n) for n, name in enumerate(names) if name in deaf]
        known = [(value, place) for value, place in told if value is not None]
        axes.plot(
            [value for value, _ in known],
            [place for _, place in known],
            marker,
            color=INTERVIEWER,
            markersize=5,
            label=label,
        )
