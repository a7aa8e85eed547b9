from collections import Counter
from collections.abc import Sequence
from math import log, sqrt


def solve(documents: Sequence[str]) -> list[dict[str, float]]:
    counts = [Counter(document.lower().split(" ")) for document in documents]
    holding: Counter[str] = Counter()
    for count in counts:
        holding.update(count.keys())
    result = []
    for count in counts:
        weights = {
            term: times * (log((1 + len(documents)) / (1 + holding[term])) + 1)
            for term, times in count.items()
        }
        length = sqrt(sum(weight**2 for weight in weights.values()))
        result.append({term: weight / length for term, weight in weights.items()})
    return result
