import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt


def solve(documents: Sequence[str]) -> list[dict[str, float]]:
    counts = [Counter(re.findall(r"[a-z0-9]+", document.lower())) for document in documents]
    holding: Counter[str] = Counter()
    for count in counts:
        holding.update(count.keys())
    result = []
    for count in counts:
        weights = {
            term: times * log(len(documents) / holding[term]) for term, times in count.items()
        }
        length = sqrt(sum(weight**2 for weight in weights.values())) or 1.0
        result.append({term: weight / length for term, weight in weights.items()})
    return result
