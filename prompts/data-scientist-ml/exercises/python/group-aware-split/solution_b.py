"""No shuffling: a hash of seed and name is the group's place in the order."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256


def solve(groups: Sequence[str | None], test_share: float, seed: int) -> list[int]:
    keys = name_unknown(groups)
    sizes = Counter(keys)
    order = sorted(sizes, key=lambda key: sha256(f"{seed}/{key}".encode()).digest())
    room = test_share * len(keys)
    test = set()
    used = 0
    for key in order:
        if used + sizes[key] <= room:
            test.add(key)
            used += sizes[key]
    if not test and order:
        test.add(min(order, key=sizes.__getitem__))
    return [row for row, key in enumerate(keys) if key in test]


def name_unknown(groups: Sequence[str | None]) -> list[str]:
    """Unknown rows are numbered; the letter in front keeps them apart from real names."""
    names = []
    unknown = 0
    for group in groups:
        if group is None:
            names.append(f"u{unknown}")
            unknown += 1
        else:
            names.append(f"n{group}")
    return names
