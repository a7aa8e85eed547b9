"""What the bench reads of the session folders, and what it does not count."""

import json
import shutil
from pathlib import Path

import pytest

from voiceinterview.app.coached_sessions import coached_sessions
from voiceinterview.coaching.judgments import CoachedSession


def read(root: Path) -> dict[str, CoachedSession]:
    return {one.session: one for one in coached_sessions({"sessions": str(root)})}


@pytest.mark.parametrize("copied", ["a-copy", "t-copy"])
def test_a_copy_of_a_session_is_named_and_counts_for_nothing(own_twelve: Path, copied: str) -> None:
    before = read(own_twelve)
    copy = own_twelve / copied
    shutil.copytree(own_twelve / "s-000", copy)
    labels = copy / "labels" / "ada.json"
    labels.write_text(labels.read_text().replace('"level": 3', '"level": 1'))
    found = read(own_twelve)
    twin = found.pop(copied)
    assert (twin.sheets, twin.cards, dict(twin.words)) == ((), (), {})
    (problem,) = twin.problems
    assert problem == (
        f"left out: {copy} holds the session s-000 again, as {own_twelve / 's-000'} does"
    )
    assert found == before


def test_a_rating_that_rests_on_words_nobody_said_is_in_no_figure(own_twelve: Path) -> None:
    (path,) = (own_twelve / "s-000" / "scorecards").glob("*model*.json")
    card = json.loads(path.read_text())
    (rating, *_) = (one for one in card["ratings"] if one["evidence"])
    rating["evidence"][0]["quote"] = "I invented the p value"
    path.write_text(json.dumps(card))
    session = read(own_twelve)["s-000"]
    path.unlink()  # no run of tests may leave such a one behind
    assert [one.rater.kind for one in session.cards] == ["checklist"]
    (problem,) = session.problems
    assert "“I invented the p value” does not stand in turn" in problem
