"""Count terms for each document, then documents for each term, then weigh."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt


def solve(documents: Sequence[str]) -> list[dict[str, float]]:
    counts = [Counter(re.findall(r"[a-z0-9]+", document.lower())) for document in documents]
    holding: Counter[str] = Counter()
    for count in counts:
        holding.update(count.keys())  # once for each document
    rarity = {
        term: log((1 + len(documents)) / (1 + number)) + 1 for term, number in holding.items()
    }
    return [to_unit_length({t: n * rarity[t] for t, n in count.items()}) for count in counts]


def to_unit_length(weights: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(weight**2 for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()}
