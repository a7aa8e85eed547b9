from collections.abc import Iterable
from random import Random
from typing import Any


def solve(stream: Iterable[Any], size: int, rng: Random) -> list[Any]:
    kept: list[Any] = []
    for item in stream:
        if len(kept) < size:
            kept.append(item)
        elif size and rng.random() < 0.5:
            kept[rng.randrange(size)] = item
    return kept
