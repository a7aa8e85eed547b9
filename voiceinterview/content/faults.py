"""Collects what is wrong with content files, so that all of it is told at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from voiceinterview.errors import ContentError

T = TypeVar("T")


@dataclass(frozen=True, order=True)
class Fault:
    """`line` counts from 1; 0 where the fault lies with the file as a whole."""

    source: str
    line: int
    problem: str

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"{place}: {self.problem}"


class Faults:
    """A list that grows while files are read, and raises at the end."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, source: str, line: int, problem: str) -> None:
        """See `Fault`."""
        self._found.append(Fault(source, line, problem))

    @property
    def found(self) -> Sequence[Fault]:
        return tuple(self._found)

    def raise_any(self) -> None:
        """Raises `ContentError` with every fault, in the order of files and lines."""
        if self._found:
            raise ContentError([str(fault) for fault in sorted(self._found)])


def whole(read: Callable[[Faults], T | None]) -> T:
    """What a reader makes of a file without a fault. Raises `ContentError` with every fault."""
    faults = Faults()
    found = read(faults)
    faults.raise_any()
    assert found is not None  # a reader gives None only where it added a fault
    return found
