from collections import Counter
from collections.abc import Iterable


def solve(lines: Iterable[str], size: int) -> tuple[list[tuple[str, int]], int]:
    counts: Counter[str] = Counter()
    broken = 0
    for line in lines:
        fields = line.split()
        if not fields:
            continue
        if (
            len(fields) == 5
            and fields[2].startswith("/")
            and fields[3].isdigit()
            and fields[4].isdigit()
        ):
            counts[fields[2].partition("?")[0]] += 1
        else:
            broken += 1
    return counts.most_common(size), broken
