from collections.abc import Iterable
from random import Random
from typing import Any


def solve(stream: Iterable[Any], size: int, rng: Random) -> list[Any]:
    kept: list[Any] = []
    for seen, item in enumerate(stream):
        if seen < size:
            kept.append(item)
            continue
        place = rng.randrange(max(seen, 1))
        if place < size:
            kept[place] = item
    return kept
