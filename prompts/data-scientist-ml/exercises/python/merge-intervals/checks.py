"""Hidden checks."""

from collections.abc import Callable
from itertools import pairwise
from random import Random
from typing import Any

Solve = Callable[..., Any]


def check_overlapping_ones_become_one(solve: Solve) -> None:
    assert solve([(1, 4), (3, 6), (8, 9)]) == [(1, 6), (8, 9)]


def check_order_of_the_input_does_not_matter(solve: Solve) -> None:
    assert solve([(8, 9), (3, 6), (1, 4)]) == [(1, 6), (8, 9)]


def check_one_inside_another(solve: Solve) -> None:
    assert solve([(1, 10), (2, 3), (4, 5), (9, 11)]) == [(1, 11)]


def check_touching_ones_become_one(solve: Solve) -> None:
    assert solve([(1, 2), (2, 3), (4, 5)]) == [(1, 3), (4, 5)]


def check_empty_ones_are_dropped(solve: Solve) -> None:
    assert solve([(1, 1), (5, 4), (7, 8)]) == [(7, 8)]
    assert solve([(1, 3), (2, 2)]) == [(1, 3)]
    assert solve([(3, 3)]) == []


def check_nothing_in_nothing_out(solve: Solve) -> None:
    assert solve([]) == []


def check_equal_ones_and_fractions(solve: Solve) -> None:
    assert solve([(0.5, 1.5), (0.5, 1.5), (-1.0, 0.0)]) == [(-1.0, 0.0), (0.5, 1.5)]


def check_a_bridge_joins_what_was_apart(solve: Solve) -> None:
    assert solve([(0, 2), (6, 8), (1, 7), (10, 12)]) == [(0, 8), (10, 12)]


def check_the_argument_is_not_changed(solve: Solve) -> None:
    intervals = [(3, 4), (1, 2)]
    solve(intervals)
    assert intervals == [(3, 4), (1, 2)]


def check_it_covers_the_same_points(solve: Solve) -> None:
    rng = Random(4)
    for _ in range(50):
        starts = [rng.randrange(60) for _ in range(12)]
        intervals = [(start, start + rng.randrange(6)) for start in starts]
        covered = {point for start, end in intervals for point in range(start, end)}
        merged = solve(intervals)
        assert {point for start, end in merged for point in range(start, end)} == covered
        assert all(a[1] < b[0] for a, b in pairwise(merged))


def large(solve: Solve) -> None:
    rng = Random(9)
    starts = [rng.random() * 2000 for _ in range(400)]
    solve([(start, start + rng.random() * 3) for start in starts])
