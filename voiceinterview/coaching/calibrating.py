"""Would moving the machine's levels by its usual error help? Tried on sessions left out. Pure.

The shift of a criterion is the mean of label less level. What it would do is told of each session
with the shifts that all other sessions give (leave one session out), for shifts fitted and tried
on the same sessions always seem to help.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from voiceinterview.coaching.comparing import ALL, Case, Effect, effect
from voiceinterview.coaching.smallness import FEWEST_POOLED, sessions_told
from voiceinterview.domain.calibration import Shift
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.scoring.agreement import Pair
from voiceinterview.scoring.calibrating import shifted

MOVES = 0.5  # levels; a smaller shift rounds to none


@dataclass(frozen=True)
class Trial:
    """`shifts` are fitted on all sessions; the effects are those of leaving each one out.

    `doubt` says why they should not be switched on, "" where nothing speaks against it.
    """

    rater: str
    coaches: tuple[str, ...]
    sessions: int
    shifts: tuple[Shift, ...]
    pooled: Effect
    criteria: tuple[Effect, ...]
    doubt: str


def trial_of(pairs: Sequence[Pair], rubric: Rubric, rater: str, coaches: Sequence[str]) -> Trial:
    """`pairs` are labels with the machine's own levels beside them."""
    cases = [_left_out(pair, pairs, rubric.scale) for pair in pairs]
    sessions = len({pair.session for pair in pairs})
    shifts = tuple(
        Shift(one.id, shift_of([pair for pair in pairs if pair.criterion == one.id]))
        for one in rubric.criteria
        if any(pair.criterion == one.id for pair in pairs)
    )
    pooled = effect(ALL, cases, rubric.scale)
    return Trial(
        rater=rater,
        coaches=tuple(coaches),
        sessions=sessions,
        shifts=shifts,
        pooled=pooled,
        criteria=tuple(
            effect(
                one.criterion,
                [case for case in cases if case.criterion == one.criterion],
                rubric.scale,
            )
            for one in shifts
        ),
        doubt=_doubt(pooled, shifts, sessions),
    )


def shift_of(pairs: Sequence[Pair]) -> float:
    """The mean of label less level; 0 where there is none."""
    return -sum(pair.gap for pair in pairs) / len(pairs) if pairs else 0.0


def _left_out(pair: Pair, pairs: Sequence[Pair], scale: Sequence[int]) -> Case:
    """The level as it is, and as it would be after a shift that its session had no say in."""
    others = [
        other
        for other in pairs
        if other.criterion == pair.criterion and other.session != pair.session
    ]
    after = shifted(pair.level, shift_of(others), scale)
    return Case(pair.session, "", pair.criterion, "", pair.reference, pair.level, after)


def _doubt(pooled: Effect, shifts: Sequence[Shift], sessions: int) -> str:
    if sessions < FEWEST_POOLED:
        return f"{sessions_told(sessions)} cannot tell; {FEWEST_POOLED} might"
    if not any(abs(shift.levels) >= MOVES for shift in shifts):
        return "no criterion is off by half a level, so no level would move"
    change = pooled.mae.change
    if change.value is None or change.value >= 0:
        return "on sessions left out it brings the levels no nearer to the labels"
    if change.high is None or change.high > 0:
        return "that it brings the levels nearer may be chance: its interval goes beyond 0"
    return ""
