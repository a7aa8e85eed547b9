from collections.abc import Sequence
from random import Random


def solve(groups: Sequence[str | None], test_share: float, seed: int) -> list[int]:
    rows = list(range(len(groups)))
    Random(seed).shuffle(rows)
    return sorted(rows[: max(1, int(test_share * len(rows)))]) if rows else []
