"""The look that is taken at all scorecards of a test run, and at every card that is read."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from standing_quotes import look_through

from voiceinterview.app.scorecards import damaged_in, kept_scorecards
from voiceinterview.content.folders import find_content
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.ratings import Evidence, Rating, Scorecard
from voiceinterview.scoring.checklist import rate_by_checklist
from voiceinterview.scoring.record import StageRecord
from voiceinterview.scoring.scorecard_file import scorecard_json
from voiceinterview.scoring.standing import evidence_of, quotes_amiss
from voiceinterview.storage.stored_session import StoredSession, read_session

GOLDEN = Path(__file__).resolve().parents[2] / "recordings" / "golden" / "session"
ROLE, STAGE = "data-scientist-ml", "recruiter-screen"


@pytest.fixture(scope="module")
def stored() -> StoredSession:
    return read_session(GOLDEN)


@pytest.fixture(scope="module")
def card(stored: StoredSession) -> Scorecard:
    stage = next(stage for stage in stored.plan.stages if stage.id == STAGE)
    record = StageRecord("s", stage.id, stage.title, stage.questions, stored.transcript)
    return rate_by_checklist(record, load_rubric(find_content(), ROLE, STAGE), at="")


def test_what_a_rater_of_ours_quotes_stands(card: Scorecard, stored: StoredSession) -> None:
    assert list(evidence_of(card))
    assert quotes_amiss(card, stored.transcript) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "I led the whole department"},
        {"turn": 1},  # the interviewer's
        {"turn": 999},
        {"start": 0, "end": 0, "quote": ""},
        {"last_sample": 10**9},
        {"first_sample": 0},
    ],
)
def test_a_quote_that_was_forged_is_found_wherever_it_stands(
    card: Scorecard, stored: StoredSession, change: dict[str, object]
) -> None:
    forged = replace(next(evidence_of(card)), **change)  # type: ignore[arg-type]
    rating = Rating("depth", 1, "How?", "scored", level=4, evidence=(forged,))
    assert quotes_amiss(replace(card, ratings=(rating,)), stored.transcript) == (forged,)
    assert quotes_amiss(replace(card, orders=(forged,)), stored.transcript) == (forged,)


def test_a_run_of_tests_fails_for_it_and_a_reader_leaves_it_out(
    card: Scorecard, stored: StoredSession, tmp_path: Path
) -> None:
    folder = tmp_path / "held"
    shutil.copytree(GOLDEN, folder, ignore=shutil.ignore_patterns(".lock*", "scorecards"))
    (folder / "scorecards").mkdir()
    good, bad = folder / "scorecards" / "good.json", folder / "scorecards" / "bad.json"
    good.write_text(scorecard_json(card))
    whole = look_through(tmp_path)
    assert (whole.cards, whole.quotes, whole.amiss) == (1, len(list(evidence_of(card))), ())

    forged = Evidence(2, "I led the whole department", 0, 26, 0, 0, "exact")
    bad.write_text(scorecard_json(replace(card, orders=(forged,))))
    try:
        (line,) = look_through(tmp_path).amiss
        assert "bad.json: “I led the whole department” (turn 2)" in line
        assert [kept.path.name for kept in kept_scorecards(read_session(folder))] == ["good.json"]
        (told,) = damaged_in(folder, read_session(folder))
        assert "bad.json: “I led the whole department” does not stand in turn 2" in told
        assert json.loads(bad.read_text())["orders"]  # left as it was
    finally:
        bad.unlink()
