"""`practice --retry`: one answer of an earlier interview again, and both answers side by side."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from voiceinterview.cli.main import main
from voiceinterview.storage.stored_session import StoredSession, read_session

RECORDINGS = Path(__file__).resolve().parents[2] / "recordings" / "golden"
CANDIDATE = RECORDINGS / "candidate"
THEN = "2026-01-31T0930-golden"
FAST = ("--input", CANDIDATE, "--fast", "--synthesizer", "silent", "--model", "scripted")
MAIN, FOLLOW_UP, INTERVIEWER = 8, 10, 9  # turns of the golden session
Call = Callable[..., tuple[str, str]]


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden session and one in which its turn MAIN was tried again; to be copied."""
    sessions = tmp_path_factory.mktemp("held")
    ignore = shutil.ignore_patterns(".lock*")
    shutil.copytree(RECORDINGS / "session", sessions / THEN, ignore=ignore)
    words = ("practice", "--retry", "latest", MAIN, *FAST, "--sessions", sessions)
    assert main([str(word) for word in words]) == 0
    return sessions


@pytest.fixture
def root(held: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Only the golden session, until `again` is asked for."""
    sessions = tmp_path / "sessions"
    shutil.copytree(held / THEN, sessions / THEN)
    monkeypatch.setenv("VOICEINTERVIEW_SESSIONS", str(sessions))
    monkeypatch.chdir(tmp_path)
    return sessions


@pytest.fixture
def again(held: Path, root: Path) -> StoredSession:
    (folder,) = (path for path in held.iterdir() if path.name != THEN)
    return read_session(shutil.copytree(folder, root / folder.name))


@pytest.fixture
def call(root: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """What a command said on stdout and stderr."""

    def command(*words: object, code: int = 0) -> tuple[str, str]:
        capsys.readouterr()
        try:
            returned = main([str(word) for word in words])
        except SystemExit as usage:
            returned = int(usage.code or 0)
        out, err = capsys.readouterr()
        assert returned == code, err
        assert "Traceback" not in err
        return out, err

    return command


def retried(call: Call, session: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(call("report", session, "--format", "json")[0])["retried"]
    return told


def test_a_question_is_asked_again_by_the_same_interviewer(
    root: Path, again: StoredSession
) -> None:
    then = read_session(root / THEN)
    before = then.transcript[MAIN - 1]
    assert again.manifest.retry is not None
    assert (again.manifest.retry.session, again.manifest.retry.turn) == (THEN, MAIN)
    assert again.manifest.end_reason == "finished"
    assert again.plan.persona.voice == then.plan.persona.voice
    (stage,) = again.plan.stages
    (question,) = stage.questions
    assert (stage.id, question.id) == (before.stage, before.question)
    first, answer, *rest = again.transcript
    assert question.ask in first.text
    assert answer.text == before.text  # the recorded candidate says the same again
    assert any(turn.speaker == "candidate" for turn in rest)  # the ladder was climbed


def test_both_answers_are_reported_in_every_form(call: Call, again: StoredSession) -> None:
    told = retried(call, again.folder.name)
    assert (told["before"]["turn"], told["now"]["turn"]) == (MAIN, 2)
    assert told["before"]["text"] == told["now"]["text"]
    measures = {row[0]: row[1:] for row in told["measures"]["rows"]}
    assert measures["Words"] == [str(len(told["now"]["text"].split()))] * 2
    assert measures["Time to the first word"] == ["0.6 s", "0.6 s"]
    assert all("words/min" in cell for cell in measures["Speaking rate"])
    points = told["key_points"]["rows"]
    assert points[-1][0] == "Found"
    assert all(row[2:] == row[2:][::-1] for row in points)
    assert "gives none" in told["levels"][0]["reason"]

    page = (again.folder / "report.html").read_text()
    assert page.count('aria-label="Play the answer') == 2
    text, _ = call("report", again.folder.name)
    assert "## Before and now" in text
    assert f"practice --retry {again.folder.name} 2" in text
    shown, _ = call("score", again.folder.name, "--model", "scripted")
    assert "Before and now" in shown and "in the answer" in shown


def test_where_the_session_of_then_is_gone_the_report_says_so(
    call: Call, root: Path, again: StoredSession
) -> None:
    shutil.rmtree(root / THEN)
    told = retried(call, again.folder.name)
    assert (told["before"], told["measures"]) == (None, None)
    assert "deleted, or moved" in told["gone"] and THEN in told["gone"]
    assert told["now"]["turn"] == 2
    said, _ = call("report", again.folder.name)
    assert "Only the new answer is shown" in said


@pytest.mark.parametrize("name", ["..", "/etc", "../elsewhere", ""])
def test_a_link_never_leads_out_of_the_folder_of_sessions(
    call: Call, root: Path, again: StoredSession, name: str
) -> None:
    shutil.copytree(root / THEN, root.parent / "elsewhere")
    file = again.folder / "manifest.json"
    manifest = json.loads(file.read_text())
    manifest["retry"]["session"] = name
    file.write_text(json.dumps(manifest))
    told = retried(call, again.folder.name)
    assert told["before"] is None and told["gone"]


def test_a_damaged_session_of_then_is_told_without_its_path(
    call: Call, root: Path, again: StoredSession
) -> None:
    (root / THEN / "plan.json").write_text("{")
    told = retried(call, again.folder.name)
    assert "does not read" in told["gone"] and str(root) not in told["gone"]


def test_the_answer_of_then_without_its_sound_is_still_read(
    call: Call, root: Path, again: StoredSession
) -> None:
    (root / THEN / "candidate.flac").unlink()
    page, said = call("report", again.folder.name, "--format", "html")
    assert page.count('aria-label="Play the answer') == 1
    assert "The answer (before) cannot be played" in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((THEN, INTERVIEWER), f"turn {INTERVIEWER} of {THEN} is the interviewer's"),
        ((THEN, 99), f"{THEN} has no turn '99'"),
        ((THEN, "four"), f"{THEN} has no turn 'four'"),
        (("nobody", 2), "unknown session: 'nobody'"),
        ((THEN, MAIN, "--minutes", "3"), "--retry and --minutes do not go together"),
        ((THEN, MAIN, "--stage", "viva"), "--retry and --stage do not go together"),
        ((THEN, MAIN, "--role", "cook"), "--retry and --role do not go together"),
        ((THEN, MAIN, "--resume", "latest"), "--retry and --resume do not go together"),
        ((THEN, MAIN, "--persona", "Eve"), "unknown persona: 'Eve'"),
    ],
)
def test_what_cannot_be_tried_again_is_told(
    call: Call, root: Path, words: tuple[object, ...], says: str
) -> None:
    _, err = call("practice", "--retry", *words, *FAST, code=2)
    assert says in err
    if "turn" in says:
        assert f"{MAIN}     " in err and "p value" in err  # those there are, with their questions
    assert [path.name for path in root.iterdir()] == [THEN]


def test_a_damaged_session_is_refused_with_the_way_on(call: Call, root: Path) -> None:
    log = root / THEN / "events.jsonl"
    log.write_text(log.read_text()[:-20])
    _, err = call("practice", "--retry", THEN, MAIN, *FAST, code=2)
    assert "events.jsonl" in err and "sessions recover" in err


def test_the_command_needs_a_session_and_a_turn(call: Call) -> None:
    _, err = call("practice", "--retry", THEN, code=2)
    assert "expected 2 arguments" in err
