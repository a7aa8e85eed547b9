"""Hidden checks."""

from collections.abc import Callable, Hashable
from random import Random
from typing import Any

Solve = Callable[..., Any]


class Store:
    """Answers with the key in upper case, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[Hashable] = []

    def load(self, key: str) -> str:
        self.asked.append(key)
        return key.upper()


def asked_for(solve: Solve, capacity: int, keys: str) -> str:
    store = Store()
    get = solve(store.load, capacity)
    assert [get(key) for key in keys] == [key.upper() for key in keys]
    return "".join(map(str, store.asked))


def check_a_second_request_is_answered_from_the_cache(solve: Solve) -> None:
    assert asked_for(solve, 3, "aabba") == "ab"


def check_the_oldest_is_dropped(solve: Solve) -> None:
    assert asked_for(solve, 2, "abca") == "abca"


def check_an_answer_is_a_use(solve: Solve) -> None:
    assert asked_for(solve, 2, "abacab") == "abcb"


def check_exactly_the_capacity_is_kept(solve: Solve) -> None:
    assert asked_for(solve, 3, "abcabc") == "abc"
    assert asked_for(solve, 3, "abcdabcd") == "abcdabcd"


def check_a_capacity_of_one(solve: Solve) -> None:
    assert asked_for(solve, 1, "aabba") == "aba"


def check_a_capacity_of_zero_keeps_nothing(solve: Solve) -> None:
    assert asked_for(solve, 0, "aab") == "aab"


def check_none_is_an_answer(solve: Solve) -> None:
    asked = []

    def load(key: str) -> None:
        asked.append(key)

    get = solve(load, 2)
    assert [get(key) for key in "aab"] == [None] * 3
    assert asked == ["a", "b"]


def check_an_error_keeps_nothing_and_drops_nothing(solve: Solve) -> None:
    asked = []

    def load(key: str) -> str:
        asked.append(key)
        if key == "x":
            raise KeyError(key)
        return key

    get = solve(load, 2)
    for key in "abxxab":
        try:
            assert get(key) == key != "x"
        except KeyError:
            assert key == "x"
    assert asked == ["a", "b", "x", "x"]


def check_two_caches_know_nothing_of_each_other(solve: Solve) -> None:
    first, second = Store(), Store()
    solve(first.load, 2)("a")
    solve(second.load, 2)("a")
    assert (first.asked, second.asked) == (["a"], ["a"])


def check_many_requests_against_the_rule(solve: Solve) -> None:
    rng = Random(6)
    keys = "".join(rng.choice("abcdefg") for _ in range(400))
    kept: list[str] = []
    expected = ""
    for key in keys:
        if key in kept:
            kept.remove(key)
        else:
            expected += key
        kept = [*kept, key][-4:]
    assert asked_for(solve, 4, keys) == expected


def large(solve: Solve) -> None:
    get = solve(str, 200)
    for number in range(1500):
        get(number * 7 % 500)
