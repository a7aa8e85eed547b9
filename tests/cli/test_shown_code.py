"""Code that a question is about stands on the screen when it is asked, numbered, once."""

import io
from dataclasses import replace

import numpy as np
import pytest
from rich.console import Console
from small_plan import question, small_plan, stage

from voiceinterview.cli.live_screen import LiveScreen
from voiceinterview.cli.plain_screen import PlainScreen
from voiceinterview.cli.shown_code import shown_lines, shown_picture
from voiceinterview.domain import events as e
from voiceinterview.domain.questions import Question
from voiceinterview.domain.speech import FRAME
from voiceinterview.interview.state import State
from voiceinterview.session.doors import Tick

REVIEW = replace(
    question("q1", "What is wrong with it?"),
    shown="def one():\n\treturn 2\n",
    shown_language="python",
    context="It counts.",
)


@pytest.fixture
def tick() -> Tick:
    plan = small_plan(stage("one", REVIEW, question("q2", "And now?")))
    return Tick(at=0, frame=np.zeros(FRAME, np.int16), state=State(plan))


def asked(name: str, follow_up: int = 0) -> e.AskQuestion:
    return e.AskQuestion(at=0, stage="one", question=name, follow_up=follow_up)


def test_lines_have_their_numbers_and_the_context_comes_first() -> None:
    assert list(shown_lines(REVIEW)) == ["It counts.", "", "1  def one():", "2      return 2"]


def test_nothing_that_a_terminal_would_obey_is_shown() -> None:
    nasty = replace(REVIEW, shown="a\x1b[2J = 1\n", context="\x07")
    assert "\x1b" not in "".join(shown_lines(nasty)) and "\x07" not in "".join(shown_lines(nasty))
    printed = Console(file=io.StringIO(), width=80)
    printed.print(shown_picture(nasty))
    assert "\x1b[2J" not in printed.file.getvalue()  # type: ignore[attr-defined]


def test_a_plain_screen_shows_it_once(tick: Tick) -> None:
    stream = io.StringIO()
    screen = PlainScreen(stream)
    for event in (asked("q1"), asked("q1", 1), asked("q2")):
        screen.happened(event)
        screen.tick(tick)
        screen.tick(tick)
    assert stream.getvalue().count("1  def one():") == 1


def test_a_live_screen_shows_it_above_the_picture(
    tick: Tick, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Question] = []
    monkeypatch.setattr(LiveScreen, "_show", lambda self, one, bench: shown.append(one))
    screen = LiveScreen()
    for event in (asked("q1"), asked("q1", 1)):
        screen.happened(event)
        screen.tick(tick)
    assert shown == [REVIEW]


def test_the_picture_has_the_lines() -> None:
    printed = Console(file=io.StringIO(), width=80)
    printed.print(shown_picture(REVIEW))
    text = printed.file.getvalue()  # type: ignore[attr-defined]
    assert "It counts." in text and "2 " in text and "return 2" in text
