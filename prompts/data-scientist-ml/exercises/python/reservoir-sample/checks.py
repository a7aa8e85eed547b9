"""Hidden checks. Chance is seeded; bounds lie five standard deviations out."""

from collections import Counter
from collections.abc import Callable, Iterator
from math import sqrt
from random import Random
from typing import Any

Solve = Callable[..., Any]
ROUNDS = 3000


class Item:
    """Counts how many of its kind are alive."""

    alive = 0
    most = 0

    def __init__(self) -> None:
        Item.alive += 1
        Item.most = max(Item.most, Item.alive)

    def __del__(self) -> None:
        Item.alive -= 1


def counts(solve: Solve, length: int, size: int) -> Counter[int]:
    rng = Random(20240301)
    found: Counter[int] = Counter()
    for _ in range(ROUNDS):
        found.update(solve(iter(range(length)), size, rng))
    return found


def check_has_the_size_asked_for(solve: Solve) -> None:
    got = solve(iter(range(100)), 7, Random(1))
    assert len(got) == 7
    assert len(set(got)) == 7
    assert set(got) <= set(range(100))


def check_short_stream_is_returned_whole(solve: Solve) -> None:
    assert sorted(solve(iter([3, 1, 2]), 5, Random(1))) == [1, 2, 3]
    assert sorted(solve(iter([3, 1, 2]), 3, Random(1))) == [1, 2, 3]


def check_nothing_in_nothing_out(solve: Solve) -> None:
    assert solve(iter([]), 4, Random(1)) == []
    assert solve(iter(range(10)), 0, Random(1)) == []


def check_every_item_is_equally_likely(solve: Solve) -> None:
    found = counts(solve, 12, 3)
    spread = sqrt(ROUNDS * 0.25 * 0.75)
    assert all(abs(found[item] - ROUNDS * 0.25) < 5 * spread for item in range(12))


def check_a_sample_of_one_is_uniform(solve: Solve) -> None:
    found = counts(solve, 4, 1)
    spread = sqrt(ROUNDS * 0.25 * 0.75)
    assert all(abs(found[item] - ROUNDS * 0.25) < 5 * spread for item in range(4))


def check_items_need_not_be_comparable(solve: Solve) -> None:
    stream = ({"row": number} for number in range(50))
    assert len(solve(stream, 5, Random(2))) == 5


def check_equal_items_are_items_of_their_own(solve: Solve) -> None:
    assert solve(iter(["same"] * 20), 6, Random(2)) == ["same"] * 6


def check_chance_comes_from_the_generator_given(solve: Solve) -> None:
    first = solve(iter(range(1000)), 10, Random(5))
    assert solve(iter(range(1000)), 10, Random(5)) == first
    assert solve(iter(range(1000)), 10, Random(6)) != first


def check_the_stream_is_not_kept(solve: Solve) -> None:
    Item.alive = Item.most = 0

    def stream() -> Iterator[Item]:
        for _ in range(500):
            yield Item()

    solve(stream(), 5, Random(3))
    assert Item.most < 20


def large(solve: Solve) -> None:
    solve(iter(range(3000)), 100, Random(1))
