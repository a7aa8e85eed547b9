"""Hidden checks."""

from collections.abc import Callable
from math import exp, isclose
from random import Random
from typing import Any

Solve = Callable[..., Any]


def check_perfect_order(solve: Solve) -> None:
    assert isclose(solve([0, 0, 1, 1], [0.1, 0.2, 0.3, 0.4]), 1.0)


def check_reversed_order_is_zero_and_not_mended(solve: Solve) -> None:
    assert isclose(solve([1, 1, 0, 0], [0.1, 0.2, 0.3, 0.4]), 0.0, abs_tol=1e-12)


def check_a_mixed_order(solve: Solve) -> None:
    assert isclose(solve([0, 1, 0, 1, 1], [0.1, 0.2, 0.3, 0.4, 0.5]), 5 / 6)


def check_all_scores_equal_is_one_half(solve: Solve) -> None:
    assert isclose(solve([1, 0, 1, 0, 0], [0.7] * 5), 0.5)


def check_a_tie_across_classes_counts_one_half(solve: Solve) -> None:
    assert isclose(solve([0, 1, 0, 1], [0.1, 0.5, 0.5, 0.9]), 3.5 / 4)
    assert isclose(solve([0, 0, 1, 1], [0.1, 0.5, 0.5, 0.9]), 3.5 / 4)


def check_the_order_of_rows_does_not_matter(solve: Solve) -> None:
    rng = Random(8)
    rows = [(rng.randrange(2), rng.randrange(4) / 4) for _ in range(40)]
    expected = solve(*map(list, zip(*rows, strict=True)))
    rng.shuffle(rows)
    assert isclose(solve(*map(list, zip(*rows, strict=True))), expected)


def check_one_class_only_has_no_area(solve: Solve) -> None:
    assert solve([1, 1], [0.2, 0.3]) is None
    assert solve([0, 0], [0.2, 0.3]) is None
    assert solve([], []) is None


def check_only_the_order_of_scores_counts(solve: Solve) -> None:
    labels, scores = [0, 1, 1, 0, 1], [-2.0, 0.5, 3.0, 0.5, -1.0]
    assert isclose(solve(labels, scores), solve(labels, [exp(score) for score in scores]))


def check_against_the_definition(solve: Solve) -> None:
    rng = Random(3)
    for _ in range(30):
        labels = [1, 0] + [rng.randrange(2) for _ in range(20)]
        scores = [rng.randrange(6) / 10 for _ in labels]
        rows = list(zip(labels, scores, strict=True))
        won = [(a > b) + (a == b) / 2 for one, a in rows if one for other, b in rows if not other]
        assert isclose(solve(labels, scores), sum(won) / len(won))


def check_the_arguments_are_not_changed(solve: Solve) -> None:
    labels, scores = [1, 0, 1], [0.9, 0.1, 0.5]
    solve(labels, scores)
    assert (labels, scores) == ([1, 0, 1], [0.9, 0.1, 0.5])


def large(solve: Solve) -> None:
    solve([row % 2 for row in range(400)], [row * 37 % 101 / 101 for row in range(400)])
