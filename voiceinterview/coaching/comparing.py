"""The same sessions by two versions of a rubric: what was mended, what was broken, and is it more
than chance? Pure.

Both versions' levels are set beside the same labels, and sessions are drawn anew for both at once
(paired bootstrap), so that what makes a session hard for either does not count as a difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from voiceinterview.coaching.pairing import Seat, Unit, by_unit, seats_of
from voiceinterview.coaching.smallness import Basis, basis_of
from voiceinterview.domain.labels import Judgment
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.scoring import agreement_tables as statistics
from voiceinterview.scoring.agreement import NO_PAIRS, Pair, Statistic, session_tables
from voiceinterview.scoring.agreement_intervals import Figure, figure, tables_drawn
from voiceinterview.scoring.agreement_tables import Floats

ALL = "all criteria"
NO_KAPPA = "the levels do not vary enough for a kappa"


@dataclass(frozen=True)
class Case:
    """One label, and what the machine gave before and after."""

    session: str
    stage: str
    criterion: str
    coach: str
    label: int
    before: int
    after: int
    words: int = 0

    @property
    def fixed(self) -> bool:
        return self.before != self.label == self.after

    @property
    def broken(self) -> bool:
        return self.before == self.label != self.after


@dataclass(frozen=True)
class Moved:
    """A statistic before, after, and the difference, with its interval over sessions."""

    before: Figure
    after: Figure
    change: Figure


@dataclass(frozen=True)
class Effect:
    """What a change of the rubric did to one criterion, or to ALL. In `mae` less is better."""

    criterion: str
    sessions: int
    cases: int
    fixed: int
    broken: int
    mae: Moved
    bias: Moved
    qwk: Moved


@dataclass(frozen=True)
class Comparison:
    """`lost` had a level by one of the versions only, or a label and none."""

    rater: str
    basis: Basis
    pooled: Effect
    criteria: tuple[Effect, ...]
    cases: tuple[Case, ...]
    lost: int


def comparison(
    before: Sequence[Judgment],
    after: Sequence[Judgment],
    rater: Seat,
    coaches: Sequence[str],
    rubric: Rubric,
) -> Comparison:
    """`before` and `after` hold the same labels, and the machine's levels by either version; the
    later one is `rubric`."""
    cases, lost = matched_cases(before, after, rater, coaches)
    basis = basis_of(len({case.session for case in cases}))
    rated = {case.criterion for case in cases}
    return Comparison(
        rater=rater.name,
        basis=basis,
        pooled=effect(ALL, cases, rubric.scale),
        criteria=tuple(
            effect(one.id, [case for case in cases if case.criterion == one.id], rubric.scale)
            for one in rubric.criteria
            if one.id in rated
        ),
        cases=tuple(cases),
        lost=lost,
    )


def matched_cases(
    before: Sequence[Judgment], after: Sequence[Judgment], rater: Seat, coaches: Sequence[str]
) -> tuple[list[Case], int]:
    """Every label that both versions gave a level beside, and how many had one level only."""
    old, new = by_unit(before, rater), by_unit(after, rater)
    cases, lost = [], 0
    for seat in seats_of(after):
        if seat.kind != "coach" or seat.round > 1 or seat.name not in coaches:
            continue
        for unit, label in by_unit(after, seat).items():
            case = _case(unit, label, old.get(unit), new.get(unit))
            if case is not None:
                cases.append(case)
            elif label.level is not None and (unit in old or unit in new):
                lost += 1
    return sorted(cases, key=lambda case: (case.session, case.stage, case.criterion)), lost


def effect(name: str, cases: Sequence[Case], scale: Sequence[int]) -> Effect:
    """`name` is that of the criterion which all cases are of, or ALL."""
    before, after = both_tables(cases, scale)
    basis = basis_of(len(before))
    held_back = Moved(*[Figure(None, why=basis.note)] * 3)

    def moved(statistic: Statistic, reason: str = NO_PAIRS) -> Moved:
        return _moved(statistic, before, after, reason)

    return Effect(
        criterion=name,
        sessions=len(before),
        cases=len(cases),
        fixed=sum(case.fixed for case in cases),
        broken=sum(case.broken for case in cases),
        mae=moved(lambda tables: statistics.mean_absolute_error(tables, scale)),
        bias=moved(lambda tables: statistics.bias(tables, scale)),
        qwk=moved(lambda tables: statistics.quadratic_weighted_kappa(tables, scale), NO_KAPPA)
        if (basis.pooled if name == ALL else basis.each)
        else held_back,
    )


def both_tables(cases: Sequence[Case], scale: Sequence[int]) -> tuple[Floats, Floats]:
    """Tables of the sessions before and after, in the same order, each (sessions, k, k)."""
    sessions = sorted({case.session for case in cases})
    old = [Pair(case.session, case.criterion, case.label, case.before) for case in cases]
    new = [Pair(case.session, case.criterion, case.label, case.after) for case in cases]
    return session_tables(old, scale, sessions), session_tables(new, scale, sessions)


def _moved(statistic: Statistic, before: Floats, after: Floats, why: str) -> Moved:
    sessions = len(before)
    values = [statistic(tables.sum(axis=0)) for tables in (before, after)]
    if sessions:
        drawn = [statistic(tables_drawn(tables)) for tables in (before, after)]
    else:
        drawn = [np.zeros(0), np.zeros(0)]
    old, new = (
        figure(float(value), some, sessions, why) for value, some in zip(values, drawn, strict=True)
    )
    change = figure(float(values[1] - values[0]), drawn[1] - drawn[0], sessions, why)
    return Moved(old, new, change)


def _case(unit: Unit, label: Judgment, old: Judgment | None, new: Judgment | None) -> Case | None:
    if label.level is None or old is None or new is None:
        return None
    if old.level is None or new.level is None:
        return None
    return Case(*unit, label.rater, label.level, old.level, new.level, label.words)
