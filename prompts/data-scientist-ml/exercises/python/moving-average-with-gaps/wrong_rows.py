from collections.abc import Sequence


def solve(times: Sequence[int], values: Sequence[float | None], width: int) -> list[float | None]:
    means: list[float | None] = []
    for row in range(len(times)):
        window = [value for value in values[max(0, row - width + 1) : row + 1] if value is not None]
        means.append(sum(window) / len(window) if window else None)
    return means
