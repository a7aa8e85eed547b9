"""A uniform sample of a stream whose length is not known."""

from collections.abc import Iterable
from random import Random
from typing import Any


def solve(stream: Iterable[Any], size: int, rng: Random) -> list[Any]:
    """Return `size` items of `stream`, in any order; each set of that many is equally likely.

    The stream is read once and does not fit into memory. With fewer than `size` items return all.
    All chance comes from `rng`.
    """
    raise NotImplementedError
