"""A query against the rows of the exercise's own, as the child process does it."""

from dataclasses import asdict
from typing import Any

import pytest

from voiceinterview.content.exercises import load_exercise_files
from voiceinterview.content.folders import find_content
from voiceinterview.engines.code import sql_checks
from voiceinterview.engines.code.sql_checks import difference, run_sql

CONTENT = find_content()
FILES = {
    name: files
    for name, files in load_exercise_files(CONTENT, "data-scientist-ml").items()
    if files.language == "sql"
}
FOLDER = CONTENT.prompts / "data-scientist-ml" / "exercises" / "sql"
SETUP = "CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, 'x'), (2, NULL);"
RIGHT = "SELECT a, b FROM t ORDER BY a"
COMPARED = {
    "ordered": True, "columns": ("a", "b"), "also": [{"name": "no rows", "sql": "DELETE FROM t;"}]
}  # fmt: skip
ROWS = [(1, "x"), (2, None)]


def told(code: str, **more: Any) -> list[tuple[Any, ...]]:
    lines: list[tuple[Any, ...]] = []
    given = {"setup": SETUP, "solution": RIGHT, "compared": COMPARED, **more}
    run_sql(code, tell=lambda *line: lines.append(line), **given)
    return lines


def results(code: str, **more: Any) -> list[tuple[bool, str]]:
    return [(line[2], line[3]) for line in told(code, **more) if line[0] == "result"]


def problem(code: str) -> str:
    *_, (kind, what) = told(code)
    assert kind == "problem"
    return str(what)


def test_each_set_of_rows_is_a_check() -> None:
    assert told("SELECT a, b FROM t ORDER BY a;  -- done") == [
        ("names", ["the tables as you see them", "no rows"]),
        ("begin", 0), ("result", 0, True, ""),
        ("begin", 1), ("result", 1, True, ""),
    ]  # fmt: skip


def test_names_of_columns_are_compared_without_case() -> None:
    assert results("SELECT a AS A, b FROM t ORDER BY 1")[0] == (True, "")
    assert results("SELECT a, b AS c FROM t")[0] == (
        False, "expected the columns a, b; got a, c",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (ROWS, ""),
        ([(1, "x")], "expected 2 rows, got 1; row 2, (2, NULL), is missing"),
        ([*ROWS, (3, "z")], "expected 2 rows, got 3; row 3, (3, 'z'), is one too many"),
        ([(1, "y"), (2, None)], "row 1 should be (1, 'x'), and is (1, 'y')"),
        (
            ROWS[::-1],
            "the right rows in another order: row 1 should be (1, 'x'), and is (2, NULL)",
        ),
        ([], "expected 2 rows, got 0; row 1, (1, 'x'), is missing"),
    ],
)
def test_the_first_row_that_differs_is_told(rows: list[tuple[Any, ...]], expected: str) -> None:
    assert difference((("a", "b"), ROWS), (["a", "b"], rows), ordered=True) == expected


def test_order_counts_only_where_it_was_asked_for() -> None:
    assert difference((("a", "b"), ROWS), (["a", "b"], ROWS[::-1]), ordered=False) == ""


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("SELECT a FORM t", 'near "t": syntax error'),
        ("SELECT missing FROM t", "no such column: missing"),
        ("-- still thinking", "There is no query yet"),
        ("", "There is no query yet"),
        ("SELECT 1; SELECT 2", "several statements"),
        ("DROP TABLE t", "only reads"),
        ("INSERT INTO t VALUES (3, 'y')", "only reads"),
        ("ATTACH 'elsewhere.db' AS e", "only reads"),
        ("PRAGMA writable_schema = 1", "only reads"),
    ],
)
def test_what_is_no_query_is_a_problem(code: str, expected: str) -> None:
    assert expected in problem(code)


def test_a_query_without_an_end_is_stopped_on_each_set_of_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sql_checks, "SECONDS", 0.04)
    endless = "WITH RECURSIVE c(a) AS (SELECT 1 UNION ALL SELECT a + 1 FROM c)"
    late = (False, "still running after 0.02 s, and stopped")
    assert results(f"{endless} SELECT max(a) AS a, 1 AS b FROM c") == [late, late]
    monkeypatch.setattr(sql_checks, "SECONDS", 10.0)
    monkeypatch.setattr(sql_checks, "MOST_ROWS", 100)
    assert results(f"{endless} SELECT a, 1 AS b FROM c")[0][1] == "more than 100 rows, and stopped"


@pytest.mark.parametrize("name", FILES)
def test_the_exercises_own_solutions_are_judged_as_they_are_meant(name: str) -> None:
    files = FILES[name]
    assert files.compared is not None
    given = {
        "setup": files.setup, "solution": files.solution, "compared": asdict(files.compared)
    }  # fmt: skip
    for path in FOLDER.joinpath(name).glob("*.sql"):
        if path.stem in ("setup", "solution_a", "slow"):  # slow: tests/content/test_exercises.py
            continue
        found = [passed for passed, _ in results(path.read_text(encoding="utf-8"), **given)]
        assert len(found) == 1 + len(files.compared.also)
        assert all(found) == (path.stem == "solution_b"), path.name
