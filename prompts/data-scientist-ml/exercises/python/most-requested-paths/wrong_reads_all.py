from collections import Counter
from collections.abc import Iterable


def solve(lines: Iterable[str], size: int) -> tuple[list[tuple[str, int]], int]:
    rows = [line.split() for line in lines]
    rows = [row for row in rows if row]
    good = [
        row
        for row in rows
        if len(row) == 5 and row[2].startswith("/") and row[3].isdigit() and row[4].isdigit()
    ]
    counts = Counter(row[2].partition("?")[0] for row in good)
    top = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:size]
    return top, len(rows) - len(good)
