"""The lines of code, numbered as everybody sees them, and which ones somebody names."""

import re
from collections.abc import Iterator

# "line 12", "lines 12 to 14", "lines 12, 13 and 20"; numbers as digits.
_NUMBER = r"\d{1,5}(?!\d)"
_LINES = re.compile(
    rf"\blines?\s+(?:number\s+)?({_NUMBER}(?:(?:\s*(?:,|and|or|to|through|-|–|&)\s*)+{_NUMBER})*)"
)
_RANGE = re.compile(r"(\d+)\s*(?:to|through|-|–)\s*(\d+)|(\d+)")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")  # "forty-eight", not "3-5"
LONGEST_RANGE = 20  # lines; "lines 1 to 60" points at nothing


def lines_of(code: str) -> tuple[str, ...]:
    """The first is line 1. They end where an editor ends them: `str.splitlines` also cuts at form
    feeds and the like, and what stands below would have other numbers than the candidate sees."""
    lines = code.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return tuple(lines[:-1] if not lines[-1] else lines)


def named_lines(said: str) -> tuple[int, ...]:
    """The numbers of the lines that are named in what was said, each once."""
    return tuple(dict.fromkeys(_numbers(said)))


def _numbers(said: str) -> Iterator[int]:
    if not re.search(r"\blines?\b", said, re.IGNORECASE):
        return
    from text_to_num import alpha2digit

    plain = _HYPHEN.sub(" ", said.casefold()).encode("utf-8", "replace").decode("utf-8")
    for found in _LINES.finditer(alpha2digit(plain, "en", threshold=0)):
        for first, last, single in _RANGE.findall(found[1]):
            if single:
                yield int(single)
            elif int(first) <= int(last) < int(first) + LONGEST_RANGE:
                yield from range(int(first), int(last) + 1)
