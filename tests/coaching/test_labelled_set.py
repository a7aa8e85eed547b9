"""What was planted in the labelled set is in it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from labelled_folder import SEED, write_set
from labelled_set import (
    AFTER,
    BAD_CRITERION,
    BEFORE,
    BIAS_OF_BEN,
    BIAS_OF_BEN_ON,
    CRITERIA,
    DRIFT_OF_CORA,
    IMPROVED,
    MACHINE,
    MACHINE_BIAS,
    MACHINE_BIAS_ON,
    RETESTED,
    STAGE,
    draw,
)

from voiceinterview.app.coached_sessions import coached_sessions
from voiceinterview.coaching.judgments import collect
from voiceinterview.content.folders import find_content
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.labels import Judgment

WITHIN = 0.15  # levels


def levels(
    judgments: Sequence[Judgment], rater: str, criterion: str, round_: int = 1
) -> np.ndarray:
    own = [
        one.level
        for one in judgments
        if (one.rater, one.criterion, one.round) == (rater, criterion, round_)
    ]
    return np.array(own)


def gap(judgments: Sequence[Judgment], rater: str, criterion: str) -> np.ndarray:
    return levels(judgments, rater, criterion) - levels(judgments, "ada", criterion)


@pytest.fixture(scope="module")
def set_of_24() -> tuple[Judgment, ...]:
    return draw(SEED, balanced=True)


@pytest.mark.parametrize(
    ("rater", "criterion", "planted"),
    [("ben", BIAS_OF_BEN_ON, BIAS_OF_BEN), (MACHINE, MACHINE_BIAS_ON, MACHINE_BIAS)],
)
def test_a_bias_is_as_large_as_was_planted(
    set_of_24: tuple[Judgment, ...], rater: str, criterion: str, planted: float
) -> None:
    assert abs(gap(set_of_24, rater, criterion).mean() - planted) <= WITHIN
    others = set(CRITERIA) - {criterion, BAD_CRITERION}
    assert all(abs(gap(set_of_24, rater, other).mean()) <= 0.2 for other in others)


def test_cora_drifts_and_nobody_else() -> None:
    judgments = draw(SEED, 500, balanced=True)
    early, late = slice(0, 50), slice(-50, None)

    def moved(rater: str) -> float:
        gaps = [gap(judgments, rater, criterion) for criterion in CRITERIA]
        return float(np.mean([one[late].mean() - one[early].mean() for one in gaps]))

    assert abs(moved("ben")) <= WITHIN
    assert DRIFT_OF_CORA < moved("cora") < 0.6 * DRIFT_OF_CORA  # who is at 1 cannot go lower


def test_levels_of_the_bad_criterion_mean_nothing() -> None:
    judgments = draw(SEED, 500)
    for criterion in CRITERIA:
        together = np.corrcoef(
            levels(judgments, MACHINE, criterion), levels(judgments, "ada", criterion)
        )[0, 1]
        assert (abs(together) < 0.15) if criterion == BAD_CRITERION else (together > 0.7)


def test_two_machines_meet_the_same_sessions_and_labels() -> None:
    before, after = draw(3), draw(3, machine=IMPROVED, rubric=AFTER)
    assert [one for one in before if one.kind == "coach"] == [
        one for one in after if one.kind == "coach"
    ]
    assert {one.rubric for one in after if one.kind == "coach"} == {BEFORE}
    assert {one.rubric for one in after if one.kind == "model"} == {AFTER}
    again = [one for one in before if one.round == 2]
    assert len(again) == RETESTED * len(CRITERIA)


def test_the_folders_hold_the_same_labels_and_levels(tmp_path: Path) -> None:
    content = find_content()
    rubric = load_rubric(content, "data-scientist-ml", STAGE)
    write_set(tmp_path, content, n=3)
    collected = collect(coached_sessions({"sessions": str(tmp_path)}), rubric)
    assert not collected.problems

    def plain(judgments: Sequence[Judgment]) -> set[tuple[object, ...]]:
        return {
            (one.session, one.rater, one.criterion, one.round, one.level)
            for one in judgments
            if one.kind != "checklist"
        }

    assert plain(collected.judgments) == plain(draw(SEED, 3, balanced=True))
    assert {one.level for one in collected.judgments if one.kind == "checklist"} == {None}
