"""A calibration knows its place: off by default, tried on sessions left out, recorded, undone."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging_model import Judge
from labelled_folder import ROLE, rate_set, write_session
from labelled_set import (
    ADA,
    CRITERIA,
    MACHINE,
    SCALE,
    STAGE,
    Simulated,
    draw,
    rubric_of,
)

from voiceinterview.app.rating import ModelRater, rate_session
from voiceinterview.app.scorecards import kept_scorecards
from voiceinterview.cli.main import main
from voiceinterview.coaching.calibrating import Trial, trial_of
from voiceinterview.coaching.judgments import CoachedSession, collect
from voiceinterview.coaching.pairing import Seat, paired
from voiceinterview.content.folders import find_content
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.calibration import Calibration, CalibrationEntry, Shift
from voiceinterview.domain.ratings import AppliedCap, Evidence, Rater, Rating, Scorecard
from voiceinterview.scoring.aggregate import stage_score
from voiceinterview.scoring.calibrating import calibrated, shifted, uncalibrated
from voiceinterview.scoring.judge_request import RatingTerms
from voiceinterview.scoring.scorecard_file import parse_scorecard, scorecard_json
from voiceinterview.storage.calibration_file import add_calibration, read_calibrations
from voiceinterview.storage.stored_session import read_session
from voiceinterview.testing import VirtualClock

RUBRIC = rubric_of()
DEPTH, CLARITY = CRITERIA[:2]
STRICT = Simulated(MACHINE, "model", dict.fromkeys(CRITERIA, -1.0), noise=0.2)
FAIR = Simulated(MACHINE, "model", noise=0.2)
QUOTE = Evidence(2, "because", 0, 7, 0, 0, "exact")


def tried(machine: Simulated, n: int = 24) -> Trial:
    judgments = draw(3, n, machine=machine, coaches=(ADA,))
    pairs = paired(judgments, Seat("coach", "ada"), Seat("model", MACHINE)).pairs
    return trial_of(pairs, RUBRIC, MACHINE, ["ada"])


def card(levels: Sequence[int], quotes: int = 1, cap: int | None = None) -> Scorecard:
    caps = () if cap is None else (AppliedCap("flag", "Said so.", cap, QUOTE),)
    ratings = tuple(
        Rating(
            criterion.id, criterion.weight, criterion.question, "scored", level,
            criterion.anchor(level), evidence=(QUOTE,) * quotes, caps=caps,
        )
        for criterion, level in zip(RUBRIC.criteria, levels, strict=False)
    )  # fmt: skip
    return Scorecard(
        session="s-1", stage=STAGE, stage_title="Deep dive", rubric=RUBRIC.ref, top_level=4,
        transcript_sha256="", rater=Rater("model", MACHINE), at="2026-03-01T10:00:00+00:00",
        ratings=ratings, score=stage_score(ratings), warnings=("The line was poor.",),
    )  # fmt: skip


def by(**levels: float) -> Calibration:
    shifts = tuple(Shift(name.replace("_", "-"), value) for name, value in levels.items())
    return Calibration(RUBRIC.ref, MACHINE, ("ada",), 24, shifts, "2026-04-01T10:00:00+00:00")


# --- the trial ----------------------------------------------------------------------------------


def test_a_machine_that_is_a_level_too_strict_is_mended() -> None:
    found = tried(STRICT)

    assert found.doubt == ""
    assert found.shifts[0].levels == pytest.approx(0.8, abs=0.25)  # the scale ends below 1
    assert found.pooled.mae.change.value is not None
    assert found.pooled.mae.change.value < -0.3


def test_a_fair_machine_is_left_alone() -> None:
    assert tried(FAIR).doubt == "no criterion is off by half a level, so no level would move"


def test_six_sessions_switch_nothing_on() -> None:
    assert tried(STRICT, 6).doubt == "6 sessions cannot tell; 10 might"


def test_a_session_has_no_say_in_the_shift_it_is_tried_with() -> None:
    """One session alone is far off: its own shift would mend it, that of the others does not."""
    judgments = [
        replace(one, level=1) if (one.kind, one.session) == ("model", "s-000") else one
        for one in draw(3, 12, machine=FAIR, coaches=(ADA,))
    ]
    judgments = [
        replace(one, level=4) if (one.kind, one.session) == ("coach", "s-000") else one
        for one in judgments
    ]
    pairs = paired(judgments, Seat("coach", "ada"), Seat("model", MACHINE)).pairs

    found = trial_of(pairs, RUBRIC, MACHINE, ["ada"])

    assert found.pooled.fixed == 0


# --- laid over a card, and taken off ------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "shift", "expected"),
    [(2, 0.4, 2), (2, 0.5, 2), (2, 0.6, 3), (2, -0.5, 2), (2, -0.6, 1), (4, 1.0, 4), (1, -2.0, 1),
     (2, 1.6, 4), (2, 0.0, 2)],
)  # fmt: skip
def test_a_level_moves_by_more_than_a_half_only_and_stays_on_the_scale(
    level: int, shift: float, expected: int
) -> None:
    assert shifted(level, shift, SCALE) == expected


def test_what_the_model_gave_is_kept_and_the_move_is_told() -> None:
    moved = calibrated(card([2, 3]), RUBRIC, by(technical_depth=0.8, explanation_clarity=0.1))

    depth, clarity = moved.ratings
    assert (depth.level, depth.raw_level, depth.given) == (3, 2, 2)
    assert depth.anchor == RUBRIC.criteria[0].anchor(3)
    assert (clarity.level, clarity.raw_level) == (3, 3)
    assert moved.score == stage_score(moved.ratings)
    assert moved.calibration == by(technical_depth=0.8, explanation_clarity=0.1)
    assert moved.warnings == (
        "The line was poor.",
        "Levels were moved, for ada gave others in 24 sessions: technical-depth from 2 to 3.",
    )


def test_no_shift_lifts_a_level_over_a_cap() -> None:
    moved = calibrated(card([2], cap=2), RUBRIC, by(technical_depth=1.0))

    assert moved.ratings[0].level == 2


def test_no_shift_lifts_a_level_to_where_quotes_are_asked_for_and_there_are_none() -> None:
    moved = calibrated(card([1], quotes=0), RUBRIC, by(technical_depth=1.0))

    assert moved.ratings[0].level == 1


def test_criteria_without_a_level_stay_without() -> None:
    unscored = Rating(DEPTH, 1, "How?", "unscored", reason="The call failed.")
    one = replace(card([2, 2]), ratings=(unscored,))

    assert calibrated(one, RUBRIC, by(technical_depth=1.0)).ratings == (unscored,)


@given(
    st.lists(st.integers(1, 4), min_size=5, max_size=5),
    st.lists(st.floats(-3, 3), min_size=5, max_size=5),
)
def test_taken_off_it_leaves_no_trace(levels: list[int], shifts: list[float]) -> None:
    names = [name.replace("-", "_") for name in CRITERIA]
    calibration = by(**dict(zip(names, shifts, strict=True)))
    plain = card(levels)

    moved = calibrated(plain, RUBRIC, calibration)

    assert uncalibrated(moved, RUBRIC) == plain
    assert calibrated(moved, RUBRIC, calibration) == moved  # twice is once
    assert calibrated(moved, RUBRIC, None) == plain


def test_a_scorecard_file_holds_it_all() -> None:
    moved = calibrated(card([2, 3]), RUBRIC, by(technical_depth=0.8))

    assert parse_scorecard(scorecard_json(moved), "card.json") == moved


# --- where sessions are scored ------------------------------------------------------------------


async def test_scoring_lays_it_over_what_the_model_gave_and_asks_nobody_again(
    tmp_path: Path,
) -> None:
    content, clock, judge = find_content(), VirtualClock(), Judge()
    stored = read_session(write_session(tmp_path, content, 0, 3.5))
    rater = ModelRater(judge, RatingTerms(samples=1))
    rubric = load_rubric(content, ROLE, STAGE)

    async def scored() -> Scorecard:
        return (await rate_session(stored, content, clock, rater))[-1]

    first = await scored()
    calls = len(judge.asked)
    calibration = replace(by(technical_depth=-1.2), rubric=rubric.ref, rater=first.rater.name)
    add_calibration(tmp_path, CalibrationEntry(calibration, True, "ada", "2026-05-01"))
    moved = await scored()
    again = await scored()
    add_calibration(tmp_path, CalibrationEntry(calibration, False, "ada", "2026-05-02"))
    last = await scored()

    assert [one.ratings[0].level for one in (first, moved, again, last)] == [3, 2, 2, 3]
    assert moved.ratings[0].given == 3
    assert moved.calibration == calibration
    assert (last.ratings, last.calibration) == (first.ratings, None)
    assert len(judge.asked) == calls
    assert len(kept_scorecards(stored)) == 4 + 3  # the checklist's each time, the model's anew


def test_agreement_is_told_of_what_the_model_gave(tmp_path: Path) -> None:
    moved = calibrated(card([2, 3]), RUBRIC, by(technical_depth=1.0))
    session = CoachedSession("s-1", {STAGE: 100}, cards=(moved,))

    levels = [one.level for one in collect([session], RUBRIC).judgments]

    assert levels == [2, 3]


# --- the command --------------------------------------------------------------------------------


def test_a_coach_switches_it_on_and_off(
    own_twelve: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = sorted(own_twelve.glob("s-*"))
    for folder in folders:
        for path in folder.glob("scorecards/*model*"):
            path.unlink()
    rate_set(folders, load_rubric(find_content(), ROLE, STAGE), n=12, machine=STRICT)
    command = ["rubric", "calibrate", STAGE, "--coach", "ada", "--sessions", str(own_twelve)]

    assert main(command) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "off"
    assert main([*command, "--enable"]) == 0
    assert "switched on" in capsys.readouterr().out
    assert main(command) == 0
    assert "on since" in capsys.readouterr().out
    assert main([*command, "--disable"]) == 0
    assert main([*command, "--disable"]) == 0
    assert "it was not on" in capsys.readouterr().out
    assert [entry.enabled for entry in read_calibrations(own_twelve)] == [True, False]


def test_a_doubtful_one_is_not_switched_on(
    own_twelve: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in sorted(own_twelve.glob("s-*"))[6:]:
        shutil.rmtree(folder)
    command = ["rubric", "calibrate", STAGE, "--coach", "ada", "--sessions", str(own_twelve)]

    assert main(command) == 1
    assert "doubtful: 6 sessions cannot tell" in capsys.readouterr().out
    assert main([*command, "--enable"]) == 2
    assert "not switched on" in capsys.readouterr().err
    assert read_calibrations(own_twelve) == ()
