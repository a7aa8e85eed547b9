from collections.abc import Sequence
from random import Random


def solve(groups: Sequence[str | None], test_share: float, seed: int) -> list[int]:
    keys = [f"u{row}" if group is None else f"n{group}" for row, group in enumerate(groups)]
    order = sorted(set(keys))
    Random(seed).shuffle(order)
    test = set(order[: max(1, int(test_share * len(order)))])
    return [row for row, key in enumerate(keys) if key in test]
