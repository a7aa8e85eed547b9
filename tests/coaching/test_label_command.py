"""`voiceinterview label` as a coach meets it: lines or keys in, a sheet on the disk."""

import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from labelled_folder import rate_set, write_session
from labelled_set import BASELINE, CRITERIA, STAGE

from voiceinterview.app import scorecards
from voiceinterview.app.label_task import Task, open_task
from voiceinterview.app.labelling import fill_in
from voiceinterview.app.settings import Settings
from voiceinterview.app.stage_sound import StageSound, stage_sound
from voiceinterview.cli.label_desk import LabelDesk
from voiceinterview.cli.main import main
from voiceinterview.content.folders import find_content
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.holdout import HoldoutChoice
from voiceinterview.domain.labels import LabelSheet
from voiceinterview.storage.holdout_file import write_choice
from voiceinterview.storage.labels_file import coach_sheets
from voiceinterview.testing import VirtualClock

GOLDEN = Path(__file__).parents[2] / "recordings" / "golden" / "session"
LEVELS = [3, 2, None, 1, 4]
SAID = "3\n2\n\n2\n\n\nn\nnever asked\n1\n2 4\nmixed up\n4\n\n\n"

Label = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A typed session that a model has rated."""
    content = find_content()
    folder = write_session(tmp_path, content, 0, 3.5)
    rubric = load_rubric(content, "data-scientist-ml", STAGE)
    rate_set([folder], rubric, n=1, machine=BASELINE)
    return folder


@pytest.fixture
def label(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Label:
    """Run the command on the session; the first argument is what stands on its input."""

    def run(said: str, *words: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO(said))
        return main(["label", folder.name, "--sessions", str(folder.parent), *words])

    return run


def sheets(folder: Path, coach: str = "ada") -> tuple[LabelSheet, ...]:
    return coach_sheets(folder, folder.name, coach)


def levels(sheet: LabelSheet) -> list[int | None]:
    return [label.level for label in sheet.labels]


def test_lines_of_a_pipe_fill_in_a_sheet(folder: Path, label: Label) -> None:
    assert label(SAID + "s\n", "--coach", "ada") == 0
    (sheet,) = sheets(folder)
    assert sheet.submitted
    assert (sheet.stage, sheet.modality, sheet.round) == (STAGE, "text", 1)
    assert sheet.rubric == load_rubric(find_content(), "data-scientist-ml", STAGE).ref
    assert tuple(one.criterion for one in sheet.labels) == CRITERIA
    assert levels(sheet) == LEVELS
    assert [one.turns for one in sheet.labels] == [(2,), (), (), (2, 4), ()]
    assert [one.note for one in sheet.labels] == ["", "", "never asked", "mixed up", ""]


def test_of_a_session_that_is_held_out_no_machines_level_is_shown(
    folder: Path, label: Label, capsys: pytest.CaptureFixture[str]
) -> None:
    choice = HoldoutChoice("2026-03-01T10:00:00+00:00", "ada", 1, 0.5, (folder.name,))
    write_choice(folder.parent, choice)

    assert label(SAID + "s\n", "--coach", "ada") == 0

    printed = "".join(capsys.readouterr())
    assert sheets(folder)[0].submitted
    assert BASELINE.name not in printed
    assert "held out" in printed
    assert "--holdout" in printed


def test_her_levels_stand_beside_the_models_once_they_are_submitted(
    label: Label, capsys: pytest.CaptureFixture[str]
) -> None:
    label(SAID + "s\n", "--coach", "ada")
    out, err = capsys.readouterr()
    head, *rows = out.splitlines()
    assert head.split() == ["you", "model-simulated"]
    own = [row.split()[1] for row in rows]
    assert own == ["3", "2", "n/a", "1", "4"]
    assert "model-simulated" not in err


def test_nothing_of_a_machine_is_opened_before(
    folder: Path, label: Label, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("a scorecard was opened")

    monkeypatch.setattr(scorecards, "parse_scorecard", opened)
    (folder / "report.html").write_text("level 4")
    assert label(SAID, "--coach", "ada") == 1
    assert "simulated" not in "".join(capsys.readouterr())


def test_left_for_later_it_goes_on_where_it_stopped(
    folder: Path, label: Label, capsys: pytest.CaptureFixture[str]
) -> None:
    assert label("3\n2\ngood\nq\n", "--coach", "ada") == 1
    (sheet,) = sheets(folder)
    assert (sheet.submitted, levels(sheet)) == (False, [3])
    assert f"label {folder} --coach ada --stage {STAGE}" in capsys.readouterr().err
    assert label("2\n\n\n", "--coach", "ada") == 1  # the input ends
    assert "going on with the sheet you began: 1 of 5 labels" in capsys.readouterr().err
    assert label("n\n\n1\n\n\n4\n\n\ns\n", "--coach", "ada") == 0
    (sheet,) = sheets(folder)
    assert (sheet.submitted, levels(sheet)) == (True, LEVELS)
    assert sheet.labels[0].note == "good"


def test_what_was_submitted_is_done_again_only_when_asked(
    folder: Path, label: Label, capsys: pytest.CaptureFixture[str]
) -> None:
    assert label("", "--coach", "ada", "--again") == 2
    assert "nothing to do again" in capsys.readouterr().err
    label(SAID + "s\n", "--coach", "ada")
    assert label(SAID, "--coach", "ada") == 2
    assert f"--stage {STAGE} --again" in capsys.readouterr().err
    assert label("4\n\n\nq\n", "--coach", "ada", "--again") == 1
    assert "--again" in capsys.readouterr().err
    first, second = sheets(folder)
    assert (first.round, first.submitted, levels(first)) == (1, True, LEVELS)
    assert (second.round, second.submitted, levels(second)) == (2, False, [4])


def test_several_coaches_do_not_see_each_other(
    folder: Path, label: Label, capsys: pytest.CaptureFixture[str]
) -> None:
    label(SAID.replace("mixed up", "a remark of Ada") + "s\n", "--coach", "ada")
    capsys.readouterr()
    assert label(SAID + "s\n", "--coach", "Ben K") == 0
    assert "a remark of Ada" not in "".join(capsys.readouterr())
    assert sheets(folder)
    assert sheets(folder, "Ben K")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--coach", "ada/ben"], "'ada/ben' cannot be a coach's name"),
        (["--coach", ".ada"], "'.ada' cannot be a coach's name"),
        (["--coach", "ada", "--stage", "nowhere"], "'nowhere'"),
        ([], "--coach NAME"),
    ],
)
def test_bad_input_is_named_and_nothing_is_written(
    folder: Path,
    label: Label,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    problem: str,
) -> None:
    assert label(SAID, *words) == 2
    assert problem in capsys.readouterr().err
    assert not (folder / "labels").exists()


def test_labels_by_an_older_rubric_stay_and_are_told(
    folder: Path, label: Label, capsys: pytest.CaptureFixture[str]
) -> None:
    label(SAID + "s\n", "--coach", "ada")
    path = folder / "labels" / "ada.json"
    file = json.loads(path.read_text())
    file["sheets"][0]["rubric"] |= {"version": "0.9.0", "sha256": "0" * 64}
    path.write_text(json.dumps(file))
    capsys.readouterr()
    assert label(SAID + "s\n", "--coach", "ada") == 0
    assert f"your labels by {STAGE}@0.9.0 (00000000) stay as they are" in capsys.readouterr().err
    today = load_rubric(find_content(), "data-scientist-ml", STAGE).version
    assert [sheet.rubric.version for sheet in sheets(folder)] == ["0.9.0", today]


def test_a_typed_session_is_shown_as_text_and_says_so(
    label: Label, capsys: pytest.CaptureFixture[str]
) -> None:
    label("p 2\nq\n", "--coach", "ada")
    err = capsys.readouterr().err
    assert "shown as text: the answers were typed" in err
    assert err.count("  2  0:30 candidate:") == 2  # with the stage, and when it was asked for
    assert err.index("  4  Predicts") < err.index("  +  Answers a second why") < err.index("  !  ")


def test_code_that_was_on_the_screen_is_shown_with_its_question(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    task = open_task({"sessions": str(folder.parent)}, folder.name, "ada", None, again=False)
    plan = task.stored.plan
    (stage,) = plan.stages
    first, *others = stage.questions
    shown = replace(first, shown="x = 1\ny = x", shown_language="python")
    plan = replace(plan, stages=(replace(stage, questions=(shown, *others)),))
    LabelDesk(task.turns, plan, None).hear(None)
    told = capsys.readouterr().err
    assert told.count("2  y = x") == 1
    assert told.index("2  y = x") < told.index("candidate:")


def test_at_a_keyboard_levels_are_single_keys(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    keyboard, terminal = os.openpty()
    # An arrow and a letter with an accent mean nothing; a level needs no Enter, a line does.
    keys = ["\x1b[A", "é", "3", "2\n", "good\n", "2", "\n", "\n", "n", "\n", "1", "\n", "\n"]
    keys += ["4", "\n", "\n", "s"]
    with open(terminal, closefd=False) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        typed = iter(keys)
        ask = LabelDesk.ask

        def press_then_ask(desk: LabelDesk, state: Any) -> str | None:
            os.write(keyboard, next(typed).encode())
            return ask(desk, state)

        monkeypatch.setattr(LabelDesk, "ask", press_then_ask)
        words = ["label", folder.name, "--sessions", str(folder.parent), "--coach", "ada"]
        assert main(words) == 0
    os.close(keyboard)
    os.close(terminal)
    (sheet,) = sheets(folder)
    assert levels(sheet) == LEVELS
    assert sheet.labels[0].note == "good"
    assert "'?' is no level" in capsys.readouterr().err


class Patient:
    """A desk that hears what is to be heard and leaves."""

    def __init__(self, sound: StageSound, task: Task) -> None:
        self._desk = LabelDesk(task.turns, task.stored.plan, sound)
        self._said = iter(["p 8", "3", "8", "", "q"])

    def ask(self, state: Any) -> str | None:
        return next(self._said)

    def hear(self, turn: int | None) -> None:
        self._desk.hear(turn)


def test_a_spoken_stage_is_heard_and_the_sheet_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    shutil.copytree(GOLDEN, tmp_path / "golden")
    task = open_task({"sessions": str(tmp_path)}, "golden", "ada", STAGE, again=False)
    sound = stage_sound(task.stored, task.turns, Settings(), output="none")
    assert isinstance(sound, StageSound)
    assert fill_in(task, "audio", Patient(sound, task), VirtualClock()) is None
    (sheet,) = coach_sheets(tmp_path / "golden", task.stored.manifest.id, "ada")
    assert sheet.modality == "audio"
    heard = capsys.readouterr().err
    assert f"{task.turns[0].number:>3}  " in heard
    answer = next(turn for turn in task.turns if turn.number == 8)
    assert heard.count(answer.text[:60]) == 2  # in the stage, and by itself
    before = next(turn for turn in task.stored.transcript if turn.stage != STAGE)
    assert before.text[:40] not in heard


def test_a_sheet_that_was_begun_by_the_text_is_not_said_to_be_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("3\n\n\n"))
    shutil.copytree(GOLDEN, tmp_path / "golden")
    flags = {"sessions": str(tmp_path)}
    words = ["--coach", "ada", "--stage", STAGE, "--text"]
    assert main(["label", "golden", "--sessions", str(tmp_path), *words]) == 1
    task = open_task(flags, "golden", "ada", STAGE, again=False)
    sound = stage_sound(task.stored, task.turns, Settings(), output="none")
    assert isinstance(sound, StageSound)
    assert fill_in(task, "audio", Patient(sound, task), VirtualClock()) is None
    (sheet,) = coach_sheets(tmp_path / "golden", task.stored.manifest.id, "ada")
    assert (sheet.modality, levels(sheet)) == ("text", [3, 3])


def test_without_a_sound_card_a_spoken_stage_is_text(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN, tmp_path / "golden")
    task = open_task({"sessions": str(tmp_path)}, "golden", "ada", STAGE, again=False)
    reason = stage_sound(task.stored, task.turns, Settings(speaker="no such speaker"))
    assert isinstance(reason, str)
    assert "speaker" in reason or "loudspeaker" in reason


def test_the_stages_of_a_session_come_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(GOLDEN, tmp_path / "golden")
    labelled = []
    for _ in range(3):
        monkeypatch.setattr(sys, "stdin", io.StringIO("3\n\n\n" * 6 + "s\n"))
        flags = {"sessions": str(tmp_path)}
        labelled.append(open_task(flags, "golden", "ada", None, again=False).stage.id)
        main(["label", "golden", "--sessions", str(tmp_path), "--coach", "ada", "--text"])
        told = capsys.readouterr().err
        assert told.count("not labelled yet") == 3 - len(labelled)
    stored = open_task(flags, "golden", "ben", None, again=False).stored
    assert labelled == [stage.id for stage in stored.plan.stages]
