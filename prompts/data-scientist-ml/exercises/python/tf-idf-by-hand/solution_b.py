"""The same as a matrix of documents by terms."""

import re
from collections.abc import Sequence

import numpy as np


def solve(documents: Sequence[str]) -> list[dict[str, float]]:
    texts = [re.findall(r"[a-z0-9]+", document.lower()) for document in documents]
    terms = sorted({term for text in texts for term in text})
    column = {term: number for number, term in enumerate(terms)}
    counts = np.zeros((len(texts), len(terms)))
    rows = [row for row, text in enumerate(texts) for _ in text]
    columns = [column[term] for text in texts for term in text]
    np.add.at(counts, (rows, columns), 1)
    rarity = np.log((1 + len(texts)) / (1 + (counts > 0).sum(axis=0))) + 1
    weights = counts * rarity
    lengths = np.sqrt((weights**2).sum(axis=1, keepdims=True))
    weights = np.divide(weights, lengths, out=weights, where=lengths > 0)
    return [{terms[place]: float(row[place]) for place in np.flatnonzero(row)} for row in weights]
