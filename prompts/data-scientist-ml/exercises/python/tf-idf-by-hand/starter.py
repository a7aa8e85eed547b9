"""TF-IDF weights, without a library for it."""

from collections.abc import Sequence


def solve(documents: Sequence[str]) -> list[dict[str, float]]:
    """Return the weight of each term for each document.

    Terms are runs of the letters a to z and digits, after lower-casing. With n documents, of which
    d hold a term, its weight in a document is
    (times it occurs there) * (ln((1 + n) / (1 + d)) + 1).
    The weights of a document are then divided by the root of the sum of their squares. A document
    without terms gets an empty dictionary.
    """
    raise NotImplementedError
