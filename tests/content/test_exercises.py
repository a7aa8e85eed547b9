"""The coding exercises hold what they promise: right passes, wrong fails, slow costs more.

Only files of the repository are run. Cost is counted in steps and never in seconds: instructions
of SQLite's virtual machine for SQL, executed lines for Python.
"""

import importlib.util
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import pytest
import yaml

EXERCISES = Path(__file__).parents[2] / "prompts" / "data-scientist-ml" / "exercises"
SCHEMA_LINE = "# yaml-language-server: $schema=../../../../../schemas/exercise.json"
KEYS = [
    "id",
    "language",
    "title",
    "topics",
    "difficulty",
    "minutes",
    "says",
    "shows",
    "slow_cost",
    "follow_ups",
    "hints",
    "wrong",
    "sources",
]
SLOWER = 3  # at least so many times the steps of the better solution
SQL_STEP = 500  # virtual-machine instructions between two counts

ALL = sorted(path.parent for path in EXERCISES.glob("*/*/exercise.yaml"))
SQL = [folder for folder in ALL if folder.parent.name == "sql"]
PYTHON = [folder for folder in ALL if folder.parent.name == "python"]


def each(folders: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("folder", folders, ids=lambda folder: folder.name)


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def test_there_are_eight_of_each() -> None:
    assert (len(SQL), len(PYTHON)) == (8, 8)
    assert len({folder.name for folder in ALL}) == 16


@each(ALL)
def test_an_exercise_is_described_whole(folder: Path) -> None:
    text = (folder / "exercise.yaml").read_text(encoding="utf-8")
    exercise = yaml.load(text, Loader=yaml.CSafeLoader)
    assert text.splitlines()[0] == SCHEMA_LINE
    assert list(exercise) == KEYS
    assert (exercise["id"], exercise["language"]) == (folder.name, folder.parent.name)
    assert exercise["difficulty"] in (1, 2, 3)
    assert len(exercise["follow_ups"]) >= 4
    assert all(ask.count("?") == 1 for ask in exercise["follow_ups"])
    assert len(exercise["hints"]) == 2
    assert len(exercise["wrong"]) >= 2
    ending = {"sql": "sql", "python": "py"}[exercise["language"]]
    planted = sorted(path.name for path in folder.glob(f"wrong_*.{ending}"))
    assert sorted(wrong["file"] for wrong in exercise["wrong"]) == planted
    assert (folder / f"starter.{ending}").is_file()


@each(ALL)
def test_what_is_said_can_be_spoken(folder: Path) -> None:
    exercise = read_yaml(folder / "exercise.yaml")
    texts = [exercise["says"], exercise["slow_cost"], *exercise["follow_ups"], *exercise["hints"]]
    for spoken in texts:
        assert re.fullmatch(r"[A-Za-z ,.?':;-]+", spoken), spoken


# SQL


def variants(folder: Path) -> Iterator[tuple[str, str]]:
    """The name and the SQL of the base data and of each variant of it."""
    setup = (folder / "setup.sql").read_text(encoding="utf-8")
    yield "base", setup
    for also in read_yaml(folder / "checks.yaml")["also"]:
        yield also["name"], setup + also["sql"]


def run_sql(connection: sqlite3.Connection, path: Path) -> tuple[list[str], list[tuple]]:
    cursor = connection.execute(path.read_text(encoding="utf-8"))
    return [column[0] for column in cursor.description], cursor.fetchall()


def results(folder: Path) -> Iterator[tuple[str, dict[str, list[tuple]]]]:
    """For each variant its name and the rows of each solution, by the file's stem."""
    checks = read_yaml(folder / "checks.yaml")
    assert set(checks) == {"ordered", "columns", "also"}
    for name, setup in variants(folder):
        connection = sqlite3.connect(":memory:")
        connection.executescript(setup)
        rows = {}
        for path in sorted(folder.glob("*.sql")):
            if path.stem in ("setup", "starter"):
                continue
            columns, found = run_sql(connection, path)
            assert columns == checks["columns"], path.name
            rows[path.stem] = found if checks["ordered"] else sorted(found, key=repr)
        connection.close()
        yield name, rows


@each(SQL)
def test_sql_solutions_agree_and_every_wrong_one_differs_somewhere(folder: Path) -> None:
    not_caught = {path.stem for path in folder.glob("wrong_*.sql")}
    for name, rows in results(folder):
        expected = rows["solution_a"]
        assert expected, name
        assert rows["solution_b"] == expected, name
        assert rows["slow"] == expected, name
        not_caught -= {stem for stem in not_caught if rows[stem] != expected}
    assert not not_caught


@each(SQL)
def test_sql_data_is_the_same_each_time_and_of_a_fair_size(folder: Path) -> None:
    dumps = []
    for _ in range(2):
        connection = sqlite3.connect(":memory:")
        connection.executescript((folder / "setup.sql").read_text(encoding="utf-8"))
        dumps.append(list(connection.iterdump()))
        connection.close()
    assert dumps[0] == dumps[1]
    assert 500 <= sum(line.startswith("INSERT") for line in dumps[0]) <= 20_000


@each(SQL)
def test_sql_starter_runs_and_is_no_solution(folder: Path) -> None:
    connection = sqlite3.connect(":memory:")
    connection.executescript((folder / "setup.sql").read_text(encoding="utf-8"))
    columns, rows = run_sql(connection, folder / "starter.sql")
    _, solved = run_sql(connection, folder / "solution_a.sql")
    connection.close()
    assert columns and rows
    assert rows != solved


def sql_steps(folder: Path, stem: str) -> int:
    connection = sqlite3.connect(":memory:")
    connection.executescript((folder / "setup.sql").read_text(encoding="utf-8"))
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += SQL_STEP

    connection.set_progress_handler(count, SQL_STEP)
    run_sql(connection, folder / f"{stem}.sql")
    connection.close()
    return steps


@each(SQL)
def test_slow_sql_takes_more_steps(folder: Path) -> None:
    better = min(sql_steps(folder, "solution_a"), sql_steps(folder, "solution_b"))
    assert sql_steps(folder, "slow") > SLOWER * better


# Python


@pytest.fixture(autouse=True)
def no_compiled_files_among_the_exercises(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


def load(path: Path) -> ModuleType:
    """A module of its own each time, that no other can import."""
    name = f"exercise_{path.parent.name.replace('-', '_')}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def checks_of(folder: Path) -> dict[str, Callable[[Callable[..., Any]], None]]:
    module = load(folder / "checks.py")
    return {name: check for name, check in vars(module).items() if name.startswith("check_")}


def failed_checks(folder: Path, stem: str) -> list[str]:
    failed = []
    for name, check in checks_of(folder).items():
        try:
            check(load(folder / f"{stem}.py").solve)
        except Exception:
            failed.append(name)
    return failed


@each(PYTHON)
def test_python_solutions_pass_all_checks_and_every_wrong_one_fails_some(folder: Path) -> None:
    checks = checks_of(folder)
    assert len(checks) >= 6
    for stem in ("solution_a", "solution_b", "slow"):
        for check in checks.values():
            check(load(folder / f"{stem}.py").solve)
    for path in folder.glob("wrong_*.py"):
        failed = failed_checks(folder, path.stem)
        assert failed, path.name
        assert failed != list(checks), f"{path.name} is wrong altogether, not in one way"


@each(PYTHON)
def test_python_starter_has_a_docstring_and_solves_nothing(folder: Path) -> None:
    assert load(folder / "starter.py").solve.__doc__
    assert failed_checks(folder, "starter") == list(checks_of(folder))


def python_steps(folder: Path, stem: str) -> int:
    """Lines executed in the solution's own file on the input of `large` in its checks."""
    path = folder / f"{stem}.py"
    solve = load(path).solve
    run = load(folder / "checks.py").large
    steps = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        if frame.f_code.co_filename != str(path):
            return None
        steps += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run(solve)
    finally:
        sys.settrace(before)
    return steps


@each(PYTHON)
def test_slow_python_takes_more_steps(folder: Path) -> None:
    better = min(python_steps(folder, "solution_a"), python_steps(folder, "solution_b"))
    assert python_steps(folder, "slow") > SLOWER * better
