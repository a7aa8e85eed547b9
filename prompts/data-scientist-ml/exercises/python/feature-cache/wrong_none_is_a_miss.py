from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any


def solve(load: Callable[[Hashable], Any], capacity: int) -> Callable[[Hashable], Any]:
    kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(key: Hashable) -> Any:
        value = kept.get(key)
        if value is None:
            value = load(key)
            kept[key] = value
        kept.move_to_end(key)
        if len(kept) > capacity:
            kept.popitem(last=False)
        return value

    return get
