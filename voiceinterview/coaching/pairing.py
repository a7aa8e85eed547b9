"""From judgments to pairs: who is set beside whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voiceinterview.domain.labels import Judgment, RaterKind
from voiceinterview.scoring.agreement import Pair

Unit = tuple[str, str, str]  # session, stage, criterion


@dataclass(frozen=True)
class Seat:
    """A rater in one of her rounds: coaches may have several."""

    kind: RaterKind
    name: str
    round: int = 1


@dataclass(frozen=True)
class Paired:
    """`unrated` counts what both were given, and at least one of them gave no level to."""

    pairs: tuple[Pair, ...]
    unrated: int

    def of(self, criterion: str) -> "Paired":
        """Its pairs; what nobody rated is counted of all criteria together only."""
        return Paired(tuple(pair for pair in self.pairs if pair.criterion == criterion), 0)


def seats_of(judgments: Iterable[Judgment]) -> tuple[Seat, ...]:
    """Everybody who gave at least one level, coaches first, each kind by name and round."""
    order = {"coach": 0, "model": 1, "checklist": 2}
    seats = {Seat(j.kind, j.rater, j.round) for j in judgments if j.level is not None}
    return tuple(sorted(seats, key=lambda seat: (order[seat.kind], seat.name, seat.round)))


def by_unit(judgments: Iterable[Judgment], seat: Seat) -> dict[Unit, Judgment]:
    """What one rater gave in one round."""
    return {
        (one.session, one.stage, one.criterion): one
        for one in judgments
        if (one.kind, one.rater, one.round) == (seat.kind, seat.name, seat.round)
    }


def paired(judgments: Sequence[Judgment], reference: Seat, rater: Seat) -> Paired:
    """The levels of two raters on the same criteria of the same stages of the same sessions."""
    given, received = by_unit(judgments, reference), by_unit(judgments, rater)
    pairs, unrated = [], 0
    for unit in sorted(given.keys() & received.keys()):
        one, other = given[unit], received[unit]
        if one.level is None or other.level is None:
            unrated += 1
        else:
            words = max(one.words, other.words)
            pairs.append(Pair(one.session, one.criterion, one.level, other.level, words))
    return Paired(tuple(pairs), unrated)


def joined(several: Iterable[Paired]) -> Paired:
    """The pairs of several references with the same rater, as one."""
    parts = tuple(several)
    return Paired(
        tuple(pair for part in parts for pair in part.pairs), sum(part.unrated for part in parts)
    )
