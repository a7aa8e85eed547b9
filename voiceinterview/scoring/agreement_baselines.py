"""What raters that do not listen would get: the least that a real one has to beat. Pure.

Each level is given without a look at the session's own: from the reference's levels on the same
criterion in all other sessions (leave one session out).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from voiceinterview.scoring.agreement import Pair


def constant_rater(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Always the level that is most frequent elsewhere; the lower of two equally frequent."""

    def most_frequent(pair: Pair, others: Sequence[Pair]) -> int:
        counts = Counter(other.reference for other in others)
        return min(counts, key=lambda level: (-counts[level], level))

    return _given(pairs, most_frequent)


def length_rater(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """The longer the answer, the higher the level: as many of the other sessions' levels lie below
    as of their answers are shorter."""

    def by_length(pair: Pair, others: Sequence[Pair]) -> int:
        shorter = sum(other.words < pair.words for other in others)
        as_long = sum(other.words == pair.words for other in others)
        place = int(shorter + as_long / 2)
        return sorted(other.reference for other in others)[min(place, len(others) - 1)]

    return _given(pairs, by_length)


def _given(pairs: Sequence[Pair], judge: Callable[[Pair, Sequence[Pair]], int]) -> tuple[Pair, ...]:
    """The same pairs with the judge's level in the rater's place; none where no other session
    has the criterion."""
    given = []
    for own in _by_criterion(pairs):
        for pair in own:
            others = [other for other in own if other.session != pair.session]
            if others:
                given.append(replace(pair, level=judge(pair, others)))
    return tuple(given)


def _by_criterion(pairs: Iterable[Pair]) -> list[list[Pair]]:
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.criterion, []).append(pair)
    return list(found.values())
