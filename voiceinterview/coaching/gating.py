"""May this version of the rubric be used? Conditions that a coach sets, and one rule for all. Pure.

Each condition is looked at through its interval of 90 %, so that either end is passed by chance in
five draws of a hundred:

| where the interval lies                | verdict     |
| -------------------------------------- | ----------- |
| wholly on the good side of the limit   | holds       |
| wholly on the bad side                 | broken      |
| across the limit, or too few sessions  | cannot tell |

The gate opens where every condition holds. Bias is told from all criteria together, and of each
criterion (from 20 sessions on) the estimate must be within the limit too, so that a mild and a
strict one cannot hide each other: asking that of each one's interval would close the gate to
rubrics without fault, as there are several.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from voiceinterview.coaching.comparing import ALL, Case, both_tables
from voiceinterview.coaching.smallness import FEWEST_POOLED, basis_of, sessions_told
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.scoring import agreement_tables as statistics
from voiceinterview.scoring.agreement import Pair, session_tables
from voiceinterview.scoring.agreement_intervals import MOST_UNDEFINED, bounds, tables_drawn
from voiceinterview.scoring.agreement_tables import Floats

Verdict = Literal["holds", "broken", "cannot tell"]
CONFIDENCE = 0.9  # two sides of 5 % each


@dataclass(frozen=True)
class Limits:
    """None is not asked for. `max_drop` is in QWK, from the baseline to this version; `max_bias`
    in levels, either way."""

    min_qwk: float | None = None
    max_drop: float | None = None
    max_bias: float | None = None


@dataclass(frozen=True)
class Condition:
    """`value` with `low` and `high` is what was found, None where nothing can be said."""

    name: str
    criterion: str
    limit: float
    verdict: Verdict
    value: float | None = None
    low: float | None = None
    high: float | None = None
    why: str = ""


@dataclass(frozen=True)
class Gate:
    """`passed` where every condition holds; one without conditions is no gate."""

    sessions: int
    conditions: tuple[Condition, ...]

    @property
    def passed(self) -> bool:
        return bool(self.conditions) and all(one.verdict == "holds" for one in self.conditions)


def gate(
    pairs: Sequence[Pair], cases: Sequence[Case] | None, rubric: Rubric, limits: Limits
) -> Gate:
    """`pairs` are this version's levels beside the labels; `cases` also have the baseline's, and
    are None where there is no baseline, which `max_drop` needs."""
    found = [
        *_qwk(pairs, rubric.scale, limits),
        *_drop(cases, rubric.scale, limits),
        *_bias(pairs, rubric, limits),
    ]
    return Gate(len({pair.session for pair in pairs}), tuple(found))


def _qwk(pairs: Sequence[Pair], scale: Sequence[int], limits: Limits) -> Iterator[Condition]:
    if limits.min_qwk is not None:
        tables = session_tables(pairs, scale)
        value, drawn = _kappa(tables, scale)
        yield _judged("min-qwk", ALL, limits.min_qwk, len(tables), value, drawn, good="above")


def _drop(
    cases: Sequence[Case] | None, scale: Sequence[int], limits: Limits
) -> Iterator[Condition]:
    if limits.max_drop is None:
        return
    if cases is None:
        raise ValueError("a drop is told from a baseline, and there is none")
    before, after = (_kappa(tables, scale) for tables in both_tables(cases, scale))
    sessions = len({case.session for case in cases})
    value, drawn = before[0] - after[0], before[1] - after[1]
    yield _judged("max-drop", ALL, limits.max_drop, sessions, value, drawn, good="below")


def _bias(pairs: Sequence[Pair], rubric: Rubric, limits: Limits) -> Iterator[Condition]:
    if limits.max_bias is None:
        return
    tables = session_tables(pairs, rubric.scale)
    value = float(statistics.bias(tables.sum(axis=0), rubric.scale))
    drawn = statistics.bias(_drawn(tables), rubric.scale)
    yield _judged("max-bias", ALL, limits.max_bias, len(tables), value, drawn, good="within")
    for criterion in rubric.criteria:
        own = [pair for pair in pairs if pair.criterion == criterion.id]
        tables = session_tables(own, rubric.scale)
        if basis_of(len(tables)).each:
            yield _of_criterion(criterion.id, tables, rubric.scale, limits.max_bias)


def _of_criterion(name: str, tables: Floats, scale: Sequence[int], limit: float) -> Condition:
    """Broken where it surely lies beyond the limit, cannot tell where it only seems to."""
    value = float(statistics.bias(tables.sum(axis=0), scale))
    drawn = statistics.bias(_drawn(tables), scale)
    judged = _judged("max-bias", name, limit, len(tables), value, drawn, good="within")
    if abs(value) <= limit:
        return Condition("max-bias", name, limit, "holds", value, judged.low, judged.high)
    return judged


def _judged(
    name: str,
    criterion: str,
    limit: float,
    sessions: int,
    value: float,
    drawn: Floats,
    *,
    good: Literal["above", "below", "within"],
) -> Condition:
    if sessions < FEWEST_POOLED:
        why = f"{sessions_told(sessions)} cannot tell; {FEWEST_POOLED} might"
        return Condition(name, criterion, limit, "cannot tell", why=why)
    undefined = np.count_nonzero(np.isnan(drawn))
    if np.isnan(value) or undefined > MOST_UNDEFINED * len(drawn):
        why = "the levels do not vary enough for a kappa"
        return Condition(name, criterion, limit, "cannot tell", why=why)
    low, high = bounds(drawn, CONFIDENCE)
    verdict = _verdict(low, high, limit, good)
    why = ""
    if verdict == "cannot tell":
        why = f"{sessions_told(sessions)} leave it between {low:+.2f} and {high:+.2f}"
    return Condition(name, criterion, limit, verdict, value, low, high, why)


def _verdict(
    low: float, high: float, limit: float, good: Literal["above", "below", "within"]
) -> Verdict:
    if good == "above":
        holds, broken = low >= limit, high < limit
    elif good == "below":
        holds, broken = high <= limit, low > limit
    else:
        holds, broken = -limit <= low and high <= limit, low > limit or high < -limit
    return "holds" if holds else "broken" if broken else "cannot tell"


def _kappa(tables: Floats, scale: Sequence[int]) -> tuple[float, Floats]:
    value = float(statistics.quadratic_weighted_kappa(tables.sum(axis=0), scale))
    return value, statistics.quadratic_weighted_kappa(_drawn(tables), scale)


def _drawn(tables: Floats) -> Floats:
    return tables_drawn(tables) if len(tables) else np.zeros((0, *tables.shape[1:]))
