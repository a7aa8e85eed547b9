"""Collects what is wrong with content files, so that all of it is told at once."""

from collections.abc import Sequence

from voiceinterview.errors import ContentError


class Faults:
    """A list that grows while files are read, and raises at the end."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, source: str, line: int, problem: str) -> None:
        """`line` counts from 1; 0 where the fault lies with the file as a whole."""
        self._found.append(f"{source}:{line}: {problem}" if line else f"{source}: {problem}")

    @property
    def found(self) -> Sequence[str]:
        return tuple(self._found)

    def raise_any(self) -> None:
        """Raises `ContentError` with every fault, in the order of files and lines."""
        if self._found:
            raise ContentError(sorted(self._found, key=_place))


def _place(fault: str) -> tuple[str, int]:
    source, _, rest = fault.partition(":")
    line = rest.partition(":")[0]
    return source, int(line) if line.isdecimal() else 0
