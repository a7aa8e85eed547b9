"""Does a rater give the same level to the same words, however often, in whatever order, and
however they are put? Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median_low

from voiceinterview.coaching.comparing import ALL

AGAIN, IN_ORDER, REVERSED, OTHER = "again", "in order", "criteria reversed", "other transcript"


@dataclass(frozen=True)
class Judged:
    """What a rater gave in one run; None where it gave no level. `variant` is AGAIN for the words
    as they are, IN_ORDER and REVERSED for all criteria in one call, else the name of an edit."""

    session: str
    stage: str
    variant: str
    levels: Mapping[str, int | None]


@dataclass(frozen=True)
class Steadiness:
    """`equal` of `compared` levels were the same; the largest move was `largest` levels. `lost`
    had a level on one side only."""

    variant: str
    criterion: str
    compared: int
    equal: int
    largest: int
    lost: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing could be compared."""
        return self.equal / self.compared if self.compared else None


@dataclass(frozen=True)
class CoverageMoves:
    """Key points that the checklist found before an edit and not after (`gone`), or after it only
    (`come`), of `points` looked for."""

    variant: str
    points: int
    gone: tuple[str, ...]
    come: tuple[str, ...]


def steadiness(judged: Sequence[Judged], criteria: Sequence[str]) -> tuple[Steadiness, ...]:
    """For each variant ALL criteria, then each.

    Runs of AGAIN are set beside one another; REVERSED beside IN_ORDER; every other variant beside
    the median of AGAIN.
    """
    moves: dict[tuple[str, str], list[tuple[int | None, int | None]]] = {}
    for stage in dict.fromkeys((one.session, one.stage) for one in judged):
        own = [one for one in judged if (one.session, one.stage) == stage]
        for variant, criterion, pair in _pairs(own, criteria):
            moves.setdefault((variant, criterion), []).append(pair)
    variants = dict.fromkeys(variant for variant, _ in moves)
    return tuple(
        _summed(variant, name, [pair for one in names for pair in moves.get((variant, one), [])])
        for variant in variants
        for name, names in ((ALL, criteria), *((one, [one]) for one in criteria))
    )


def coverage_moves(
    variant: str, before: Iterable[str], after: Iterable[str], points: int
) -> CoverageMoves:
    """`before` and `after` are the key points that were found."""
    had, has = set(before), set(after)
    return CoverageMoves(variant, points, tuple(sorted(had - has)), tuple(sorted(has - had)))


def _pairs(
    judged: Sequence[Judged], criteria: Sequence[str]
) -> Iterable[tuple[str, str, tuple[int | None, int | None]]]:
    by_variant: dict[str, list[Mapping[str, int | None]]] = {}
    for one in judged:
        by_variant.setdefault(one.variant, []).append(one.levels)
    again = by_variant.pop(AGAIN, [])
    in_order = by_variant.pop(IN_ORDER, [])
    for criterion in criteria:
        runs = [levels.get(criterion) for levels in again]
        yield from ((AGAIN, criterion, pair) for pair in combinations(runs, 2))
        for variant, every in by_variant.items():
            first = [levels.get(criterion) for levels in in_order]
            beside = _middle(first if variant == REVERSED else runs)
            for levels in every:
                yield variant, criterion, (beside, levels.get(criterion))


def _middle(levels: Sequence[int | None]) -> int | None:
    """The median, as a rating has it; None where half or more have none."""
    given = [level for level in levels if level is not None]
    return median_low(given) if 2 * len(given) > len(levels) else None


def _summed(
    variant: str, criterion: str, pairs: Sequence[tuple[int | None, int | None]]
) -> Steadiness:
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    lost = sum((one is None) != (other is None) for one, other in pairs)
    return Steadiness(
        variant=variant,
        criterion=criterion,
        compared=len(both),
        equal=sum(one == other for one, other in both),
        largest=max((abs(one - other) for one, other in both), default=0),
        lost=lost,
    )
