"""Whose levels make the whole, where several models rated or tried to."""

from pathlib import Path

import pytest

from voiceinterview.app.rating import overall_of
from voiceinterview.content.folders import Content, find_content
from voiceinterview.domain.ratings import Calls, Rater, Rating, Scorecard, StageScore
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.storage.stored_session import StoredSession, read_session

GOLDEN = Path(__file__).resolve().parents[2] / "recordings" / "golden" / "session"
VIVA, STORY = "ml-stats-deep-dive", "behavioral-product"
NOTHING = Calls(made=0, answered=0)


@pytest.fixture(scope="module")
def stored() -> StoredSession:
    return read_session(GOLDEN)


@pytest.fixture(scope="module")
def content() -> Content:
    return find_content()


def card(stage: str, model: str, at: str, level: int | None, calls: Calls | None) -> Scorecard:
    rating = (
        Rating("depth", 1, "How?", "scored", level=level)
        if level
        else Rating("depth", 1, "How?", "unscored", reason="The call failed.")
    )
    return Scorecard(
        session="s", stage=stage, stage_title=stage, rubric=RubricRef("r", "1.0.0", "ab" * 32),
        top_level=4, transcript_sha256="", rater=Rater("model", f"model-{model}", model), at=at,
        ratings=(rating,), score=StageScore(level, 1.0 if level else 0.0), calls=calls,
    )  # fmt: skip


def test_the_model_that_rated_last_counts(stored: StoredSession, content: Content) -> None:
    cards = (card(VIVA, "old", "1", 1, Calls(3, 3)), card(VIVA, "new", "2", 3, Calls(3, 3)))
    whole = overall_of(stored, content, cards)
    assert whole is not None
    assert (whole.rater, whole.level) == ("model-new", 3)


def test_a_model_that_never_answered_hides_no_levels(
    stored: StoredSession, content: Content
) -> None:
    cards = (card(VIVA, "good", "1", 3, Calls(3, 3)), card(VIVA, "nope", "2", None, Calls(3, 0)))
    whole = overall_of(stored, content, cards)
    assert whole is not None
    assert (whole.rater, whole.level) == ("model-good", 3)


def test_a_stage_with_nothing_to_judge_hides_no_levels(
    stored: StoredSession, content: Content
) -> None:
    """There the card has the name that was asked for, not the one that a provider answers with."""
    cards = (card(VIVA, "good-2026", "1", 3, Calls(3, 3)), card(STORY, "good", "2", None, NOTHING))
    whole = overall_of(stored, content, cards)
    assert whole is not None
    assert (whole.rater, whole.level) == ("model-good-2026", 3)


def test_calls_that_all_failed_give_no_level(stored: StoredSession, content: Content) -> None:
    whole = overall_of(stored, content, (card(VIVA, "nope", "2", None, Calls(3, 0)),))
    assert whole is not None
    assert (whole.level, whole.band) == (None, "")
    assert overall_of(stored, content, ()) is None
