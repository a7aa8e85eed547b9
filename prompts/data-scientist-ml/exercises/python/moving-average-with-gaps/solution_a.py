"""Two pointers: rows enter at the right and leave at the left, the sum goes along."""

from collections.abc import Sequence


def solve(times: Sequence[int], values: Sequence[float | None], width: int) -> list[float | None]:
    means: list[float | None] = []
    left = right = 0
    total = 0.0
    count = 0
    for time in times:
        while right < len(times) and times[right] <= time:
            entering = values[right]
            if entering is not None:
                total += entering
                count += 1
            right += 1
        while times[left] <= time - width:
            leaving = values[left]
            if leaving is not None:
                total -= leaving
                count -= 1
            left += 1
        means.append(total / count if count else None)
    return means
