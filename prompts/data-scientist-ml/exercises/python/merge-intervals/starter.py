"""Merges intervals that overlap or touch."""

from collections.abc import Sequence


def solve(intervals: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the union of the half-open `intervals` as sorted, separate ones.

    An interval holds its start and not its end. Those that touch become one; empty ones, whose
    start is not before their end, are dropped. The argument is not changed.
    """
    raise NotImplementedError
