"""What cannot be: one clear message that says what to do, exit code 2, and nothing half made."""

import json
import os
import resource
import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from model_server import ModelServer
from practice_process import COMMAND, StartPractice, short_interview
from warm_command import run_warm

from voiceinterview.domain.manifest import FORMAT_VERSION
from voiceinterview.storage.recovery import recover
from voiceinterview.storage.stored_session import read_session

TYPED = ("--typed", "--output", "none", "--synthesizer", "silent")
Refused = Callable[..., str]


@pytest.fixture
def refused(no_sound: dict[str, str], short_content: Path, sessions: Path) -> Refused:
    """Runs `practice`, which refuses; returns what it says."""

    def run(*arguments: str | Path, folder: Path = sessions) -> str:
        short = short_interview(short_content)
        words = ["practice", *short, *arguments, "--sessions", folder]
        done = run_warm(words, env=no_sound)
        assert done.returncode == 2, done.stderr
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        assert done.stderr.count("voiceinterview: ") == 1
        assert not list(sessions.glob("*")) or folder != sessions or "--resume" in arguments
        return done.stderr

    return run


@pytest.fixture(scope="session")
def an_interrupted_session(short_content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A session that was held for a moment; to be copied."""
    root = tmp_path_factory.mktemp("interrupted")
    words = ["practice", *short_interview(short_content), *TYPED, "--sessions", root]
    assert run_warm(words, input="I bake.\n/q\n").returncode == 0
    (folder,) = root.iterdir()
    return folder


@pytest.fixture
def interrupted(an_interrupted_session: Path, sessions: Path) -> Path:
    return Path(shutil.copytree(an_interrupted_session, sessions / an_interrupted_session.name))


@dataclass(frozen=True)
class Wrong:
    arguments: tuple[str, ...]
    says: tuple[str, ...]


@pytest.mark.parametrize(
    "wrong",
    [
        Wrong((), ("no microphone was found", "--typed")),
        Wrong(("--typed",), ("no loudspeaker was found", "--output")),
        Wrong(("--typed", "--fast"), ("--fast works on a recording", "Leave it out")),
        Wrong((*TYPED, "--stage", "lunch"), ("unknown stage: 'lunch'", "recruiter-screen")),
        Wrong((*TYPED, "--role", "cook"), ("unknown role: 'cook'", "data-scientist-ml")),
        Wrong((*TYPED, "--persona", "Eve"), ("unknown persona: 'Eve'", "brief")),
        Wrong((*TYPED, "--voice", "gmw/none", "--synthesizer", "pyttsx3"), ("gmw/none", "en-us")),
        Wrong((*TYPED, "--output", "voice.mp3"), ("what is written is WAV", "voice.wav")),
        Wrong((*TYPED, "--minutes", "-1"), ("an interview of -1 minutes", "Choose from 1")),
        Wrong((*TYPED, "--minutes", "nan"), ("an interview of nan minutes", "Choose from 1")),
        Wrong((*TYPED, "--synthesizer", "larynx"), ("unknown synthesizer: 'larynx'", "pyttsx3")),
        Wrong(("--typed", "--output", "none", "--voice", "Zaphod"), ("unknown voice", "en-us")),
        Wrong(("--typed", "--output", "/nowhere/x.wav"), ("/nowhere/x.wav", "--output")),
        Wrong(
            (*TYPED, "--resume", "2020"),
            ("unknown session: '2020'", "`voiceinterview practice` makes one"),
        ),
        Wrong(
            (*TYPED, "--resume", "latest"),
            ("unknown session: 'latest'", "`voiceinterview practice` makes one"),
        ),
        Wrong(("--input", "/nowhere.wav"), ("/nowhere.wav: there is no such file",)),
        Wrong(("--microphone", "Elvis"), ("no microphone was found", "--typed")),
    ],
    ids=lambda wrong: " ".join(wrong.arguments[-2:]) or "no microphone",
)
def test_what_is_not_there_is_named(wrong: Wrong, refused: Refused) -> None:
    said = refused(*wrong.arguments)
    assert all(words in said for words in wrong.says), said


@pytest.mark.parametrize("content", [b"", b"RIFF", b"Dear Sir or Madam, " * 99])
def test_what_is_no_recording_is_refused(content: bytes, refused: Refused, tmp_path: Path) -> None:
    path = tmp_path / "recording.wav"
    path.write_bytes(content)
    said = refused("--input", path, "--output", "none")
    assert f"{path}: is" in said and "Give a WAV, FLAC, OGG or MP3 file." in said


@pytest.mark.parametrize(
    "recognizer", [("--recognizer", "ears"), ("--recognizer-model", "huge.xx")]
)
def test_an_unknown_recognizer_is_named(
    recognizer: tuple[str, str], refused: Refused, one_answer: Path
) -> None:
    said = refused("--input", one_answer, "--output", "none", *recognizer)
    assert f"'{recognizer[1]}'" in said and "There are:" in said


def test_a_sessions_folder_that_is_none_is_refused(refused: Refused, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    said = refused(*TYPED, folder=file)
    assert f"cannot keep recordings in {file}" in said and "name another folder" in said
    assert file.read_text() == "not a folder"


def test_a_session_that_is_in_use_is_refused(
    interrupted: Path, refused: Refused, start: StartPractice
) -> None:
    first = start(*TYPED, "--resume", interrupted.name, folder=interrupted)
    first.wait_for("session_resumed")
    said = refused(*TYPED, "--resume", "latest")
    assert "another process has the session" in said and f"process {first.process.pid}" in said
    first.interrupt()
    assert first.ended() == 0
    assert read_session(interrupted).manifest.status == "interrupted"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_session_that_cannot_be_resumed_stays_as_it_is(
    interrupted: Path, refused: Refused
) -> None:
    def with_manifest(**changes: object) -> str:
        manifest = json.loads(genuine) | changes
        (interrupted / "manifest.json").write_text(json.dumps(manifest))
        before = contents(interrupted)
        said = refused(*TYPED, "--resume", "latest")
        assert contents(interrupted) == before
        return said

    genuine = (interrupted / "manifest.json").read_text()
    assert "is finished" in with_manifest(status="finished")
    assert "made by a newer voiceinterview" in with_manifest(format_version=FORMAT_VERSION + 1)
    assert "manifest.json" in with_manifest(samples="many")

    (interrupted / "manifest.json").write_text(genuine)
    log = (interrupted / "events.jsonl").read_text().splitlines()
    (interrupted / "events.jsonl").write_text("\n".join([*log[:3], "{oops", *log[4:], ""]))
    before = contents(interrupted)
    assert "events.jsonl:4" in refused(*TYPED, "--resume", "latest")
    assert contents(interrupted) == before


def test_an_engine_that_is_missing_leaves_a_session_to_resume_as_it_is(
    interrupted: Path, refused: Refused
) -> None:
    before = contents(interrupted)
    assert "no microphone was found" in refused("--resume", "latest")
    assert contents(interrupted) == before


def test_a_disk_that_fills_up_ends_the_session_and_keeps_what_was_said(
    start: StartPractice,
) -> None:
    practice = start(*TYPED, "--stage", "recruiter-screen", terminal=True)
    practice.floor()
    practice.type_line("I bake.")
    practice.wait_for("end_turn")
    room = (practice.folder / "candidate.wav").stat().st_size + 16_000
    resource.prlimit(practice.process.pid, resource.RLIMIT_FSIZE, (room, room))
    assert practice.ended() == 2
    assert "could not write" in practice.screen() and "Make room on that disk" in practice.screen()
    assert "sessions recover" in practice.screen() and "Traceback" not in practice.screen()
    assert practice.flags() == practice.flags_before
    assert recover(practice.folder).status == "recovered"
    answers = [turn.text for turn in read_session(practice.folder).transcript if turn.turn]
    assert answers == ["I bake."]


@pytest.mark.parametrize(
    ("model", "says"),
    [
        ("openai/wrong-key", ("OPENAI_API_KEY", "--model scripted")),
        ("unheard-of", ("unheard-of", "PROVIDER/NAME")),
    ],
)
def test_a_model_that_cannot_answer_is_told_before_the_interview(
    model: str, says: tuple[str, ...], model_server: ModelServer, sessions: Path
) -> None:
    base = ["--api-base", model_server.address] if "/" in model else []
    words = ["practice", *TYPED, "--model", model, *base, "--sessions", sessions]
    done = run_warm(words, kind="litellm", env={**os.environ, "OPENAI_API_KEY": "sk-none"})
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert all(part in done.stderr for part in says), done.stderr
    assert "sk-none" not in done.stderr
    assert not sessions.exists()


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        ("VOICEINTERVIEW_SEED", "1.5", "seed in the environment"),
        ("VOICEINTERVIEW_SESSIONS", "", "sessions in the environment is empty"),
        ("VOICEINTERVIEW_PERSONNA", "Eve", "VOICEINTERVIEW_PERSONA"),
    ],
)
def test_a_wrong_setting_is_told_before_the_demo(variable: str, value: str, says: str) -> None:
    done = run_warm(["demo", "--fast"], env={**os.environ, variable: value})
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stdout == ""


def test_an_output_that_is_full_is_told_without_a_traceback(interrupted: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = run_warm(["sessions", "list", "--sessions", interrupted.parent], stdout=full)
    assert done.returncode == 2
    assert done.stderr == "voiceinterview: No space left on device: the output\n"


def test_a_closed_standard_error_does_not_end_the_interview(
    short_content: Path, sessions: Path
) -> None:
    words = ["practice", *short_interview(short_content), *TYPED, "--sessions", sessions]
    command = shlex.join(map(str, [COMMAND, *words]))
    done = subprocess.run(["sh", "-c", f"{command} 2>&-"], input="/q\n", text=True, timeout=60)
    assert done.returncode == 0
    (folder,) = sessions.iterdir()
    assert read_session(folder).manifest.end_reason == "quit"
