from collections import Counter
from collections.abc import Sequence
from random import Random


def solve(groups: Sequence[str | None], test_share: float, seed: int) -> list[int]:
    sizes = Counter(groups)
    order = sorted(sizes, key=str)
    Random(seed).shuffle(order)
    test = set()
    used = 0
    for group in order:
        if used + sizes[group] <= test_share * len(groups):
            test.add(group)
            used += sizes[group]
    if not test and order:
        test.add(min(order, key=sizes.__getitem__))
    return [row for row, group in enumerate(groups) if group in test]
