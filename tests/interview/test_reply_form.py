"""The first line of a model's reply is read and never spoken; what follows is never held up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.interview.reply_form import Choice, ReplyReader, is_stray_line, read_line


def read(*chunks: str) -> tuple[Choice | None, str]:
    reader = ReplyReader()
    speech = "".join(reader.feed(chunk) for chunk in chunks)
    speech += reader.finish()
    return reader.choice, speech


def test_the_line_chooses_and_the_rest_is_said() -> None:
    choice, speech = read("MOVE probe:leakage-first | HEARD overfit-named, early-stop\nAnd then?")
    assert choice == Choice("probe:leakage-first", ("overfit-named", "early-stop"))
    assert speech == "And then?"


@pytest.mark.parametrize(
    ("line", "move"),
    [
        ("MOVE: go-on", "go-on"),
        ("**MOVE** go on | HEARD none", "go-on"),
        ("> move = why", "why"),
        ("- Move: Probe : leakage-first, heard none", "probe:leakage-first"),
        ('{"move": "go_on", "heard": []}', "go-on"),
        ("`MOVE what-if:drift | HEARD none`", "what-if:drift"),
    ],
)
def test_liberties_with_the_form_are_mended(line: str, move: str) -> None:
    choice, speech = read(line + "\nGo ahead.")
    assert choice == Choice(move)
    assert speech == "Go ahead."


@pytest.mark.parametrize(
    "reply",
    ["How so?", "More on that, please.", "Mov", "", "\n\nWell. Moving on?", "Moves matter. Why?"],
)
def test_a_reply_without_the_line_is_speech_from_its_first_word(reply: str) -> None:
    assert read(reply) == (Choice(""), reply)


def test_speech_is_not_held_up() -> None:
    reader = ReplyReader()
    assert reader.feed("Why") == "Why"
    reader = ReplyReader()
    assert (reader.feed("MOVE why\nAn"), reader.feed("d then?")) == ("An", "d then?")


@pytest.mark.parametrize(
    "reply",
    [
        "MOVE",
        "MOVE ???\nHow so?",
        'MOVE {"a": 1}\nHow so?',
        '{\n "move": "why",\n "heard": [],\n "say": "Why is that?"\n}',
        "MOVE " + "x" * 5000 + "\nHow so?",
    ],
)
def test_what_cannot_be_mended_is_not_spoken(reply: str) -> None:
    assert read(reply)[1] == ""


def test_a_line_that_comes_too_late_is_no_speech() -> None:
    assert is_stray_line("HEARD overfit-named.")
    assert is_stray_line("**MOVE** go-on")
    assert not is_stray_line("Move on to the next part.")


@given(
    st.text(max_size=60)
    | st.builds(
        "{}{}\n{}".format, st.sampled_from(["MOVE ", "**move:** ", "{"]), st.text(), st.text()
    )
)
def test_how_a_reply_is_cut_into_chunks_makes_no_difference(reply: str) -> None:
    whole = read(reply)
    assert read(*reply) == whole
    assert read(reply[:3], reply[3:]) == whole


@given(st.text())
def test_any_line_is_read_without_a_fault(line: str) -> None:
    choice = read_line(line)
    assert choice.move is None or choice.move
