"""Does a coach become stricter, or milder, with time?

Her levels less those of a rater who does not tire (the machine; without one the other coaches),
over the order in which she gave them: the slope of the straight line through the sessions' means,
by least squares, each session weighted by its levels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from voiceinterview.coaching.pairing import Seat, by_unit, seats_of
from voiceinterview.coaching.smallness import sessions_told
from voiceinterview.domain.labels import Judgment
from voiceinterview.scoring.agreement_intervals import Figure, bounds, figure, session_draws
from voiceinterview.scoring.agreement_tables import Floats

FEWEST_SESSIONS = 10
SURE = 0.99  # that the slope is not zero; each coach is one test, and nobody is blamed lightly


@dataclass(frozen=True)
class Drift:
    """`change` is in levels from a coach's first session to her last, below 0 where she became
    stricter. `drifts` where it is surely not zero."""

    coach: str
    against: tuple[str, ...]
    sessions: int
    change: Figure
    drifts: bool


def drift_of(judgments: Sequence[Judgment], coach: str) -> Drift:
    """Of her first rounds; retests have an order of their own."""
    others = _steady(judgments, coach)
    against = tuple(seat.name for seat in others)
    gaps = _gaps(judgments, Seat("coach", coach), others)
    means = np.array([np.mean(values) for values in gaps])
    weights = np.array([len(values) for values in gaps], dtype=np.float64)
    if len(gaps) < FEWEST_SESSIONS:
        there = sessions_told(len(gaps))
        why = f"{there} with own times and another rater; {FEWEST_SESSIONS} show a drift"
        return Drift(coach, against, len(gaps), Figure(None, why=why), False)
    value = float(_slopes(means, weights[None, :])[0])
    drawn = _slopes(means, weights * session_draws(len(gaps)))
    low, high = bounds(drawn, SURE)
    told = figure(value, drawn, len(gaps), "")
    return Drift(coach, against, len(gaps), told, drifts=low > 0 or high < 0)


def _steady(judgments: Sequence[Judgment], coach: str) -> tuple[Seat, ...]:
    """Who she is measured against."""
    seats = [seat for seat in seats_of(judgments) if seat.round == 1]
    machines = [seat for seat in seats if seat.kind == "model"]
    coaches = [seat for seat in seats if seat.kind == "coach" and seat.name != coach]
    return tuple(machines or coaches)


def _gaps(judgments: Sequence[Judgment], coach: Seat, others: Sequence[Seat]) -> list[list[float]]:
    """Her levels less the others' mean, by session, in the order in which she gave them.

    Nobody labels two sessions in one second: such came from a table without times, and have no
    order.
    """
    own = by_unit(judgments, coach)
    sessions: dict[str, set[str]] = {}
    for judgment in own.values():
        sessions.setdefault(judgment.at, set()).add(judgment.session)
    levels = [by_unit(judgments, seat) for seat in others]
    gaps: dict[tuple[str, str], list[float]] = {}
    for unit, judgment in own.items():
        beside = _levels(given[unit] for given in levels if unit in given)
        timed = judgment.at and len(sessions[judgment.at]) == 1
        if judgment.level is not None and timed and beside:
            when = (judgment.at, judgment.session)
            gaps.setdefault(when, []).append(judgment.level - float(np.mean(beside)))
    return [gaps[when] for when in sorted(gaps)]


def _levels(judgments: Iterable[Judgment]) -> list[int]:
    return [one.level for one in judgments if one.level is not None]


def _slopes(means: Floats, weights: Floats) -> Floats:
    """Of the line through `means`, spread evenly over [0, 1], for each row of `weights`."""
    place = np.linspace(0.0, 1.0, len(means))
    total = weights.sum(axis=1)
    middle, height = weights @ place / total, weights @ means / total
    product = weights @ (place * means) / total - middle * height
    spread = weights @ place**2 / total - middle**2
    slopes: Floats = product / spread
    return slopes
