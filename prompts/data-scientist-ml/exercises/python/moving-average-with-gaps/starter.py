"""A moving average over time, with missing values."""

from collections.abc import Sequence


def solve(times: Sequence[int], values: Sequence[float | None], width: int) -> list[float | None]:
    """Return for each row the mean of the values whose time lies in (time - width, time].

    `times` does not fall, but may stand still and may jump. Rows of the same time see each other.
    A missing value, None, counts neither above nor below the line; with no value at all in the
    window the mean is None. `width` is positive.
    """
    raise NotImplementedError
