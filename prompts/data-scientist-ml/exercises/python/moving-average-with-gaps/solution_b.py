"""Running sums over all rows; the ends of each window are found by bisection."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


def solve(times: Sequence[int], values: Sequence[float | None], width: int) -> list[float | None]:
    sums = [0.0, *accumulate(0.0 if value is None else value for value in values)]
    counts = [0, *accumulate(value is not None for value in values)]
    means: list[float | None] = []
    for time in times:
        low, high = bisect_right(times, time - width), bisect_right(times, time)
        count = counts[high] - counts[low]
        means.append((sums[high] - sums[low]) / count if count else None)
    return means
