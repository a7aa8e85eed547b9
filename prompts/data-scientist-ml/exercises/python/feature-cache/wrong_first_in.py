from collections.abc import Callable, Hashable
from typing import Any


def solve(load: Callable[[Hashable], Any], capacity: int) -> Callable[[Hashable], Any]:
    kept: dict[Hashable, Any] = {}

    def get(key: Hashable) -> Any:
        if key in kept:
            return kept[key]
        value = load(key)
        kept[key] = value
        if len(kept) > capacity:
            del kept[next(iter(kept))]
        return value

    return get
