from collections.abc import Sequence
from random import Random


def solve(groups: Sequence[str | None], test_share: float, seed: int) -> list[int]:
    rows: dict[object, list[int]] = {}
    for row, group in enumerate(groups):
        rows.setdefault(("unknown", row) if group is None else group, []).append(row)
    order = list(rows)
    Random(seed).shuffle(order)
    test: list[int] = []
    for key in order:
        if len(test) + len(rows[key]) <= test_share * len(groups):
            test += rows[key]
    if not test and rows:
        test = min(rows.values(), key=len)
    return sorted(test)
