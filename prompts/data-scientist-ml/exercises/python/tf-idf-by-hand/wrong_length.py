import re
from collections import Counter
from collections.abc import Sequence
from math import log


def solve(documents: Sequence[str]) -> list[dict[str, float]]:
    counts = [Counter(re.findall(r"[a-z0-9]+", document.lower())) for document in documents]
    holding: Counter[str] = Counter()
    for count in counts:
        holding.update(count.keys())
    result = []
    for count in counts:
        weights = {
            term: times * (log((1 + len(documents)) / (1 + holding[term])) + 1)
            for term, times in count.items()
        }
        total = sum(weights.values())
        result.append({term: weight / total for term, weight in weights.items()})
    return result
