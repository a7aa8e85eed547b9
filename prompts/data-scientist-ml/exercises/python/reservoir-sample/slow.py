"""Random keys as well, but the smallest is looked for in all that are kept, for every item."""

from collections.abc import Iterable
from random import Random
from typing import Any


def solve(stream: Iterable[Any], size: int, rng: Random) -> list[Any]:
    kept: list[tuple[float, Any]] = []
    for item in stream:
        kept.append((rng.random(), item))
        if len(kept) > size:
            smallest = 0
            for place in range(1, len(kept)):
                if kept[place][0] < kept[smallest][0]:
                    smallest = place
            del kept[smallest]
    return [item for _, item in kept]
