"""Python against its checks, as the child process does it: what failed is said by its line."""

import sys
from typing import Any

import pytest

from voiceinterview.content.exercises import load_exercise_files
from voiceinterview.content.folders import find_content
from voiceinterview.engines.code.python_checks import run_python

CONTENT = find_content()
FILES = {
    name: files
    for name, files in load_exercise_files(CONTENT, "data-scientist-ml").items()
    if files.language == "python"
}
FOLDER = CONTENT.prompts / "data-scientist-ml" / "exercises" / "python"
CHECKS = """
def check_one_and_one(solve):
    assert solve(1, 1) == 2

def check_a_list(solve):
    assert sum(solve([1], [2])) == 3

def ready(value):
    assert value, "a value is wanted"

def check_by_another(solve):
    ready(solve(2, b=2))

def large(solve): ...
"""


@pytest.fixture(autouse=True)
def no_module_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("checks", "solution"):
        monkeypatch.setitem(sys.modules, name, sys)


def told(code: str, checks: str = CHECKS) -> list[tuple[Any, ...]]:
    lines: list[tuple[Any, ...]] = []
    run_python(code, checks, lambda *line: lines.append(line))
    return lines


def results(code: str, checks: str = CHECKS) -> list[tuple[bool, str]]:
    return [(line[2], line[3]) for line in told(code, checks) if line[0] == "result"]


def problem(code: str) -> str:
    lines = told(code)
    assert [line[0] for line in lines] == ["names", "problem"]
    return str(lines[1][1])


def test_checks_are_named_begun_and_told_one_after_the_other() -> None:
    assert told("def solve(a, b): return a + b") == [
        ("names", ["one and one", "a list", "by another"]),
        ("begin", 0), ("result", 0, True, ""),
        ("begin", 1), ("result", 1, True, ""),
        ("begin", 2), ("result", 2, True, ""),
    ]  # fmt: skip


def test_a_failed_check_says_what_it_expected_and_what_came() -> None:
    one, two, three = results("def solve(a, b): return 0")
    assert one == (False, "expected solve(1, 1) == 2; solve(1, 1) gave 0")
    assert two[1].startswith("TypeError: 'int' object is not iterable in sum(solve([1], [2])) == 3")
    assert three[1] == "expected a value is wanted; solve(2, b=2) gave 0"


def test_an_exception_says_the_line_of_her_code() -> None:
    one = results("def solve(a, b):\n    total = a\n    return total[b]\n")[0]
    assert one == (False, "line 3: TypeError: 'int' object is not subscriptable; solve(1, 1)")
    one = results("import sys\ndef solve(a, b): sys.exit('enough')")[0]
    assert one == (False, "line 2: SystemExit: enough; solve(1, 1)")


def test_results_without_words_are_left_out() -> None:
    one = results("def solve(a, b): return (x for x in ())")[0]
    assert one == (False, "expected solve(1, 1) == 2; solve(1, 1)")


def test_messages_stay_short() -> None:
    (_, message), *_ = results("def solve(a, b): raise ValueError('x' * 10_000)")
    assert len(message) <= 400
    (_, message), *_ = results("def solve(a, b): return list(range(10_000))")
    assert message.endswith("gave [0, 1, 2, 3, 4, 5, 6, 7, ...]")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def solve(a, b:\n    pass", "line 1: SyntaxError: '(' was never closed"),
        ("def solve(a, b):\npass", "line 2: IndentationError: expected an indented block"),
        ("x = 1\nimport nothing_like_it", "line 2: ModuleNotFoundError: No module named"),
        ("\n\nraise SystemExit", "line 3: SystemExit"),
        ("def slove(a, b): ...", "solution.py has no function solve"),
        ("solve = 3", "solution.py has no function solve"),
    ],
)
def test_code_that_cannot_be_tried_is_a_problem_with_its_line(code: str, expected: str) -> None:
    assert expected in problem(code)


def test_dataclasses_and_annotations_work_in_her_file() -> None:
    code = """
from __future__ import annotations
from dataclasses import dataclass

@dataclass
class Pair:
    a: int
    b: int

def solve(a: int, b: int) -> int:
    return Pair(a, b).a + Pair(a, b).b
"""
    assert [passed for passed, _ in results(code)] == [True, True, True]


@pytest.mark.parametrize("name", FILES)
def test_the_exercises_own_solutions_are_judged_as_they_are_meant(name: str) -> None:
    checks = FILES[name].checks
    for path in FOLDER.joinpath(name).glob("*.py"):
        if path.stem == "checks":
            continue
        found = [passed for passed, _ in results(path.read_text(encoding="utf-8"), checks)]
        right = path.stem in ("solution_a", "solution_b", "slow")
        assert found and all(found) == right, path.name
        assert path.stem != "starter" or not any(found)
