"""Looks for any two that overlap, joins them, and starts again until none are left."""

from collections.abc import Sequence


def solve(intervals: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    rest = [(start, end) for start, end in intervals if start < end]
    merged = []
    while rest:
        start, end = rest.pop()
        grown = True
        while grown:
            grown = False
            for other in rest:
                if other[0] <= end and start <= other[1]:
                    rest.remove(other)
                    start, end = min(start, other[0]), max(end, other[1])
                    grown = True
                    break
        merged.append((start, end))
    return sorted(merged)
