"""Hidden checks."""

from collections.abc import Callable
from math import isclose, log, sqrt
from typing import Any

Solve = Callable[..., Any]


def check_one_document_with_one_term(solve: Solve) -> None:
    assert solve(["cat"]) == [{"cat": 1.0}]


def check_two_terms_of_different_rarity(solve: Solve) -> None:
    first, _ = solve(["cat dog", "dog"])
    cat, dog = log(3 / 2) + 1, 1.0
    length = sqrt(cat**2 + dog**2)
    assert isclose(first["cat"], cat / length)
    assert isclose(first["dog"], dog / length)


def check_a_repeated_term_weighs_more_and_is_one_document(solve: Solve) -> None:
    first, second = solve(["cat cat cat dog", "dog bird"])
    assert isclose(first["cat"] / first["dog"], 3 * (log(3 / 2) + 1))
    assert isclose(second["bird"] / second["dog"], log(3 / 2) + 1)


def check_a_term_of_every_document_keeps_a_weight(solve: Solve) -> None:
    assert all(isclose(weights["the"], 1.0) for weights in solve(["the", "the the", "The"]))


def check_every_document_has_length_one(solve: Solve) -> None:
    for weights in solve(["a b c d", "a a b", "x y", "q"]):
        assert isclose(sum(weight**2 for weight in weights.values()), 1.0)


def check_case_and_punctuation_do_not_count(solve: Solve) -> None:
    (weights,) = solve(["Cats, CATS; and 2 dogs-\n(cats)!"])
    assert set(weights) == {"cats", "and", "2", "dogs"}


def check_a_document_without_terms_is_empty(solve: Solve) -> None:
    assert solve(["", "cat", "?! "]) == [{}, {"cat": 1.0}, {}]


def check_a_document_without_terms_still_counts(solve: Solve) -> None:
    first, _, _ = solve(["cat dog", "dog", ""])
    assert isclose(first["cat"] / first["dog"], (log(4 / 2) + 1) / (log(4 / 3) + 1))


def check_no_documents(solve: Solve) -> None:
    assert solve([]) == []


def large(solve: Solve) -> None:
    documents = [
        " ".join(f"w{(number * 31 + place * place) % 90}" for place in range(12))
        for number in range(120)
    ]
    solve(documents)
