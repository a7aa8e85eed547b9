"""How well two raters, or several, agree: figures with intervals, and never more than they bear.

`agreement_tables` has the formulas, `agreement_intervals` the draws of sessions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from voiceinterview.scoring import agreement_tables as statistics
from voiceinterview.scoring.agreement_intervals import Figure, figure, tables_drawn
from voiceinterview.scoring.agreement_tables import Floats

Statistic = Callable[[Floats], Floats]
NO_PAIRS = "nothing was rated by both"
NO_VARIATION = "all levels are the same"


@dataclass(frozen=True)
class Pair:
    """Two raters' levels of one criterion of a session; `words` are the candidate's there."""

    session: str
    criterion: str
    reference: int
    level: int
    words: int = 0

    @property
    def gap(self) -> int:
        """Above 0 where the rater was milder than the reference."""
        return self.level - self.reference


@dataclass(frozen=True)
class Agreement:
    """A rater against a reference.

    `table[i][j]` counts pairs in which the reference gave `scale[i]` and the rater `scale[j]`.
    Shares are 0 to 1; `mae` and `bias` are in levels, `bias` above 0 where the rater is milder.
    """

    scale: tuple[int, ...]
    sessions: int
    pairs: int
    exact: Figure
    adjacent: Figure
    mae: Figure
    bias: Figure
    qwk: Figure
    alpha: Figure
    table: tuple[tuple[int, ...], ...]


def agreement(
    pairs: Sequence[Pair],
    scale: Sequence[int],
    names: tuple[str, str] = ("reference", "rater"),
    *,
    intervals: bool = True,
) -> Agreement:
    """`names` of the reference and of the rater are used in reasons only. Without `intervals` the
    figures are plain: they take nearly all of the time."""
    tables = session_tables(pairs, scale)
    whole = tables.sum(axis=0)
    drawn = tables_drawn(tables) if pairs and intervals else np.zeros((0, *whole.shape))

    def told(statistic: Statistic, why: str = NO_PAIRS) -> Figure:
        value = float(statistic(whole))
        if pairs and not intervals:
            return Figure(None, why=why) if np.isnan(value) else Figure(value)
        return figure(value, statistic(drawn), len(tables), why)

    return Agreement(
        scale=tuple(scale),
        sessions=len(tables),
        pairs=len(pairs),
        exact=told(statistics.exact),
        adjacent=told(statistics.adjacent),
        mae=told(partial(statistics.mean_absolute_error, scale=scale)),
        bias=told(partial(statistics.bias, scale=scale)),
        qwk=told(
            partial(statistics.quadratic_weighted_kappa, scale=scale),
            _why_no_kappa(whole, scale, names),
        ),
        alpha=told(_alpha_of_two, NO_VARIATION if pairs else NO_PAIRS),
        table=tuple(tuple(int(cell) for cell in row) for row in whole),
    )


def alpha_among(units: Sequence[tuple[str, Sequence[int]]], scale: Sequence[int]) -> Figure:
    """Krippendorff's alpha, ordinal, of any number of raters.

    A unit is what was rated: the session it belongs to, and all levels it was given.
    """
    places = {level: place for place, level in enumerate(scale)}
    by_session: dict[str, list[list[int]]] = {}
    for session, levels in units:
        if len(levels) > 1:
            by_session.setdefault(session, []).append([places[level] for level in levels])
    if not by_session:
        return Figure(None, why="nothing was rated by two")
    tables = np.stack(
        [statistics.coincidences_of(values, len(scale)) for values in by_session.values()]
    )
    value = float(statistics.ordinal_alpha(tables.sum(axis=0)))
    drawn = statistics.ordinal_alpha(tables_drawn(tables))
    return figure(value, drawn, len(tables), NO_VARIATION)


def session_tables(
    pairs: Sequence[Pair], scale: Sequence[int], sessions: Sequence[str] | None = None
) -> Floats:
    """A table for each session, shape (sessions, k, k); `sessions` gives their order and may hold
    such as have no pair. Without it those that have one, by name."""
    names = sorted({pair.session for pair in pairs}) if sessions is None else sessions
    rows = {name: row for row, name in enumerate(names)}
    places = {level: place for place, level in enumerate(scale)}
    tables = np.zeros((len(rows), len(scale), len(scale)))
    for pair in pairs:
        tables[rows[pair.session], places[pair.reference], places[pair.level]] += 1
    return tables


def _alpha_of_two(tables: Floats) -> Floats:
    return statistics.ordinal_alpha(tables + np.swapaxes(tables, -1, -2))


def _why_no_kappa(table: Floats, scale: Sequence[int], names: tuple[str, str]) -> str:
    if not table.any():
        return NO_PAIRS
    for name, counts in zip(names, (table.sum(axis=1), table.sum(axis=0)), strict=True):
        if np.count_nonzero(counts) == 1:
            return f"{name} gave level {scale[int(np.argmax(counts))]} only"
    return ""
