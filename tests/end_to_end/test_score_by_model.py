"""`score` with a model, through the real client: a loopback server replays one recorded reply."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from litellm_case import KEY
from model_server import ModelServer

from voiceinterview.cli.main import main

REPOSITORY = Path(__file__).resolve().parents[2]
RUBRICS = REPOSITORY / "rubrics" / "data-scientist-ml"
GOLDEN = REPOSITORY / "recordings" / "golden" / "session"
STAGE = "ml-stats-deep-dive"
ONCE = ("--samples", "1", "--one-call")
Score = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOICEINTERVIEW_SESSIONS", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(GOLDEN, tmp_path / "held", ignore=shutil.ignore_patterns(".lock*"))


@pytest.fixture
def score(session: Path, model_server: ModelServer, capsys: pytest.CaptureFixture[str]) -> Score:
    """The model's cards, and how many calls they took."""

    def command(*more: str, model: str = "openai/recorded") -> list[dict[str, Any]]:
        place = ("--model", model, "--api-base", model_server.address)
        assert main(["score", "held", *place, "--json", *more]) == 0
        cards = json.loads(capsys.readouterr().out)
        return [card for card in cards if card["rater"]["kind"] == "model"]

    return command


def recorded_reply(quote: str, *leave_out: str) -> str:
    """Level 2 on every criterion of the stage, by one quote; short, as it comes word by word."""
    rubric = yaml.safe_load((RUBRICS / f"{STAGE}.yaml").read_text())
    criteria = {criterion["id"] for criterion in rubric["criteria"]}
    entry = {
        "quotes": [{"turn": 0, "quote": quote}], "key_points": [], "red_flags": [],
        "why_not_higher": "More.", "why_not_lower": "Less.", "level": 2, "confidence": "high",
        "orders": [],
    }  # fmt: skip
    ratings = [{"criterion": name, **entry} for name in sorted(criteria - {*leave_out})]
    return json.dumps({"ratings": ratings}, separators=(",", ":"))


def asked_for(server: ModelServer, criterion: str, since: int = 0) -> int:
    """How many of the calls were for a criterion."""
    rules = [request.body["messages"][0]["content"] for request in server.requests[since:]]
    return sum(f'"id": "{criterion}"' in text for text in rules)


def quote_in(session: Path) -> str:
    """Eight words of the candidate in the stage."""
    (card,) = (session / "scorecards").glob(f"{STAGE}@*--checklist.json")
    findings = json.loads(card.read_text())["coverage"][0]["findings"]
    evidence = next(one["evidence"] for one in findings if one["evidence"])
    return " ".join(evidence["quote"].split()[:8])


def test_gaps_are_filled_and_what_stands_is_not_asked_again(
    score: Score, session: Path, model_server: ModelServer
) -> None:
    quote = quote_in(session)
    model_server.say(recorded_reply(quote, "technical-depth"))
    (first,) = (card for card in score(*ONCE) if card["stage"] == STAGE)
    status = {rating["criterion"]: rating["status"] for rating in first["ratings"]}
    assert status.pop("technical-depth") == "unscored"
    assert set(status.values()) == {"scored"}
    assert {rating["level"] for rating in first["ratings"]} == {2, None}

    model_server.say(recorded_reply(quote))
    files = len(list((session / "scorecards").iterdir()))
    calls = len(model_server.requests)
    (filled,) = (card for card in score(*ONCE) if card["stage"] == STAGE)
    assert {rating["status"] for rating in filled["ratings"]} == {"scored"}
    assert asked_for(model_server, "technical-depth", calls) == 1
    assert asked_for(model_server, "statistical-correctness", calls) == 0
    assert len(list((session / "scorecards").iterdir())) > files  # added, never overwritten

    calls = len(model_server.requests)
    (again,) = (card for card in score(*ONCE) if card["stage"] == STAGE)
    assert again == filled
    assert asked_for(model_server, "technical-depth", calls) == 0


def test_a_server_that_fails_leaves_reasons_and_no_levels(
    score: Score, capsys: pytest.CaptureFixture[str]
) -> None:
    cards = score(*ONCE, model="openai/broken")
    ratings = [rating for card in cards for rating in card["ratings"]]
    assert ratings
    assert {rating["status"] for rating in ratings} == {"unscored"}
    assert all("The call to the model failed" in rating["reason"] for rating in ratings)
    assert KEY not in json.dumps(cards)
    assert {(card["calls"]["answered"], card["score"]["level"]) for card in cards} == {(0, None)}
    assert main(["report", "held", "--format", "md"]) == 0
    text = capsys.readouterr().out
    assert "No model rated this: openai/broken was asked and never answered" in text
    assert "ated by the model" not in text


def test_samples_are_a_number_that_makes_sense(
    session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in ("0", "10", "many"):
        with pytest.raises(SystemExit):
            main(["score", "held", "--samples", number])
        assert "--samples" in capsys.readouterr().err


def test_a_model_that_cannot_rate_is_told_before_anything_is_written(
    session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(session.glob("scorecards/*"))
    assert main(["score", "held", "--model", "nonsense"]) == 2
    assert "does not say whose model it is" in capsys.readouterr().err
    assert sorted(session.glob("scorecards/*")) == before


def test_a_report_is_not_written_as_something_it_is_not(
    session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "held", "--output", "report.xyz"]) == 2
    assert "no report is written as .xyz" in capsys.readouterr().err
    assert not (session.parent / "report.xyz").exists()
