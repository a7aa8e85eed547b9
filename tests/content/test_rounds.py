"""Stories, code reviews, exercises, designs and case studies read whole, or every fault is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from voiceinterview.content.case_studies import load_case_studies
from voiceinterview.content.code_reviews import load_code_reviews
from voiceinterview.content.exercises import load_exercises
from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.pack import check_content
from voiceinterview.content.stories import load_stories
from voiceinterview.content.system_designs import load_system_designs
from voiceinterview.errors import ContentError

STORY = """\
id: late-model
title: Late
themes: [deadline]
situation: S.
task: T.
action: A.
result: R.
told: >-
  I was late, and I
  said so.
analysis:
  - {criterion: action, level: 4, earns: Says it., quote: "and I said so."}
weak_points: [Short.]
adapt: [Add.]
weak_telling: It was late.
weak_analysis:
  - {criterion: action, level: 1, why: Nobody acts.}
"""
REVIEW = """\
id: small-change
title: Small
language: python
difficulty: 1
minutes: 5
says: Please review this.
context: It runs nightly.
file: change.py
defects:
  - {id: off-by-one, lines: [2, 2], kind: off-by-one, severity: major, text: Off.,
    a_reviewer_would_say: It is off by one., any_of: [off by one], fix: Take one away.}
tempting:
  - {lines: [1, 1], text: Odd., why_fine: Fine.}
follow_ups: [Why?]
expert_review: It is off by one.
sources: []
"""
EXERCISE = """\
id: count-rows
language: sql
title: Count
topics: [counting]
difficulty: 1
minutes: 5
says: Count the rows.
shows: "**Wanted:** the number."
slow_cost: It reads all.
follow_ups: [Why?]
hints: [Count., Count all.]
wrong:
  - {file: wrong_one.sql, mistake: Says one.}
sources: []
"""
CHECKS = "ordered: true\ncolumns: [rows]\nalso:\n  - {name: none, sql: DELETE FROM t;}\n"
DESIGN = """\
id: small-system
title: Small
brief: Build it.
phases:
  - {id: scope, title: Scope, minutes: 5, aim: Aim., interviewer_asks: [Why?], strong_answer: So.}
numbers: [{question: How many?, answer: Ten.}]
components: [{id: queue, text: A queue., any_of: [queue]}]
injected_failure: {when: Later., says: It broke., looks_for: [Calm], strong_answer: I look.}
key_points:
  - {id: one, text: One., weight: 1, any_of: [point one]}
  - {id: two, text: Two., weight: 1, any_of: [point two]}
  - {id: three, text: Three., weight: 1, any_of: [point three]}
  - {id: four, text: Four., weight: 1, any_of: [point four], none_of: [no point four]}
traps: [{says: Easy., reveals: Haste.}]
expert_walkthrough: One by one.
sources: []
"""
CASE = """\
id: small-case
title: Small
hours: [4, 8]
brief: Look at it.
columns: [{name: price_paid, text: Price.}]
traps:
  - {id: leak, text: A leak., where: In it., how_a_good_submission_finds_it: Looks., any_of: [leak]}
