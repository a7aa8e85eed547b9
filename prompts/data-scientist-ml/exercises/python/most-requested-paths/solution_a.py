"""Count in a dictionary, then take the first few by count and path with a heap."""

import heapq
from collections import Counter
from collections.abc import Iterable


def solve(lines: Iterable[str], size: int) -> tuple[list[tuple[str, int]], int]:
    counts: Counter[str] = Counter()
    broken = 0
    for line in lines:
        fields = line.split()
        if not fields:
            continue
        path = path_of(fields)
        if path is None:
            broken += 1
        else:
            counts[path] += 1
    return heapq.nsmallest(size, counts.items(), key=lambda pair: (-pair[1], pair[0])), broken


def path_of(fields: list[str]) -> str | None:
    if len(fields) != 5:
        return None
    _, _, target, status, milliseconds = fields
    if not (target.startswith("/") and is_number(status) and is_number(milliseconds)):
        return None
    return target.partition("?")[0]


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
