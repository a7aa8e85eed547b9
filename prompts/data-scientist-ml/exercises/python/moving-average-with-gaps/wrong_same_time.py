from collections.abc import Sequence


def solve(times: Sequence[int], values: Sequence[float | None], width: int) -> list[float | None]:
    means: list[float | None] = []
    left = 0
    for row, now in enumerate(times):
        while times[left] <= now - width:
            left += 1
        window = [value for value in values[left : row + 1] if value is not None]
        means.append(sum(window) / len(window) if window else None)
    return means
