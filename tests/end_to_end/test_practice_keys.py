"""The keys and the live screen of `practice`, in a pseudo-terminal."""

from functools import partial
from pathlib import Path

import pytest
from practice_process import StartPractice, skip_greeting, wait_until
from tiny_whisper import SENTENCE

from voiceinterview.storage.stored_session import read_session

A_MOMENT = 0.4  # seconds in which a clock that runs is seen to


@pytest.fixture
def keyboard(start: StartPractice, one_answer: Path, tiny_whisper: Path) -> StartPractice:
    """Starts `practice` in a pseudo-terminal; the candidate is a recording."""
    heard = ("--input", one_answer, "--output", "none", "--recognizer-model", tiny_whisper)
    return partial(start, *heard, "--patience", "manual", terminal=True)


def test_the_screen_shows_the_interview_and_keys_steer_it(keyboard: StartPractice) -> None:
    practice = keyboard("--stage", "recruiter-screen")

    practice.shows("the interviewer speaks   Recruiter phone screen   [0-9]+:[0-9]{2} left")
    skip_greeting(practice)
    practice.shows("your turn")
    practice.shows("█+·+ +-[0-9]+ dBFS")  # the meter moves once somebody speaks
    practice.wait_for("speech_stopped")
    practice.press("\n")
    enter = practice.wait_for("candidate_command")
    assert practice.wait_for("end_turn")["at"] - enter["at"] < 16_000
    practice.shows(SENTENCE)
    practice.floor()

    practice.press("p")
    practice.wait_for("pause_session")
    practice.shows("paused")
    length = practice.samples()
    assert not wait_until(lambda: practice.samples() > length, A_MOMENT)
    practice.press("p")
    practice.wait_for("resume_session")
    assert wait_until(lambda: practice.samples() > length)
    practice.floor()

    practice.press("vyz")  # no keys, and not to be seen either
    practice.press("r")
    practice.wait_for("speak", lambda event: event["text"] == "apples one?")
    practice.floor()
    practice.press("s")
    practice.wait_for("ask_question", lambda event: event["question"] == "oranges")
    practice.press("q")
    assert practice.ended() == 0
    assert practice.flags() == practice.flags_before
    assert "vyz" not in practice.screen()
    assert read_session(practice.folder).manifest.end_reason == "quit"
    assert "go on:" in practice.screen()
