"""A sweep over the ends: a piece lasts while more intervals have begun than ended."""

from collections.abc import Sequence


def solve(intervals: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    changes: dict[float, int] = {}
    for start, end in intervals:
        if start < end:
            changes[start] = changes.get(start, 0) + 1
            changes[end] = changes.get(end, 0) - 1
    merged = []
    is_open = 0
    for place in sorted(changes):
        if is_open == 0 and changes[place] > 0:
            began = place
        is_open += changes[place]
        if is_open == 0 and changes[place] < 0:
            merged.append((began, place))
    return merged
