"""Collect the rows of each group, shuffle the sorted names, and fill the test side."""

from collections.abc import Sequence
from random import Random


def solve(groups: Sequence[str | None], test_share: float, seed: int) -> list[int]:
    rows: dict[tuple[bool, str | int], list[int]] = {}
    unknown = 0
    for row, group in enumerate(groups):
        if group is None:
            rows[True, unknown] = [row]
            unknown += 1
        else:
            rows.setdefault((False, group), []).append(row)
    order = sorted(rows)  # named ones first; within one kind the keys are comparable
    Random(seed).shuffle(order)
    room = test_share * len(groups)
    test: list[int] = []
    for key in order:
        if len(test) + len(rows[key]) <= room:
            test += rows[key]
    if not test and rows:
        test = min((rows[key] for key in order), key=len)
    return sorted(test)
