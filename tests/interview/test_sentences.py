"""Cutting a reply that is still being written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.interview.sentences import asks, speakable, take_sentences


@pytest.mark.parametrize(
    ("text", "sentences", "rest"),
    [
        ("I see. And th", ("I see.",), "And th"),
        ("I see.", (), "I see."),
        ("Below 0.05 or e.g. lower? Yes ", ("Below 0.05 or e.g. lower?",), "Yes "),
        ('She said "why?" Then', ('She said "why?"',), "Then"),
        ("One! Two? Three. ", ("One!", "Two?", "Three."), ""),
        (
            "Two things:\n1. The split.\n2. Drift.\n",
            ("Two things:\n1. The split.", "2. Drift."),
            "",
        ),
        ("", (), ""),
    ],
)
def test_a_sentence_is_over_once_white_space_follows_its_end(
    text: str, sentences: tuple[str, ...], rest: str
) -> None:
    assert take_sentences(text) == (sentences, rest)


@given(st.text(alphabet="ab .!?\"'\n1e.g", max_size=60))
def test_no_character_of_a_reply_is_lost(text: str) -> None:
    sentences, rest = take_sentences(text)
    assert "".join("".join((*sentences, rest)).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["I see. ", "Why?", " e.g. ", "0.5", "\n", "2. "]), max_size=12))
def test_a_reply_gives_the_same_sentences_however_it_is_cut(chunks: list[str]) -> None:
    sentences: list[str] = []
    rest = ""
    for chunk in chunks:
        complete, rest = take_sentences(rest + chunk)
        sentences += complete
    assert "".join([*sentences, rest]).split() == "".join(chunks).split() or (
        "".join("".join([*sentences, rest]).split()) == "".join("".join(chunks).split())
    )


@pytest.mark.parametrize(
    ("raw", "spoken"),
    [
        ("**Good.**", "Good."),
        ("- first\n- second", "first second"),
        ("See [the paper](http://x.y).", "See the paper."),
        ("# Title", "Title"),
        ("***", ""),
        ("?!", ""),
    ],
)
def test_markup_is_not_spoken(raw: str, spoken: str) -> None:
    assert speakable(raw) == spoken


def test_a_question_is_one_that_ends_in_a_question_mark() -> None:
    assert asks('"Why?"')
    assert not asks("Why not.")


def test_an_order_to_answer_asks_too() -> None:
    assert asks("Tell me about a time when you were wrong.")
    assert asks("Walk me through it.")
    assert not asks("Take your time.")
    assert not asks("Tell that to your team, and they will agree.")
