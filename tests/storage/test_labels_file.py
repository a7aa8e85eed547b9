"""A coach's labels are kept beside the session, and nothing of them is ever lost."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample_session import snapshot, whole_session

from voiceinterview.domain.labels import Label, LabelSheet
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.errors import BadInput
from voiceinterview.storage.labels_file import (
    LONGEST_NAME,
    coach_name,
    coach_sheets,
    keep_sheet,
    read_labels,
)

RUBRIC = RubricRef("ml", "1.0.0", "ab" * 32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return whole_session(tmp_path)


def sheet(folder: Path, coach: str = "Ada", **changes: Any) -> LabelSheet:
    blank = LabelSheet(
        session=folder.name,
        stage="ml-statistics",
        coach=coach,
        rubric=RUBRIC,
        modality="text",
        at="2026-02-01T10:00:00+00:00",
        labels=(Label("depth", 3, (2, 4), "said «why»\nand how", 12.5), Label("clarity", None)),
        submitted=True,
    )
    return replace(blank, **changes)


def refusal(folder: Path) -> str:
    """Reading tells it, and writing changes nothing."""
    before = snapshot(folder)
    (problem,) = read_labels(folder, folder.name).problems
    with pytest.raises(BadInput) as caught:
        keep_sheet(folder, sheet(folder, stage="another"))
    assert caught.value.problem == problem
    assert snapshot(folder) == before
    return problem


def change(folder: Path, **changes: Any) -> None:
    path = folder / "labels" / "Ada.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def change_sheet(folder: Path, **changes: Any) -> None:
    path = folder / "labels" / "Ada.json"
    file = json.loads(path.read_text())
    change(folder, sheets=[file["sheets"][0] | changes])


def test_a_sheet_reads_back_as_it_was(folder: Path) -> None:
    path = keep_sheet(folder, sheet(folder))
    assert path == folder / "labels" / "Ada.json"
    assert coach_sheets(folder, folder.name, "Ada") == (sheet(folder),)
    assert coach_sheets(folder, folder.name, "Ben") == ()


def test_stages_rounds_and_rubric_versions_stand_beside_each_other(folder: Path) -> None:
    newer = replace(RUBRIC, version="1.1.0", sha256="cd" * 32)
    sheets = (
        sheet(folder),
        sheet(folder, round=2),
        sheet(folder, rubric=newer),
        sheet(folder, stage="another"),
    )
    for one in sheets:
        keep_sheet(folder, one)
    keep_sheet(folder, sheet(folder, coach="Zoë K. 2"))
    read = read_labels(folder, folder.name)
    assert read.sheets == (*sheets, sheet(folder, coach="Zoë K. 2"))
    assert not read.problems


def test_an_unfinished_sheet_gives_way_to_a_later_one_and_a_submitted_never(folder: Path) -> None:
    unfinished = sheet(folder, submitted=False, labels=(Label("depth", 1),))
    keep_sheet(folder, unfinished)
    keep_sheet(folder, sheet(folder))
    assert coach_sheets(folder, folder.name, "Ada") == (sheet(folder),)
    with pytest.raises(BadInput, match="has submitted round 1 of ml-statistics already"):
        keep_sheet(folder, unfinished)
    assert coach_sheets(folder, folder.name, "Ada") == (sheet(folder),)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", ".ada", "ada/ben", "ada\\ben", "../ada", "a\nb", "ada ", " ada", "ada.",
     "a:b", "CON", "nul.x", "x" * (LONGEST_NAME + 1)],
)  # fmt: skip
def test_a_name_that_could_lead_elsewhere_is_refused_and_named(folder: Path, name: str) -> None:
    before = snapshot(folder)
    with pytest.raises(BadInput) as caught:
        keep_sheet(folder, sheet(folder, coach=name))
    assert repr(name) in caught.value.problem
    assert snapshot(folder) == before


def test_plain_names_are_taken_and_one_spelling_is_kept() -> None:
    for name in ("Ada", "ada.b-c_d 2", "Zoë", "李", "x" * LONGEST_NAME):
        assert coach_name(name) == name
    assert coach_name("Zoe\N{COMBINING DIAERESIS}") == "Zoë"


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"format": 2}, "expected format 1, found 2"),
        ({"mood": "good"}, "mood: "),
        ({"coach": "Ben"}, "holds the labels of 'Ben'"),
        ({"sheets": [{}]}, "sheets.0"),
    ],
)
def test_a_damaged_file_is_named_and_left_alone(
    folder: Path, changes: dict[str, Any], fault: str
) -> None:
    keep_sheet(folder, sheet(folder))
    change(folder, **changes)
    assert fault in refusal(folder)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"session": "another"}, "of the session 'another'"),
        ({"round": 0}, "round 0"),
        ({"labels": [{"criterion": "depth", "level": 1}] * 2}, "two labels for depth"),
        ({"labels": [{"criterion": "depth", "level": True}]}, "level"),
        ({"labels": [{"criterion": "depth", "level": 2.5}]}, "level"),
        ({"labels": [{"criterion": "depth", "level": 2, "turns": [0]}]}, "counted from 1"),
        ({"labels": [{"criterion": "depth", "level": 2, "seconds": -1.0}]}, "is no time"),
    ],
)
def test_a_sheet_that_cannot_be_is_named(folder: Path, changes: dict[str, Any], fault: str) -> None:
    keep_sheet(folder, sheet(folder))
    change_sheet(folder, **changes)
    assert fault in refusal(folder)


def test_two_sheets_of_one_pass_are_named(folder: Path) -> None:
    path = keep_sheet(folder, sheet(folder))
    (one,) = json.loads(path.read_text())["sheets"]
    change(folder, sheets=[one, one])
    assert "two of round 1 of ml-statistics" in refusal(folder)


def test_a_damaged_file_does_not_hide_what_another_coach_said(folder: Path) -> None:
    keep_sheet(folder, sheet(folder, coach="Ben"))
    keep_sheet(folder, sheet(folder)).write_bytes(b"\xff{")
    read = read_labels(folder, folder.name)
    assert read.sheets == (sheet(folder, coach="Ben"),)
    assert "Ada.json" in read.problems[0]


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    path = keep_sheet(folder, sheet(folder))
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    assert "is not followed" in refusal(folder)