good_submission: [Finds it.]
metrics: {reported: [Error], why: It costs.}
presentation: [{ask: Why?, listens_for: [Reason], strong_answer: Because.}]
red_flags: [{id: boast, text: Boasts., any_of: [all perfect]}]
sources: []
"""
FOLDER = "prompts/tester/"
FILES = {
    "stories/late-model.yaml": STORY,
    "code-review/small-change/review.yaml": REVIEW,
    "code-review/small-change/change.py": "a = 1\nb = 2\n",
    "exercises/sql/count-rows/exercise.yaml": EXERCISE,
    "exercises/sql/count-rows/checks.yaml": CHECKS,
    **{
        f"exercises/sql/count-rows/{name}.sql": "SELECT 1;\n"
        for name in ("setup", "starter", "solution_a", "solution_b", "slow", "wrong_one")
    },
    "system-design/small-system.yaml": DESIGN,
    "case-study/small-case/case.yaml": CASE,
    "case-study/small-case/generate.py": "print('data')\n",
}
LOADERS: list[Callable[[Content, str], tuple[Any, ...]]] = [
    load_stories, load_code_reviews, load_exercises, load_system_designs, load_case_studies,
]  # fmt: skip


@pytest.fixture
def rounds(pack: Path) -> Path:
    """The small pack with one round of every kind."""
    for name, text in FILES.items():
        path = pack / FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return pack


def faults_of(pack: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        check_content(find_content(pack))
    return [fault.removeprefix(FOLDER) for fault in caught.value.faults]


def spoil(pack: Path, name: str, old: str, new: str) -> None:
    path = pack / FOLDER / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_whole_rounds_read_into_domain_objects(rounds: Path) -> None:
    content = find_content(rounds)
    check_content(content)
    story, review, exercise, design, case = (load(content, "tester")[0] for load in LOADERS)
    assert story.analysis[0].quote == "and I said so."
    assert review.defects[0].lines == (2, 2)
    assert review.code == "a = 1\nb = 2\n"
    assert exercise.checks.also[0].sql == "DELETE FROM t;"
    assert exercise.checks.columns == ("rows",)
    assert design.key_points[3].none_of == ("no point four",)
    assert design.injected_failure.looks_for == ("Calm",)
    assert case.hours == (4, 8)
    assert case.columns[0].name == "price_paid"


def test_a_python_exercise_has_checks_in_python(rounds: Path) -> None:
    folder = rounds / FOLDER / "exercises" / "python" / "count-items"
    folder.mkdir(parents=True)
    text = EXERCISE.replace("count-rows", "count-items").replace("sql", "python")
    (folder / "exercise.yaml").write_text(text.replace("wrong_one.python", "wrong_one.py"))
    for name in ("checks", "starter", "solution_a", "solution_b", "slow", "wrong_one"):
        (folder / f"{name}.py").write_text("raise SystemExit\n")  # never run
    found = load_exercises(find_content(rounds), "tester")
    assert [(one.id, one.checks is None) for one in found] == [
        ("count-items", True), ("count-rows", False),
    ]  # fmt: skip


SPOILED = [
    ("stories/late-model.yaml", "said so.\"", "sad so.\"", "12: analysis > number 1 > quote: "
     "expected words of `told`, found 'and I sad so.'"),
    ("stories/late-model.yaml", "id: late-model", "id: late", "1: id: expected 'late-model'"),
    ("stories/late-model.yaml", "level: 4", "level: 0", "12: analysis > number 1 > level: "),
    ("code-review/small-change/review.yaml", "[2, 2]", "[2, 3]", "10: defects > off-by-one > "
     "lines: expected lines from 1 to 2 of change.py, the first one first, found [2, 3]"),
    ("code-review/small-change/review.yaml", "[1, 1]", "[2, 1]", "13: tempting > number 1"),
    ("code-review/small-change/review.yaml", "file: change.py", "file: other.py",
     "8: file: expected a file beside this one, found no other.py"),
    ("code-review/small-change/review.yaml", "file: change.py", "file: ../change.py", "8: file: "),
    ("code-review/small-change/review.yaml", "severity: major", "severity: huge", "10: defects"),
    ("exercises/sql/count-rows/exercise.yaml", "wrong_one", "wrong_two", "13: wrong > number 1 > "
     "file: expected a file beside this one, found no wrong_two.sql"),
    ("exercises/sql/count-rows/exercise.yaml", "language: sql", "language: python",
     "2: language: expected 'sql' as its folder, found 'python'"),
    ("exercises/sql/count-rows/checks.yaml", "ordered: true", "ordered: maybe", "1: ordered: "),
    ("system-design/small-system.yaml", "id: two", "id: one", "11: key_points > one > id: "),
    ("system-design/small-system.yaml", "[queue]", "['?']", "7: components > queue > any_of"),
    ("case-study/small-case/case.yaml", "[4, 8]", "[8, 4]", "3: hours: expected the smaller"),
    ("case-study/small-case/case.yaml", "hours:", "days:", "found the unknown key 'days'"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "told"), SPOILED)
def test_a_damaged_file_is_named_with_its_line(
    rounds: Path, name: str, old: str, new: str, told: str
) -> None:
    spoil(rounds, name, old, new)
    assert [fault for fault in faults_of(rounds) if fault.startswith(f"{name}:") and told in fault]


@pytest.mark.parametrize("name", ["solution_b.sql", "checks.yaml", "setup.sql"])
def test_what_must_lie_beside_an_exercise_is_missed(rounds: Path, name: str) -> None:
    (rounds / FOLDER / "exercises/sql/count-rows" / name).unlink()
    assert faults_of(rounds) == [
        f"exercises/sql/count-rows/exercise.yaml:1: expected the file {name} beside this one, "
        "found none"
    ]


def test_a_wrong_solution_that_no_exercise_lists_is_told(rounds: Path) -> None:
    (rounds / FOLDER / "exercises/sql/count-rows/wrong_other.sql").write_text("SELECT 2;\n")
    assert "wrong_other.sql" in faults_of(rounds)[0]


def test_a_case_without_its_generator_is_told(rounds: Path) -> None:
    (rounds / FOLDER / "case-study/small-case/generate.py").unlink()
    assert "expected the file generate.py beside this one" in faults_of(rounds)[0]


def test_the_faults_of_all_files_are_told_at_once(rounds: Path) -> None:
    spoil(rounds, "stories/late-model.yaml", "title: Late", "titel: Late")
    spoil(rounds, "case-study/small-case/case.yaml", "[4, 8]", "[8, 4]")
    spoil(rounds, "system-design/small-system.yaml", "weight: 1", "weight: one")
    files = {fault.partition(":")[0] for fault in faults_of(rounds)}
    assert files == {
        "stories/late-model.yaml", "case-study/small-case/case.yaml",
        "system-design/small-system.yaml",
    }  # fmt: skip
