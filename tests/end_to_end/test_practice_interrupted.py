"""Ctrl-C, at whatever moment: quick, in good order, and nothing is lost or left behind."""

import os
from functools import partial
from pathlib import Path

import pytest
from model_server import ModelServer
from practice_process import (
    Practice,
    StartPractice,
    launch_installed,
    skip_greeting,
    wait_until,
)
from tiny_whisper import SENTENCE
from warm_command import WarmProcess

from voiceinterview.engines.audio.recording import read_audio
from voiceinterview.replay.verify import verify
from voiceinterview.storage.stored_session import StoredSession, read_session

BROKEN_VOICE = """
class BrokenVoice:
    name = "broken"

    async def start(self, voice):
        pass

    async def render(self, text):
        raise RuntimeError("the voice fell over")

    def settings(self):
        return {}

    async def close(self):
        pass
"""
ANSWER = (
    "Cider and pies, for the most part, and I would begin with whoever eats them. The pears that "
    "fall in August went to the pigs, so I asked three bakers what they paid for fruit, and two of "
    "them gave me a price that was higher than ours. After that we sold them by the crate."
)
QUICK = 10.0  # seconds; less than the 12 that a model that says nothing is waited for


@pytest.fixture
def keyboard(start: StartPractice, one_answer: Path, tiny_whisper: Path) -> StartPractice:
    """Starts `practice` in a pseudo-terminal; the candidate is a recording."""
    heard = ("--input", one_answer, "--output", "none", "--recognizer-model", tiny_whisper)
    return partial(start, *heard, "--stage", "recruiter-screen", terminal=True)


@pytest.fixture
def typed(start: StartPractice) -> StartPractice:
    """Typed answers in a pseudo-terminal."""
    arguments = ("--typed", "--output", "none", "--stage", "recruiter-screen")
    return partial(start, *arguments, terminal=True)


@pytest.fixture
def unanswered(typed: StartPractice, model_server: ModelServer) -> StartPractice:
    """As `typed`, with a language model that never says a word."""
    model = ("--model", "openai/silent", "--api-base", model_server.address)
    environment = {**os.environ, "OPENAI_API_KEY": "sk-none"}
    return partial(
        typed, *model, environment=environment, launch=partial(WarmProcess, kind="litellm")
    )


def ended_quickly(practice: Practice) -> StoredSession:
    """Ends by Ctrl-C; whatever it was doing, all of this holds."""
    children = practice.children()
    assert children  # the voice, at least
    practice.interrupt()
    assert practice.ended() == 0
    assert not any(alive(child) for child in children)
    assert practice.flags() == practice.flags_before
    assert "Traceback" not in practice.screen()
    stored = read_session(practice.folder)
    assert (stored.manifest.status, stored.manifest.end_reason) == ("interrupted", "quit")
    for track in ("candidate", "interviewer"):
        assert len(read_audio(practice.folder / f"{track}.flac")) == stored.manifest.samples
    verify(stored.plan, stored.events, closed=True)
    return stored


def alive(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def test_in_the_greeting(keyboard: StartPractice) -> None:
    practice = keyboard(launch=launch_installed)
    practice.wait_for("playback_started")
    assert [turn.speaker for turn in ended_quickly(practice).transcript] in ([], ["interviewer"])


def test_while_the_candidate_speaks(keyboard: StartPractice) -> None:
    practice = keyboard()
    skip_greeting(practice)
    begun = practice.wait_for("speech_started")
    assert wait_until(lambda: practice.samples() > begun["at"] + 20_000)
    (answer,) = [turn for turn in ended_quickly(practice).transcript if turn.speaker == "candidate"]
    assert SENTENCE in answer.text


def test_while_a_model_thinks(unanswered: StartPractice, model_server: ModelServer) -> None:
    practice = unanswered()
    skip_greeting(practice)
    practice.type_line(ANSWER)
    assert wait_until(lambda: len(model_server.requests) == 2)  # the first was only a greeting
    stored = ended_quickly(practice)
    assert [turn.text for turn in stored.transcript if turn.speaker == "candidate"] == [ANSWER]
    assert wait_until(lambda: model_server.requests[1].ended == "client left")


def test_while_the_interviewer_answers(typed: StartPractice) -> None:
    practice = typed()
    skip_greeting(practice)
    practice.type_line(ANSWER)
    practice.wait_for("playback_started")
    stored = ended_quickly(practice)
    assert [turn.text for turn in stored.transcript if turn.speaker == "candidate"] == [ANSWER]


def test_in_a_pause(keyboard: StartPractice) -> None:
    practice = keyboard("--patience", "manual")
    skip_greeting(practice)
    practice.wait_for("final_transcript")
    practice.press("p")
    practice.wait_for("pause_session")
    stored = ended_quickly(practice)
    assert [turn.text for turn in stored.transcript if turn.speaker == "candidate"] == [SENTENCE]


def test_a_second_ctrl_c_ends_at_once(keyboard: StartPractice) -> None:
    practice = keyboard()
    skip_greeting(practice)
    practice.wait_for("speech_started")
    practice.interrupt()
    practice.wait_for("request_transcript")  # its answer is waited for
    practice.interrupt()
    assert practice.ended(QUICK) == 130
    assert "voiceinterview: interrupted" in practice.screen()
    assert "Traceback" not in practice.screen()
    assert practice.flags() == practice.flags_before
    assert read_session(practice.folder).manifest.status == "interrupted"


def test_ctrl_c_leaves_a_rating_that_takes_too_long(
    unanswered: StartPractice, model_server: ModelServer
) -> None:
    practice = unanswered()
    skip_greeting(practice)
    practice.type_line(ANSWER)
    practice.type_line("/q")
    practice.shows("rating with openai/silent")
    assert wait_until(lambda: any("schema" in str(r.body) for r in model_server.requests))
    practice.interrupt()
    assert practice.ended(QUICK) == 130
    assert "Traceback" not in practice.screen()
    assert read_session(practice.folder).manifest.end_reason == "quit"


def test_a_crash_leaves_the_terminal_as_it_was(keyboard: StartPractice, tmp_path: Path) -> None:
    (tmp_path / "broken_voice.py").write_text(BROKEN_VOICE)
    (tmp_path / "broken-1.dist-info").mkdir()
    (tmp_path / "broken-1.dist-info" / "METADATA").write_text("Name: broken\nVersion: 1\n")
    (tmp_path / "broken-1.dist-info" / "entry_points.txt").write_text(
        "[voiceinterview.synthesizers]\nbroken = broken_voice:BrokenVoice\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    practice = keyboard("--synthesizer", "broken", environment=environment, launch=launch_installed)
    assert practice.ended() == 1
    assert "RuntimeError: the voice fell over" in practice.screen()
    assert practice.flags() == practice.flags_before
    assert read_session(practice.folder).manifest.end_reason == "RuntimeError"
