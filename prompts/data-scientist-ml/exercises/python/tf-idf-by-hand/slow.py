"""All documents are searched again for each term of each document."""

import re
from collections.abc import Sequence
from math import log, sqrt


def solve(documents: Sequence[str]) -> list[dict[str, float]]:
    texts = [re.findall(r"[a-z0-9]+", document.lower()) for document in documents]
    result = []
    for text in texts:
        weights = {}
        for term in text:
            holding = 0
            for other in texts:
                if term in other:
                    holding += 1
            weights[term] = text.count(term) * (log((1 + len(texts)) / (1 + holding)) + 1)
        length = sqrt(sum(weight**2 for weight in weights.values()))
        result.append({term: weight / length for term, weight in weights.items()})
    return result
