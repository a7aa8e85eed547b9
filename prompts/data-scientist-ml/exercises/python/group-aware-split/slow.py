"""For every group all rows are looked through again."""

from collections.abc import Sequence
from random import Random


def solve(groups: Sequence[str | None], test_share: float, seed: int) -> list[int]:
    known = sorted({group for group in groups if group is not None})
    members: list[list[int]] = []
    for name in known:
        rows = []
        for row, group in enumerate(groups):
            if group == name:
                rows.append(row)
        members.append(rows)
    for row, group in enumerate(groups):
        if group is None:
            members.append([row])
    Random(seed).shuffle(members)
    test: list[int] = []
    for rows in members:
        if len(test) + len(rows) <= test_share * len(groups):
            test = test + rows
    if not test and members:
        test = min(members, key=len)
    return sorted(test)
