"""What the coach's bench keeps beside the sessions: appended to, never rewritten, never trusted."""

from pathlib import Path

import pytest

from voiceinterview.domain.calibration import Calibration, CalibrationEntry, Shift
from voiceinterview.domain.holdout import HoldoutChoice, HoldoutOpening
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.errors import CorruptSession, StorageFull
from voiceinterview.storage.calibration_file import (
    CALIBRATIONS,
    add_calibration,
    in_force,
    read_calibrations,
)
from voiceinterview.storage.holdout_file import HOLDOUT, add_opening, read_holdout, write_choice
from voiceinterview.storage.kept_rubrics import keep_rubric, kept_rubrics

CHOICE = HoldoutChoice("2026-03-01", "ada", 5, 0.25, ("s-1", "s-2"))
OPENING = HoldoutOpening("2026-04-01", "ada", "compare a b")
REF = RubricRef("viva", "1.0.0", "a" * 64)
CALIBRATION = Calibration(REF, "model-x", ("ada",), 24, (Shift("depth", -0.6),), "2026-03-01")


def entry(*, enabled: bool) -> CalibrationEntry:
    return CalibrationEntry(CALIBRATION, enabled, "ada", "2026-03-02")


# --- the hold-out ---------------------------------------------------------------------------------


def test_a_choice_is_kept_with_every_look_at_it(tmp_path: Path) -> None:
    assert read_holdout(tmp_path) is None
    write_choice(tmp_path, CHOICE)
    add_opening(tmp_path, OPENING)
    add_opening(tmp_path, OPENING)

    kept = read_holdout(tmp_path)

    assert kept is not None
    assert (kept.choice, kept.openings) == (CHOICE, (OPENING, OPENING))


def test_a_second_choice_is_refused(tmp_path: Path) -> None:
    write_choice(tmp_path, CHOICE)

    with pytest.raises(CorruptSession, match="chosen before"):
        write_choice(tmp_path, CHOICE)


def test_a_line_that_was_cut_off_hides_none_before_it(tmp_path: Path) -> None:
    write_choice(tmp_path, CHOICE)
    add_opening(tmp_path, OPENING)
    path = tmp_path / HOLDOUT
    path.write_bytes(path.read_bytes() + b'{"at": "2026-05-01", "by": "a')

    kept = read_holdout(tmp_path)
    add_opening(tmp_path, OPENING)
    mended = read_holdout(tmp_path)

    assert kept is not None and kept.openings == (OPENING,)
    assert mended is not None and mended.openings == (OPENING, OPENING)


@pytest.mark.parametrize(
    "content", [b"not json\n", b'{"seed": "five"}\n', b"\n", b'{"at": "x", "extra": 1}\n']
)
def test_a_damaged_hold_out_is_told_with_its_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / HOLDOUT).write_bytes(content)

    with pytest.raises(CorruptSession, match=r"holdout\.jsonl:1"):
        read_holdout(tmp_path)


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.jsonl"
    elsewhere.write_text("", encoding="utf-8")
    (tmp_path / HOLDOUT).symlink_to(elsewhere)

    with pytest.raises(CorruptSession, match="symbolic link"):
        read_holdout(tmp_path)


# --- calibrations ---------------------------------------------------------------------------------


def test_the_last_word_on_a_calibration_counts(tmp_path: Path) -> None:
    assert in_force(tmp_path, REF, "model-x") is None
    add_calibration(tmp_path, entry(enabled=True))
    assert in_force(tmp_path, REF, "model-x") == CALIBRATION
    add_calibration(tmp_path, entry(enabled=False))
    assert in_force(tmp_path, REF, "model-x") is None
    assert len(read_calibrations(tmp_path)) == 2


def test_a_calibration_is_of_one_model_by_one_version(tmp_path: Path) -> None:
    add_calibration(tmp_path, entry(enabled=True))

    assert in_force(tmp_path, REF, "model-y") is None
    assert in_force(tmp_path, RubricRef("viva", "1.0.1", "b" * 64), "model-x") is None


def test_damaged_calibrations_move_no_level_silently(tmp_path: Path) -> None:
    (tmp_path / CALIBRATIONS).write_text('{"enabled": true}\n', encoding="utf-8")

    with pytest.raises(CorruptSession, match=r"calibrations\.jsonl:1"):
        in_force(tmp_path, REF, "model-x")


# --- versions of rubrics --------------------------------------------------------------------------


def test_every_version_is_kept_once(tmp_path: Path) -> None:
    first = keep_rubric(tmp_path, "viva", "1.0.0", "a" * 64, b"one")
    keep_rubric(tmp_path, "viva", "1.0.0", "a" * 64, b"another")
    keep_rubric(tmp_path, "viva", "1.10.0", "c" * 64, b"three")
    keep_rubric(tmp_path, "viva", "1.9.0", "b" * 64, b"two")

    kept = kept_rubrics(tmp_path)

    assert [(one.version, one.sha) for one in kept] == [
        ("1.0.0", "a" * 8), ("1.9.0", "b" * 8), ("1.10.0", "c" * 8),
    ]  # fmt: skip
    assert first.read_bytes() == b"one"


def test_what_is_no_version_is_passed_over(tmp_path: Path) -> None:
    keep_rubric(tmp_path, "viva", "1.0.0", "a" * 64, b"one")
    (tmp_path / "rubrics" / "notes").mkdir()
    (tmp_path / "rubrics" / "viva@9.9.9-abcdef01").symlink_to(tmp_path)

    assert [one.version for one in kept_rubrics(tmp_path)] == ["1.0.0"]
    assert kept_rubrics(tmp_path / "nowhere") == ()


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    path = keep_rubric(tmp_path / "root", "../../evil", "1.0.0", "a" * 64, b"x")

    assert (tmp_path / "root") in path.resolve().parents


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "rubrics").write_text("in the way", encoding="utf-8")

    with pytest.raises(StorageFull):
        keep_rubric(tmp_path, "viva", "1.0.0", "a" * 64, b"x")
