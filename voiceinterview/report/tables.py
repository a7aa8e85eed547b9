"""A table for a reader, whatever form the report takes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TableView:
    """The first cell of a row is its heading. `numeric` columns are counted from 0."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()
