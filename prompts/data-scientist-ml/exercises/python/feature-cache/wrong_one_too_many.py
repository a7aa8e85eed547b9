from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


def solve(load: Callable[[Hashable], Any], capacity: int) -> Callable[[Hashable], Any]:
    kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(key: Hashable) -> Any:
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
        value = load(key)
        if len(kept) > capacity:
            kept.popitem(last=False)
        kept[key] = value
        return value

    return get
