"""The area under the ROC curve, without a library for it."""

from collections.abc import Sequence


def solve(labels: Sequence[int], scores: Sequence[float]) -> float | None:
    """Return the probability that a random positive scores above a random negative.

    A pair with equal scores counts one half. `labels` holds 1 and 0. With one class only there is
    no such pair, and the result is None. Sort once; do not compare all pairs.
    """
    raise NotImplementedError
