"""Hidden checks."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

Solve = Callable[..., Any]
SKEWED = ["big"] * 40 + [f"user {number}" for number in range(60) for _ in range(number % 3)]


def sides(groups: list[str | None], test: list[int]) -> tuple[set[str | None], set[str | None]]:
    chosen = set(test)
    return (
        {group for row, group in enumerate(groups) if row in chosen},
        {group for row, group in enumerate(groups) if row not in chosen},
    )


def check_no_group_is_on_both_sides(solve: Solve) -> None:
    for seed in range(20):
        test, train = sides(SKEWED, solve(SKEWED, 0.3, seed))
        assert not test & train


def check_rows_are_sorted_numbers_without_repeats(solve: Solve) -> None:
    test = solve(SKEWED, 0.25, 3)
    assert test == sorted(set(test))
    assert set(test) <= set(range(len(SKEWED)))


def check_the_share_is_one_of_rows(solve: Solve) -> None:
    sizes = Counter(SKEWED)
    for seed in range(20):
        test = solve(SKEWED, 0.3, seed)
        room = 0.3 * len(SKEWED)
        assert len(test) <= room
        left = set(sizes) - {SKEWED[row] for row in test}
        assert all(len(test) + sizes[group] > room for group in left), "another group would fit"


def check_the_same_seed_gives_the_same_split(solve: Solve) -> None:
    assert solve(SKEWED, 0.3, 7) == solve(SKEWED, 0.3, 7)


def check_another_seed_gives_another_split(solve: Solve) -> None:
    assert len({tuple(solve(SKEWED, 0.3, seed)) for seed in range(10)}) > 5


def check_the_order_of_rows_changes_nothing(solve: Solve) -> None:
    for seed in range(5):
        shuffled = SKEWED.copy()
        Random(seed).shuffle(shuffled)
        expected = {SKEWED[row] for row in solve(SKEWED, 0.3, seed)}
        assert {shuffled[row] for row in solve(shuffled, 0.3, seed)} == expected


def check_unknown_rows_are_groups_of_their_own(solve: Solve) -> None:
    groups = [None] * 100
    for seed in range(5):
        assert len(solve(groups, 0.2, seed)) == 20


def check_the_test_side_is_never_empty(solve: Solve) -> None:
    groups = ["a"] * 50 + ["b"] * 30 + ["c"] * 45
    for seed in range(10):
        test, _ = sides(groups, solve(groups, 0.1, seed))
        assert test == {"b"}


def check_no_rows_no_test(solve: Solve) -> None:
    assert solve([], 0.2, 1) == []


def check_the_names_are_left_as_they_are(solve: Solve) -> None:
    groups = ["a", None, "b", "a"]
    solve(groups, 0.5, 1)
    assert groups == ["a", None, "b", "a"]


def large(solve: Solve) -> None:
    solve([f"user {row % 150}" for row in range(1500)], 0.3, 1)
