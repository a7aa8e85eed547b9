from collections import Counter
from collections.abc import Iterable


def solve(lines: Iterable[str], size: int) -> tuple[list[tuple[str, int]], int]:
    counts: Counter[str] = Counter()
    broken = 0
    for line in lines:
        try:
            counts[line.split()[2].partition("?")[0]] += 1
        except IndexError:
            broken += 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:size], broken
