"""Chance that comes out the same on every machine and Python version."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Chance:
    """Every draw has a name; the same name under the same seed is the same draw."""

    seed: str

    def share(self, name: str) -> float:
        """From 0 to just below 1."""
        return self._draw(name) / 2**64

    def happens(self, name: str, chance: float) -> bool:
        return self.share(name) < chance

    def between(self, name: str, span: tuple[float, float]) -> float:
        """A number in `span`, to two places."""
        low, high = span
        return round(low + (high - low) * self.share(name), 2)

    def one_of(self, name: str, choices: Sequence[T]) -> T:
        return choices[self._draw(name) % len(choices)]

    def some_of(self, name: str, choices: Sequence[T], count: int) -> list[T]:
        """`count` different ones of the choices, or all there are, in an order of chance."""
        order = sorted(range(len(choices)), key=lambda place: self._draw(f"{name}/{place}"))
        return [choices[place] for place in order[:count]]

    def _draw(self, name: str) -> int:
        digest = hashlib.sha256(f"{self.seed}/{name}".encode()).digest()
        return int.from_bytes(digest[:8], "big")
