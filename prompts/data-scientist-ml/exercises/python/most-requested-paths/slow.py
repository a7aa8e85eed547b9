"""A list of pairs that is searched from the start for every line."""

from collections.abc import Iterable


def solve(lines: Iterable[str], size: int) -> tuple[list[tuple[str, int]], int]:
    counted: list[list] = []
    broken = 0
    for line in lines:
        fields = line.split()
        if not fields:
            continue
        if (
            len(fields) != 5
            or not fields[2].startswith("/")
            or not all(field.isascii() and field.isdigit() for field in fields[3:])
        ):
            broken += 1
            continue
        path = fields[2].split("?")[0]
        for pair in counted:
            if pair[0] == path:
                pair[1] += 1
                break
        else:
            counted.append([path, 1])
    counted.sort(key=lambda pair: (-pair[1], pair[0]))
    return [(path, count) for path, count in counted[:size]], broken
