from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def solve(labels: Sequence[int], scores: Sequence[float]) -> float | None:
    pairs = list(zip(labels, scores, strict=True))
    positives = [score for label, score in pairs if label]
    negatives = sorted(score for label, score in pairs if not label)
    if not positives or not negatives:
        return None
    halves = sum(
        bisect_left(negatives, score) + bisect_right(negatives, score) for score in positives
    )
    area = halves / 2 / (len(positives) * len(negatives))
    return max(area, 1 - area)
