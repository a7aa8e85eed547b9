"""Every item draws a random key; a heap keeps the items with the largest keys."""

import heapq
from collections.abc import Iterable
from random import Random
from typing import Any


def solve(stream: Iterable[Any], size: int, rng: Random) -> list[Any]:
    heap: list[tuple[float, int, Any]] = []  # the number keeps items from being compared
    for number, item in enumerate(stream):
        entry = (rng.random(), number, item)
        if len(heap) < size:
            heapq.heappush(heap, entry)
        elif heap and entry > heap[0]:
            heapq.heapreplace(heap, entry)
    return [item for _, _, item in heap]
