"""A quote that begins or ends within a sentence says so; its words stay as they were said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.report.quoting import shown_quote

SAID = 'First I plot it. Then I say "look at the split", and wait. Is it 3.5? Yes'


def shown(quote: str, said: str = SAID) -> str:
    start = said.index(quote)
    return shown_quote(quote, start, start + len(quote), said)


@pytest.mark.parametrize(
    ("quote", "seen"),
    [
        (SAID, SAID),
        ("First I plot it.", "First I plot it."),
        ("First I plot it", "First I plot it"),
        ("First I plot", "First I plot …"),
        ("I plot it", "… I plot it"),
        ("look at the split", "… look at the split …"),
        ("and wait.", "… and wait."),
        ("Is it 3.5", "Is it 3.5"),
        ("it 3", "… it 3 …"),
        ("5? Yes", "… 5? Yes"),
        ("Yes", "Yes"),
    ],
)
def test_an_ellipsis_stands_where_a_sentence_goes_on(quote: str, seen: str) -> None:
    assert shown(quote) == seen


def test_a_quotation_that_is_a_sentence_is_whole() -> None:
    assert shown("Look here.", 'I said. "Look here." Then I left.') == "Look here."
    assert shown("Look here", 'I said. "Look here." Then I left.') == "Look here"


def test_words_that_were_heard_otherwise_since_are_shown_as_quoted() -> None:
    assert shown_quote("a split", 0, 7, "the split was odd") == "a split"


@given(st.text("aB .,!?…\"'", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_nothing_but_ellipses_is_added(said: str, start: int, length: int) -> None:
    quote = said[start : start + length]
    seen = shown_quote(quote, start, start + len(quote), said)
    assert seen in (quote, f"… {quote}", f"{quote} …", f"… {quote} …")
