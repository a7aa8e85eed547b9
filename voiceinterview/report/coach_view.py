"""What the page of a rubric shows, as plain values in reading order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voiceinterview.report.tables import TableView


@dataclass(frozen=True)
class Whisker:
    """A figure in a chart: its name, its value, and its interval where there is one."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class ChartRows:
    """One row a criterion. `deaf` are raters that do not listen, by criterion: (usual, length)."""

    mae: tuple[Whisker, ...]
    bias: tuple[Whisker, ...]
    qwk: tuple[Whisker, ...]
    deaf: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)


@dataclass(frozen=True)
class MatrixView:
    """`rows[i][j]` counts the reference's level `scale[i]` beside the rater's `scale[j]`."""

    title: str
    scale: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]

    def shade(self, count: int) -> int:
        """0 (none) to 5 (as many as in the fullest cell)."""
        most = max(max(row) for row in self.rows)
        return -(-5 * count // most) if most else 0


@dataclass(frozen=True)
class RelationView:
    """Two raters. `sides` says whose levels stand down and whose across in the matrices; `chart`
    names a chart of the page, "" for none."""

    title: str
    note: str
    table: TableView
    reasons: tuple[str, ...]
    sides: str
    matrices: tuple[MatrixView, ...]
    chart: str = ""


@dataclass(frozen=True)
class QuoteView:
    """`clip` is what its player plays, "" where there is no sound."""

    text: str
    time: str
    clip: str = ""


@dataclass(frozen=True)
class DisagreementView:
    """`levels` is one line; `clip` plays the turn that the coach marked."""

    criterion: str
    session: str
    levels: str
    note: str
    reasoning: str
    quotes: tuple[QuoteView, ...]
    why: str
    edit: str
    listen: str
    clip: str = ""


@dataclass(frozen=True)
class GroupView:
    title: str
    count: int
    cases: tuple[DisagreementView, ...]


@dataclass(frozen=True)
class VersionView:
    """A step from one version to the next; `effect` is None where `note` says why."""

    title: str
    changes: tuple[tuple[str, str, str], ...]  # place, before, after
    effect: TableView | None
    note: str


@dataclass(frozen=True)
class CoachReportView:
    """The whole page."""

    title: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    relations: tuple[RelationView, ...]
    alpha: TableView | None
    drifts: tuple[str, ...]
    groups: tuple[GroupView, ...]
    disagreed: str
    versions: tuple[VersionView, ...]
    labelled: TableView
    holdout: tuple[str, ...]
    calibration: tuple[str, ...]
    problems: tuple[str, ...]
    made: str
    sound: str = ""
