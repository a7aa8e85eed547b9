"""A cache of features that forgets the one not used for the longest time."""

from collections.abc import Callable, Hashable
from typing import Any


def solve(load: Callable[[Hashable], Any], capacity: int) -> Callable[[Hashable], Any]:
    """Return a function `get(key)` that answers as `load(key)` does, and calls it less often.

    It keeps the answers for at most `capacity` keys. When one more comes, the key whose last use
    lies furthest back is dropped; being answered from the cache is a use. None is an answer
    like any other. If `load` raises, the error goes to the caller, nothing is kept, and nothing is
    dropped. With a capacity of 0 nothing is kept.
    """
    raise NotImplementedError
