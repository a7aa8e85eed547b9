from collections.abc import Iterable
from random import Random
from typing import Any


def solve(stream: Iterable[Any], size: int, rng: Random) -> list[Any]:
    items = list(stream)
    return rng.sample(items, min(size, len(items)))
