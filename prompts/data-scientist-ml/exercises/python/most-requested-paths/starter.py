"""The most requested paths of a server log."""

from collections.abc import Iterable


def solve(lines: Iterable[str], size: int) -> tuple[list[tuple[str, int]], int]:
    """Return the `size` most requested paths with their counts, and the number of broken lines.

    A line is `time method path status milliseconds`, separated by runs of white space. It is broken
    unless it has these five fields, the path begins with a slash, and the last two are digits only.
    Blank lines are neither. What follows a question mark does not belong to the path. Equal counts
    are ordered by path. `lines` can be read once and is larger than memory.
    """
    raise NotImplementedError
