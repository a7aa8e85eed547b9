"""A query that a candidate wrote against the rows of an exercise's own solution.

Both run on the tables that the exercise sets up, and on each of its variants. Runs in the child
process (`child.py`), and imports nothing but the standard library.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

from voiceinterview.engines.code.wording import clipped, counted
from voiceinterview.engines.system_clock import SystemClock

SECONDS = 8.0  # for the query on all sets of rows; less than the process has
STEPS = 10_000  # of SQLite's virtual machine between two looks at the clock
MOST_ROWS = 100_000
BASE = "the tables as you see them"
READING = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION,
           sqlite3.SQLITE_RECURSIVE}  # fmt: skip

Tell = Callable[..., None]
Row = tuple[Any, ...]
Table = tuple[list[str], list[Row]]


class _Refused(Exception):
    """What is wrong with the query or its result, in words."""


def run_sql(code: str, setup: str, solution: str, compared: dict[str, Any], tell: Tell) -> None:
    """Tells as `run_python` does; a check is a set of rows. `compared` holds the fields of
    `SqlChecks`."""
    variants = [(BASE, ""), *((one["name"], one["sql"]) for one in compared["also"])]
    tell("names", [name for name, _ in variants])
    for number, (_, more) in enumerate(variants):
        tell("begin", number)
        with closing(sqlite3.connect(":memory:")) as tables:
            tables.executescript(setup + "\n" + more)
            expected = tables.execute(solution).fetchall()
            _allow_reading_only(tables)
            try:
                columns, rows = _asked(tables, code, SECONDS / len(variants))
            except _Refused as refused:
                if number == 0:
                    tell("problem", str(refused))
                    return
                message = str(refused)
            except _TooLong as late:
                message = str(late)
            else:
                message = difference(
                    (compared["columns"], expected), (columns, rows), ordered=compared["ordered"]
                )
        tell("result", number, not message, message)


class _TooLong(Exception):
    """A query that ran on and on, or gave far too many rows: the next rows may be kinder."""


def _asked(tables: sqlite3.Connection, code: str, seconds: float) -> Table:
    """Raises `_Refused` and `_TooLong`."""
    clock = SystemClock()
    end = clock.monotonic() + seconds
    tables.set_progress_handler(lambda: clock.monotonic() > end, STEPS)
    try:
        cursor = tables.execute(code)
        if cursor.description is None:
            raise _Refused("There is no query yet: write one SELECT.")
        rows = cursor.fetchmany(MOST_ROWS + 1)
    except (sqlite3.Error, sqlite3.Warning) as raised:
        if "interrupted" in str(raised):
            raise _TooLong(f"still running after {seconds:.2g} s, and stopped") from raised
        raise _Refused(_told(raised)) from raised
    except MemoryError as raised:
        raise _TooLong("more memory than a run may take, and stopped") from raised
    if len(rows) > MOST_ROWS:
        raise _TooLong(f"more than {MOST_ROWS:,} rows, and stopped")
    return [column[0] for column in cursor.description], rows


def _allow_reading_only(tables: sqlite3.Connection) -> None:
    def allow(action: int, *_: object) -> int:
        return sqlite3.SQLITE_OK if action in READING else sqlite3.SQLITE_DENY

    tables.set_authorizer(allow)


def _told(raised: Exception) -> str:
    text = clipped(str(raised))
    if "one statement" in text:
        return "There are several statements: write one SELECT. WITH may stand before it."
    if "not authorized" in text or "prohibited" in text:
        return f"{text}: write one SELECT that only reads. WITH may stand before it."
    return text


def difference(expected: tuple[Sequence[str], list[Row]], found: Table, *, ordered: bool) -> str:
    """What is wrong with a result of columns and rows, "" where nothing is.

    Names of columns are compared without case, as SQL does. Where the order does not count, both
    are sorted first.
    """
    wanted, columns = list(expected[0]), found[0]
    if [name.casefold() for name in wanted] != [name.casefold() for name in columns]:
        return clipped(f"expected the columns {', '.join(wanted)}; got {', '.join(columns)}")
    right, rows = expected[1], found[1]
    if not ordered:
        right, rows = sorted(right, key=repr), sorted(rows, key=repr)
    if right == rows:
        return ""
    if sorted(right, key=repr) == sorted(rows, key=repr):
        return f"the right rows in another order: {_first_differing(right, rows)}"
    if len(right) != len(rows):
        wrong = f"expected {counted(len(right), 'row')}, got {len(rows):,}"
        return clipped(f"{wrong}; {_first_differing(right, rows)}")
    return clipped(_first_differing(right, rows))


def _first_differing(right: list[Row], rows: list[Row]) -> str:
    pairs = zip(right, rows, strict=False)
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
    if at is not None:
        return f"row {at + 1} should be {_row(right[at])}, and is {_row(rows[at])}"
    at = min(len(right), len(rows))
    if len(rows) > at:
        return f"row {at + 1}, {_row(rows[at])}, is one too many"
    return f"row {at + 1}, {_row(right[at])}, is missing"


def _row(row: Row) -> str:
    shown = ("NULL" if value is None else repr(value) for value in row)
    return f"({', '.join(shown)})"
