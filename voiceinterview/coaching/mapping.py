"""Does the share of key points found tell a coach's level? Fitted, and tried on what was left out.

The checklist itself gives no level. Where a coach's own stage levels follow the share of key
points closely enough, a mapping may be enabled that reads a level off it: thresholds on the share,
chosen so that the levels differ least from hers (sum of absolute differences, exact, by dynamic
programming over the sorted shares). How far it is off is measured on sessions that it was not
fitted to, each left out in turn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voiceinterview.domain.mappings import ChecklistMapping, MappingStep
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.scoring.agreement_intervals import CONFIDENCE, bounds, session_draws
from voiceinterview.scoring.mapped_level import level_at

FEWEST = 20  # sessions
MIDDLE = 0.9  # of the sessions left out lie within what is told as the level's own interval


@dataclass(frozen=True)
class LabelledShare:
    """One stage: the share of key points found, and the coach's level, a mean over criteria."""

    session: str
    share: float
    level: float


def fitted(shares: Sequence[LabelledShare], scale: Sequence[int]) -> tuple[MappingStep, ...]:
    """The steps that differ least from the coach's levels. `shares` must not be empty."""
    groups: dict[float, list[float]] = {}
    for one in sorted(shares, key=lambda one: one.share):
        groups.setdefault(one.share, []).append(one.level)
    costs = [[sum(abs(own - level) for own in owns) for level in scale] for owns in groups.values()]
    chosen = _rising(costs)
    places = list(groups)
    steps = [MappingStep(scale[chosen[0]], 0.0)]
    for number in range(1, len(places)):
        if chosen[number] != chosen[number - 1]:
            between = (places[number - 1] + places[number]) / 2
            steps.append(MappingStep(scale[chosen[number]], between))
    return tuple(steps)


def mapping_of(
    shares: Sequence[LabelledShare],
    scale: Sequence[int],
    *,
    rubric: RubricRef,
    coach: str,
    at: str,
) -> ChecklistMapping:
    """The mapping with its errors; `why_not` says whether it may be used. Two sessions at least."""
    sessions = list(dict.fromkeys(one.session for one in shares))
    off: list[list[float]] = []  # the coach's level less the mapped one, by session left out
    constant: list[float] = []
    for name in sessions:
        rest = [one for one in shares if one.session != name]
        out = [one for one in shares if one.session == name]
        steps = fitted(rest, scale)
        off.append([one.level - level_at(steps, one.share) for one in out])
        usual = _best_constant(rest, scale)
        constant += [abs(one.level - usual) for one in out]
    low, high = _interval(off)
    residuals = [distance for own in off for distance in own]
    below, above = _middle(residuals)
    return ChecklistMapping(
        rubric=rubric,
        scale=tuple(scale),
        steps=fitted(shares, scale),
        coach=coach,
        sessions=len(sessions),
        error=float(np.mean(np.abs(residuals))),
        error_low=low,
        error_high=high,
        constant_error=float(np.mean(constant)),
        below=max(0.0, -below),
        above=max(0.0, above),
        at=at,
    )


def why_not(mapping: ChecklistMapping) -> str:
    """Why a mapping must not be enabled; "" where it may."""
    if mapping.sessions < FEWEST:
        return f"{mapping.sessions} labelled sessions, where {FEWEST} are needed"
    if mapping.error_high >= mapping.constant_error:
        return (
            f"on sessions left out it is {mapping.error:.2f} levels off (up to "
            f"{mapping.error_high:.2f}), and always giving the same level is off by "
            f"{mapping.constant_error:.2f}: the share of key points does not tell her level"
        )
    return ""


def _rising(costs: Sequence[Sequence[float]]) -> list[int]:
    """For each row the column that costs least in all, never falling from row to row. Of two
    ways that cost the same, the one that stays lower for longer."""
    best = list(costs[0])
    came: list[list[int]] = []
    for row in costs[1:]:
        before = [min(range(k + 1), key=lambda j: best[j]) for k in range(len(row))]
        came.append(before)
        best = [best[before[k]] + cost for k, cost in enumerate(row)]
    at = min(range(len(best)), key=lambda k: best[k])
    chosen = [at]
    for before in reversed(came):
        at = before[at]
        chosen.append(at)
    return chosen[::-1]


def _best_constant(shares: Sequence[LabelledShare], scale: Sequence[int]) -> int:
    return min(scale, key=lambda level: sum(abs(one.level - level) for one in shares))


def _middle(residuals: Sequence[float]) -> tuple[float, float]:
    """Between which a next one lies in MIDDLE of cases: order statistics by the rank that this
    takes of one more than there are (jackknife intervals; Barber et al. 2021). On planted coaches
    they held 0.91 of new sessions at 20 and 0.90 at 40; at less than 19 ranks they are the ends.
    """
    ordered = sorted(residuals)
    rank = max(1, int((len(ordered) + 1) * (1 - MIDDLE) / 2))
    return ordered[rank - 1], ordered[-rank]


def _interval(off: Sequence[Sequence[float]]) -> tuple[float, float]:
    """Of the mean distance, sessions drawn anew."""
    sums = np.array([sum(map(abs, own)) for own in off])
    counts = np.array([len(own) for own in off], dtype=np.float64)
    draws = session_draws(len(off))
    return bounds((draws @ sums) / (draws @ counts), CONFIDENCE)
