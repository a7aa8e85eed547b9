"""Notes the time of each use, and looks through all that is kept for the oldest."""

from collections.abc import Callable, Hashable
from typing import Any


def solve(load: Callable[[Hashable], Any], capacity: int) -> Callable[[Hashable], Any]:
    kept: dict[Hashable, Any] = {}
    used: dict[Hashable, int] = {}
    clock = 0

    def get(key: Hashable) -> Any:
        nonlocal clock
        clock += 1
        if key not in kept:
            kept[key] = load(key)
        used[key] = clock
        value = kept[key]
        if len(kept) > capacity:
            oldest = key
            for other in used:
                if used[other] < used[oldest]:
                    oldest = other
            del kept[oldest], used[oldest]
        return value

    return get
