"""Interviewers checked over recorded and simulated sessions."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from voiceinterview.app import checking_by_model
from voiceinterview.app.checking import Checker, checks_of, find_sessions
from voiceinterview.app.simulating import Wanted, simulate
from voiceinterview.checking import upkeep
from voiceinterview.checking.catalog import run_checks
from voiceinterview.cli.main import main
from voiceinterview.content.folders import find_content
from voiceinterview.domain.checks import Verdict
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.errors import EngineError, UnknownName
from voiceinterview.interview.interview import Interview
from voiceinterview.storage.stored_session import StoredSession, read_session
from voiceinterview.testing import ScriptedLanguageModel

STAGE = "recruiter-screen"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One simulated session."""
    out = tmp_path_factory.mktemp("checked")
    simulate({"minutes": 3.0}, Wanted(("terse",), (STAGE,)), out, lambda line: None)
    return out


@pytest.fixture(scope="module")
def stored(folder: Path) -> StoredSession:
    (path,) = find_sessions(folder, [str(folder)])
    return read_session(path)


def verdict_on(stored: StoredSession, name: str) -> Verdict:
    checker = Checker(find_content())
    return next(one for one in checker.check(stored).verdicts if one.check == name)


def test_a_simulated_session_is_known_for_what_it_is(stored: StoredSession) -> None:
    checked = Checker(find_content()).check(stored)
    assert (checked.candidate, checked.model, checked.stages) == ("terse", "scripted", (STAGE,))
    assert len(checked.verdicts) == len(checks_of(find_content()).checks)


def test_what_was_heard_is_remembered_by_the_core(
    stored: StoredSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "what-was-heard-is-remembered"
    assert verdict_on(stored, name).outcome == "yes"

    class Forgetful(Interview):
        def receive(self, event):
            decided = super().receive(event)
            self.state.history[:] = [replace(line, text="") for line in self.state.history]
            return decided

    monkeypatch.setattr(upkeep, "Interview", Forgetful)
    assert verdict_on(stored, name).outcome == "no"


def test_a_log_of_another_core_is_not_judged_by_this_one(stored: StoredSession) -> None:
    checker = Checker(find_content())
    events = tuple(event for event in stored.events if getattr(event, "kind", "") != "make_move")
    record = checker.record(StoredSession(stored.folder, stored.manifest, stored.plan, events))
    verdicts = {one.check: one.outcome for one in run_checks(record, checker.list.checks)}
    assert verdicts["what-was-heard-is-remembered"] == "not applicable"


def test_a_name_that_is_no_session_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownName):
        find_sessions(folder, ["nobody"])
    with pytest.raises(UnknownName):
        find_sessions(folder, [str(tmp_path)])


async def test_a_model_answers_what_is_left_to_it(
    stored: StoredSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = json.dumps(
        {"answers": [{"id": "listens", "answer": "yes", "turn": 0, "quote": "", "why": "So."}]}
    )
    told: list[str] = []
    judged = await judge(stored, monkeypatch, told, [reply])
    assert judged["listens"] == "yes" and judged["even-tone"] == "not asked"
    assert told == []


async def test_a_model_that_fails_leaves_it_open_and_is_told_of(
    stored: StoredSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    judged = await judge(stored, monkeypatch, told, [EngineError("model", "It broke.")])
    assert judged["listens"] == "not asked" and judged["no-praise"] == "yes"
    assert told == [f"{stored.manifest.id}: It broke."]


async def judge(
    stored: StoredSession,
    monkeypatch: pytest.MonkeyPatch,
    told: list[str],
    reply: list[str | EngineError],
) -> dict[str, str]:
    model = ScriptedLanguageModel([reply])
    monkeypatch.setattr(checking_by_model, "open_rater", lambda choice, clock: model)

    async def reached(*given: object) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(checking_by_model.engines, "reach", reached)
    content = find_content()
    choice = ModelChoice("openai/any", None, "", False)
    (checked,) = await checking_by_model.judge_sessions(
        [stored], Checker(content), content, choice, told.append
    )
    return {one.check: one.outcome for one in checked.verdicts}


def test_the_command_tells_all_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check-interviewer", str(folder), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert len(told["checks"]) == len(told["sessions"][0]["verdicts"]) >= 50
    broken = [one for one in told["sessions"][0]["verdicts"] if one["outcome"] == "no"]
    assert code == bool(broken)


def test_the_command_writes_a_table_and_markdown(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check-interviewer", str(folder), "--all"])
    text = capsys.readouterr().out
    assert "scripted" in text and "no-praise" in text and "1 sessions" in text
    main(["check-interviewer", str(folder), "--format", "md"])
    assert capsys.readouterr().out.startswith("# How the interviewer behaved")


@pytest.mark.parametrize("arguments", [[], ["latest", "--simulate"]])
def test_either_sessions_or_a_simulation_are_checked(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check-interviewer", *arguments]) == 2
    assert "--simulate" in capsys.readouterr().err
