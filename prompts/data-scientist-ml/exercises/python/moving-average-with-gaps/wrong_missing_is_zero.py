from collections.abc import Sequence


def solve(times: Sequence[int], values: Sequence[float | None], width: int) -> list[float | None]:
    means: list[float | None] = []
    for now in times:
        window = [
            value or 0.0
            for time, value in zip(times, values, strict=True)
            if now - width < time <= now
        ]
        means.append(sum(window) / len(window) if window else None)
    return means
