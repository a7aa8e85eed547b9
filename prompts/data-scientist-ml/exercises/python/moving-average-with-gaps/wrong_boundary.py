from collections.abc import Sequence


def solve(times: Sequence[int], values: Sequence[float | None], width: int) -> list[float | None]:
    means: list[float | None] = []
    for now in times:
        window = [
            value
            for time, value in zip(times, values, strict=True)
            if now - width <= time <= now and value is not None
        ]
        means.append(sum(window) / len(window) if window else None)
    return means
