"""A split into training and test rows that keeps groups together."""

from collections.abc import Sequence


def solve(groups: Sequence[str | None], test_share: float, seed: int) -> list[int]:
    """Return the sorted numbers of the test rows.

    `groups` names the group of each row, such as its user; None means unknown, and such a row is
    a group of its own. All rows of a group are on the same side. Groups are visited in a random
    order given by `seed`; one joins the test side unless that would then hold more than
    `test_share` of all rows. If none fits, a smallest one is the test side. Which named groups
    are in the test must not depend on the order of the rows.
    """
    raise NotImplementedError
