"""The definitions of DELIVERY.md, so that a report explains a figure in the words of that page."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PAGE = "DELIVERY.md"
_MARKUP = re.compile(r" \(`[^`]*`\)|[`*]")  # names of the program in brackets go with them


def definition(measure: str) -> str:
    """What DELIVERY.md says that `measure` is. Raises `KeyError` for one it does not have."""
    return _definitions()[measure]


@cache
def _definitions() -> Mapping[str, str]:
    """Measure -> definition, from the rows of the page's tables; a unit in brackets is left out."""
    text = (Path(__file__).resolve().parent.parent / PAGE).read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| ")]
    return {
        re.sub(r" \(.*\)$", "", cells[1].strip()): _MARKUP.sub("", cells[2].strip())
        for cells in rows
        if len(cells) > 3
    }
