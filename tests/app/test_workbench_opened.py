"""What the candidate writes in lies in the session's folder, before the interview begins."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_plan import question, small_plan, stage

from voiceinterview.app.writing_code import exercises_of, with_workbench
from voiceinterview.content.exercises import load_exercise_files
from voiceinterview.content.folders import find_content
from voiceinterview.domain.plan import Plan
from voiceinterview.errors import SetupError
from voiceinterview.session.doors import Doors
from voiceinterview.storage.layout import EXERCISE
from voiceinterview.testing import (
    MemorySink,
    ScriptedCandidate,
    ScriptedDetector,
    ScriptedLanguageModel,
    ScriptedSynthesizer,
    VirtualClock,
)

ROLE = "data-scientist-ml"


def asking_for(*exercises: str) -> Plan:
    tasks = (
        replace(question(name, "Write it."), format="coding", shown="def solve(): ...")
        for name in exercises
    )
    return replace(small_plan(stage("one", *tasks)), role=ROLE)


@pytest.fixture
def doors() -> Doors:
    return Doors(
        ScriptedCandidate([]), MemorySink(), ScriptedDetector(), None, ScriptedSynthesizer(),
        ScriptedLanguageModel([]), VirtualClock(),
    )  # fmt: skip


def test_the_first_file_is_there_and_a_later_one_is_not_given_away(
    doors: Doors, tmp_path: Path
) -> None:
    content = find_content()
    first, second, *_ = load_exercise_files(content, ROLE)
    opened = with_workbench(doors, tmp_path, exercises_of(asking_for(first, second), content))
    assert opened.workbench is not None
    assert [path.name for path in (tmp_path / EXERCISE).iterdir()] == [first]
    assert opened.workbench.file(second).is_file()


def test_what_was_written_before_a_break_is_still_there(doors: Doors, tmp_path: Path) -> None:
    content = find_content()
    first, *_ = load_exercise_files(content, ROLE)
    exercises = exercises_of(asking_for(first), content)
    bench = with_workbench(doors, tmp_path, exercises).workbench
    assert bench is not None
    bench.file(first).write_text("mine")
    again = with_workbench(doors, tmp_path, exercises).workbench
    assert again is not None and again.file(first).read_text() == "mine"


def test_a_plan_without_code_has_no_workbench(doors: Doors, tmp_path: Path) -> None:
    assert with_workbench(doors, tmp_path, exercises_of(small_plan(), find_content())) is doors
    assert list(tmp_path.iterdir()) == []


def test_an_exercise_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="'long-gone'"):
        exercises_of(asking_for("long-gone"), find_content())


def test_a_folder_that_cannot_be_written_is_told(doors: Doors, tmp_path: Path) -> None:
    content = find_content()
    first, *_ = load_exercise_files(content, ROLE)
    (tmp_path / EXERCISE).write_text("a file where the folder should be")
    with pytest.raises(SetupError, match="cannot be made"):
        with_workbench(doors, tmp_path, exercises_of(asking_for(first), content))
