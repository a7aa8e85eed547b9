from collections.abc import Sequence


def solve(labels: Sequence[int], scores: Sequence[float]) -> float | None:
    positives = sum(labels)
    negatives = len(labels) - positives
    if not positives or not negatives:
        return None
    order = sorted(range(len(scores)), key=scores.__getitem__)
    rank_sum = sum(rank for rank, row in enumerate(order, start=1) if labels[row])
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)
