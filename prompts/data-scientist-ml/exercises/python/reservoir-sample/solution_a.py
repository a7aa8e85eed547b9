"""Reservoir sampling: the n-th item replaces a random one with probability size / n."""

from collections.abc import Iterable
from random import Random
from typing import Any


def solve(stream: Iterable[Any], size: int, rng: Random) -> list[Any]:
    kept: list[Any] = []
    for seen, item in enumerate(stream):
        if seen < size:
            kept.append(item)
            continue
        place = rng.randrange(seen + 1)
        if place < size:
            kept[place] = item
    return kept
