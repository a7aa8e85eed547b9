"""The definition itself: each positive against each negative."""

from collections.abc import Sequence


def solve(labels: Sequence[int], scores: Sequence[float]) -> float | None:
    won = 0.0
    pairs = 0
    for label, score in zip(labels, scores, strict=True):
        if not label:
            continue
        for other_label, other_score in zip(labels, scores, strict=True):
            if other_label:
                continue
            pairs += 1
            if score > other_score:
                won += 1
            elif score == other_score:
                won += 0.5
    return won / pairs if pairs else None
