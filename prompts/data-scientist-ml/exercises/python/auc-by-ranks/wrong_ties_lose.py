from bisect import bisect_left
from collections.abc import Sequence


def solve(labels: Sequence[int], scores: Sequence[float]) -> float | None:
    pairs = list(zip(labels, scores, strict=True))
    positives = [score for label, score in pairs if label]
    negatives = sorted(score for label, score in pairs if not label)
    if not positives or not negatives:
        return None
    below = sum(bisect_left(negatives, score) for score in positives)
    return below / (len(positives) * len(negatives))
