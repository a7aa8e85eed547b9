from collections.abc import Sequence


def solve(labels: Sequence[int], scores: Sequence[float]) -> float | None:
    positives = sum(labels)
    negatives = len(labels) - positives
    if not positives or not negatives:
        return None
    rank = {score: place for place, score in enumerate(sorted(set(scores)), start=1)}
    rank_sum = sum(rank[score] for label, score in zip(labels, scores, strict=True) if label)
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)
