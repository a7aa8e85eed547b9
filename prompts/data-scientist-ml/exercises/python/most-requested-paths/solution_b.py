"""One pattern for the line, and paths put into a bucket for each count, read from the top."""

import re
from collections import defaultdict
from collections.abc import Iterable

LINE = re.compile(r"\s*\S+\s+\S+\s+(/[^\s?]*)(?:\?\S*)?\s+[0-9]+\s+[0-9]+\s*")


def solve(lines: Iterable[str], size: int) -> tuple[list[tuple[str, int]], int]:
    counts: dict[str, int] = defaultdict(int)
    broken = 0
    for line in lines:
        match = LINE.fullmatch(line)
        if match:
            counts[match[1]] += 1
        elif line.strip():
            broken += 1
    buckets: dict[int, list[str]] = defaultdict(list)
    for path, count in counts.items():
        buckets[count].append(path)
    top: list[tuple[str, int]] = []
    for count in sorted(buckets, reverse=True):
        if len(top) >= size:
            break
        top += [(path, count) for path in sorted(buckets[count])]
    return top[:size], broken
