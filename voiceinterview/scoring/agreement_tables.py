"""Statistics of agreement, of one table or of thousands at once. Pure.

A table counts how often the reference gave one level (row) and the rater another (column); its
levels are those of the rubric's scale, lowest first. All functions take arrays whose last two axes
are such tables, of shape (..., k, k), and return one value for each, of shape (...); what is not
defined for a table is NaN. So a bootstrap of any size is one call.

They are written out here because the libraries that have them (scikit-learn, NLTK) take one table
at a time and 2 to 4 s to import; the tests hold these equal to those, and to published examples.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def exact(tables: Floats) -> Floats:
    """The share on the diagonal, 0 to 1."""
    return _over(np.trace(tables, axis1=-2, axis2=-1), _total(tables))


def adjacent(tables: Floats) -> Floats:
    """The share at most one step of the scale apart, 0 to 1."""
    steps = np.arange(tables.shape[-1])
    near = np.abs(steps[:, None] - steps) <= 1
    return _over(_total(tables * near), _total(tables))


def mean_absolute_error(tables: Floats, scale: Sequence[int]) -> Floats:
    """In levels."""
    return _over(_total(tables * np.abs(_differences(scale))), _total(tables))


def bias(tables: Floats, scale: Sequence[int]) -> Floats:
    """Rater less reference, in levels: above 0 the rater is the milder one."""
    return _over(_total(tables * _differences(scale)), _total(tables))


def weighted_kappa(tables: Floats, disagreement: Floats) -> Floats:
    """Cohen's kappa with weights of disagreement, shape (k, k), zeros on its diagonal.

    J. Cohen (1968), Weighted kappa, Psychological Bulletin 70(4), 213-220: one less the ratio of
    observed to expected disagreement. NaN where a rater used one level only: whoever does not
    distinguish cannot agree better than chance, nor worse.
    """
    given, received = tables.sum(axis=-1), tables.sum(axis=-2)
    observed = _total(tables * disagreement)
    expected = np.einsum("...i,...j,ij->...", given, received, disagreement)
    distinguish = (np.count_nonzero(given, axis=-1) > 1) & (np.count_nonzero(received, axis=-1) > 1)
    kappa: Floats = 1 - _over(observed * _total(tables), np.where(distinguish, expected, 0.0))
    return kappa


def quadratic_weighted_kappa(tables: Floats, scale: Sequence[int]) -> Floats:
    """Cohen's kappa with squared distances for weights: two levels off counts four times one."""
    return weighted_kappa(tables, _differences(scale) ** 2)


def ordinal_alpha(coincidences: Floats) -> Floats:
    """Krippendorff's alpha for ordered levels, from tables of coincidences (`coincidences_of`).

    K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section E, with the ordinal
    metric: the distance of two levels is how many values lie between them, half of both ends
    counted, and so the difference of their mean ranks. NaN where all values are the same.
    """
    values = coincidences.sum(axis=-1)
    ranks = np.cumsum(values, axis=-1) - values / 2
    distances = (ranks[..., :, None] - ranks[..., None, :]) ** 2
    observed = _total(coincidences * distances)
    expected = np.einsum("...i,...j,...ij->...", values, values, distances)
    alpha: Floats = 1 - (values.sum(axis=-1) - 1) * _over(observed, expected)
    return alpha


def coincidences_of(values: Sequence[Sequence[int]], levels: int) -> Floats:
    """The table of coincidences of units; `values` has, for each, the place on the scale (from 0)
    that each rater gave it. A unit with one value has none to coincide with, and adds nothing."""
    table = np.zeros((levels, levels))
    for unit in values:
        if len(unit) > 1:
            counts = np.bincount(unit, minlength=levels).astype(np.float64)
            table += (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
    return table


def _differences(scale: Sequence[int]) -> Floats:
    """Rater less reference, shape (k, k)."""
    levels = np.asarray(scale, dtype=np.float64)
    return levels[None, :] - levels[:, None]


def _total(tables: Floats) -> Floats:
    total: Floats = tables.sum(axis=(-2, -1))
    return total


def _over(part: Floats, whole: Floats) -> Floats:
    """NaN where the whole is zero."""
    out = np.full(np.shape(whole), np.nan)
    divided: Floats = np.divide(part, whole, out=out, where=np.asarray(whole) != 0)
    return divided
