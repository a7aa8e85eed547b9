"""Long texts from content files as lines of a readable length."""

import textwrap
from collections.abc import Iterable, Iterator

from voiceinterview.report.wording import printable

WIDTH = 100  # characters


def wrapped(text: str, indent: str = "  ", hanging: str | None = None) -> Iterator[str]:
    """Paragraphs stay apart; `hanging` is the indent of the lines after the first."""
    following = indent if hanging is None else hanging
    for paragraph in printable(text).strip().split("\n\n"):
        yield from textwrap.wrap(
            paragraph,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=following,
            break_on_hyphens=False,
        )


def listed(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from wrapped(text, "  - ", "    ")


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading with an empty line before it; nothing at all where there are no lines."""
    below = list(lines)
    if below:
        yield ""
        yield title
        yield from below


def one_line(text: str, longest: int | None = None) -> str:
    """Words from a file on one line, without what a terminal would obey."""
    line = " ".join(printable(text).split())
    return line if longest is None or len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
