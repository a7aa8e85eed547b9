"""`practice --typed`: everything but the listening."""

import shlex
import subprocess
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from practice_process import COMMAND, Practice, StartPractice, short_interview
from sounds import likeness

from voiceinterview.engines.audio.recording import read_audio
from voiceinterview.storage.stored_session import read_session

ANSWER = "--a café, 30 % of it; and /p is no command in mid-line"


@pytest.fixture
def typed(start: StartPractice) -> StartPractice:
    return partial(start, "--typed", "--stage", "recruiter-screen")


def answers(practice: Practice) -> list[str]:
    turns = read_session(practice.folder).transcript
    return [turn.text for turn in turns if turn.speaker == "candidate"]


def test_lines_of_a_pipe_are_answers(typed: StartPractice, tmp_path: Path) -> None:
    practice = typed("--output", tmp_path / "voice.wav")
    for line in (ANSWER, "/r", "/s"):
        practice.type_line(line)
    practice.close_input()
    practice.wait_for("speak", lambda event: event["text"] == "apples one?")
    practice.wait_for("speak", lambda event: event["text"] == "Again.")
    practice.wait_for("ask_question", lambda event: event["question"] == "oranges")
    assert practice.ended() == 0

    assert answers(practice) == [ANSWER]
    greeted = next(
        event["at"]
        for event in practice.events
        if event["kind"] == "give_floor" and event["to"] == "candidate"
    )
    greeting = np.trim_zeros(read_audio(practice.folder / "interviewer.flac")[:greeted])
    assert likeness(read_audio(tmp_path / "voice.wav"), greeting)[0] > 0.99
    assert ANSWER in practice.errors()
    assert read_session(practice.folder).manifest.end_reason == "quit"
    assert "Traceback" not in practice.errors()


def test_at_a_keyboard_one_may_interrupt(typed: StartPractice) -> None:
    practice = typed("--output", "none", "--stage", "behavioral-product", terminal=True)
    practice.wait_for("playback_started")
    practice.type_line(ANSWER)
    practice.wait_for("end_turn")
    practice.wait_for("playback_started")
    practice.type_line("/q")
    assert practice.ended() == 0
    assert answers(practice) == [ANSWER]
    assert practice.flags() == practice.flags_before


def test_the_end_of_input_ends_the_session(typed: StartPractice) -> None:
    practice = typed("--output", "none", terminal=True)
    practice.floor()
    practice.shows("> ")
    practice.press("\x04")  # Ctrl-D
    assert practice.ended() == 0
    assert read_session(practice.folder).manifest.end_reason == "quit"


def test_a_closed_standard_input_ends_the_interview(
    short_content: Path, sessions: Path, no_sound: dict[str, str]
) -> None:
    words = [*short_interview(short_content), "--typed", "--output", "none", "--sessions", sessions]
    command = shlex.join(map(str, [COMMAND, "practice", *words]))
    done = subprocess.run(
        ["sh", "-c", f"{command} <&-"], env=no_sound, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "is over" in done.stderr
