"""Labels and scorecards are joined by one version of one rubric, and what is left out is told."""

from dataclasses import replace
from typing import Any

import pytest
from labelled_set import AFTER, BEFORE, CRITERIA, STAGE, rubric_of

from voiceinterview.coaching.judgments import CoachedSession, collect, faults_of, same_version
from voiceinterview.domain.labels import Label, LabelSheet
from voiceinterview.domain.ratings import Rater, Rating, Scorecard, StageScore
from voiceinterview.domain.rubrics import RubricRef

RUBRIC = rubric_of()
FIRST, SECOND = CRITERIA[:2]


def sheet(**changes: Any) -> LabelSheet:
    labels = (Label(FIRST, 3), Label(SECOND, None))
    blank = LabelSheet("s", STAGE, "ada", BEFORE, "text", "2026-03-01T10:00:00+00:00", labels)
    return replace(blank, submitted=True, **changes)


def card(**changes: Any) -> Scorecard:
    ratings = (
        Rating(FIRST, 1, "How?", "scored", 2),
        Rating(SECOND, 1, "How?", "unscored", reason="The call failed."),
    )
    rater = Rater("model", "model-x")
    blank = Scorecard(
        "s", STAGE, "Stage", BEFORE, 4, "0" * 64, rater, "2026-03-02", ratings, StageScore(2, 0.5)
    )
    return replace(blank, **changes)


def session(*kept: LabelSheet | Scorecard, **changes: Any) -> CoachedSession:
    return CoachedSession(
        "s",
        {STAGE: 120},
        tuple(one for one in kept if isinstance(one, LabelSheet)),
        tuple(one for one in kept if isinstance(one, Scorecard)),
        **changes,
    )


def test_labels_and_levels_stand_side_by_side() -> None:
    collected = collect([session(sheet(), card())], RUBRIC)
    rows = [(one.rater, one.kind, one.criterion, one.level) for one in collected.judgments]
    assert rows == [
        ("ada", "coach", FIRST, 3),
        ("ada", "coach", SECOND, None),
        ("model-x", "model", FIRST, 2),
        ("model-x", "model", SECOND, None),
    ]
    first = collected.judgments[0]
    assert (first.session, first.stage, first.rubric, first.words) == ("s", STAGE, BEFORE, 120)
    assert first.at == "2026-03-01T10:00:00+00:00"
    assert not collected.problems


def test_only_what_was_submitted_counts() -> None:
    assert not collect([session(replace(sheet(), submitted=False))], RUBRIC).judgments


def test_other_versions_are_left_out_told_and_offered_for_labelling_anew() -> None:
    kept = session(sheet(rubric=AFTER, coach="Ben K"), card(rubric=AFTER), name="'a b'")
    collected = collect([kept], RUBRIC)
    assert not collected.judgments
    of_labels, of_card = collected.problems
    assert "s: Ben K on" in of_labels
    assert f"given by {STAGE}@1.1.0 (bbbbbbbb), not by {STAGE}@1.0.0 (aaaaaaaa)" in of_labels
    assert f"voiceinterview label 'a b' --coach 'Ben K' --stage {STAGE}" in of_labels
    assert "voiceinterview score 'a b'" in of_card


def test_what_was_labelled_anew_is_not_offered_again() -> None:
    collected = collect([session(sheet(rubric=AFTER), sheet())], RUBRIC)
    assert [one.level for one in collected.judgments] == [3, None]
    assert not collected.problems


def test_labels_by_another_version_count_where_they_are_asked_for_and_say_so() -> None:
    kept = session(sheet(), card(rubric=AFTER))
    collected = collect([kept], rubric_of(AFTER), labels_by=BEFORE)
    assert {(one.kind, one.rubric) for one in collected.judgments} == {
        ("coach", BEFORE),
        ("model", AFTER),
    }
    assert not collected.problems


def test_a_card_by_an_older_version_is_no_problem_where_there_is_a_newer_one() -> None:
    kept = session(card(rubric=RubricRef(STAGE, "0.9.0", "0" * 64)), card())
    collected = collect([kept], RUBRIC)
    assert [one.rubric for one in collected.judgments] == [BEFORE, BEFORE]
    assert not collected.problems


def test_other_rubrics_do_not_concern_it() -> None:
    other = RubricRef("coding", "1.0.0", "c" * 64)
    collected = collect([session(sheet(rubric=other), card(rubric=other))], RUBRIC)
    assert collected == collect([], RUBRIC)


@pytest.mark.parametrize(
    ("version", "sha", "same"),
    [
        ("1.0.0", "a", True),
        ("1.0.1", "b", True),  # a patch moves no level
        ("1.0.0", "b", False),  # changed under its old number
        ("1.1.0", "b", False),
        ("2.0.0", "b", False),
    ],
)
def test_a_version_is_the_same_where_levels_mean_the_same(
    version: str, sha: str, same: bool
) -> None:
    other = RubricRef(STAGE, version, sha * 64)
    assert same_version(BEFORE, other) == same_version(other, BEFORE) == same
    assert not same_version(BEFORE, RubricRef("other", version, BEFORE.sha256))


def test_labels_off_the_rubric_are_named_and_the_others_count() -> None:
    bad = sheet(labels=(Label(FIRST, 9), Label("charm", 2), Label(SECOND, 1)))
    assert len(faults_of(bad, RUBRIC)) == 2
    collected = collect([session(bad)], RUBRIC)
    assert [one.criterion for one in collected.judgments] == [SECOND]
    off_scale, unknown = collected.problems
    assert "level 9 is not on the scale 1 to 4" in off_scale
    assert "'charm' is no criterion" in unknown


def test_a_stage_that_a_session_does_not_have_is_named() -> None:
    (problem,) = collect([session(sheet(stage="gone"))], RUBRIC).problems
    assert "the session has no stage 'gone'" in problem


def test_of_two_sheets_of_one_pass_the_later_counts_and_both_are_told() -> None:
    later = sheet(labels=(Label(FIRST, 1),), at="2026-03-03T10:00:00+00:00")
    collected = collect([session(later, sheet(), sheet(round=2))], RUBRIC)
    assert [one.level for one in collected.judgments if one.round == 1] == [1]
    assert "there are two of round 1" in collected.problems[0]


def test_a_sheet_by_a_version_with_other_notes_is_no_second_coach() -> None:
    """The same round twice, before and after a patch."""
    patched = replace(BEFORE, version="1.0.1", sha256="d" * 64)
    later = sheet(rubric=patched, labels=(Label(FIRST, 1),), at="2026-03-03T10:00:00+00:00")
    collected = collect([session(sheet(), later)], RUBRIC)
    assert [one.level for one in collected.judgments] == [1]


def test_only_coaches_asked_about_count_and_are_told_of() -> None:
    kept = session(sheet(), sheet(coach="ben", rubric=AFTER))
    assert not collect([kept], RUBRIC, coaches=["ada"]).problems
    collected = collect([kept], RUBRIC, coaches=["ben"])
    assert not collected.judgments
    assert "ben" in collected.problems[0]


def test_what_did_not_read_is_told() -> None:
    assert collect([session(problems=("left out: x",))], RUBRIC).problems == ("left out: x",)
