"""All rows are looked at for each row."""

from collections.abc import Sequence


def solve(times: Sequence[int], values: Sequence[float | None], width: int) -> list[float | None]:
    means: list[float | None] = []
    for now in times:
        total = 0.0
        count = 0
        for time, value in zip(times, values, strict=True):
            if now - width < time <= now and value is not None:
                total += value
                count += 1
        means.append(total / count if count else None)
    return means
