import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.engines.speech.speakable_text import speakable_pieces


@pytest.mark.parametrize("nothing", ["", " ", "...", "—", "?!", "\n\t", "🎉", "\x00\x01"])
def test_text_with_nothing_to_say_has_no_pieces(nothing):
    assert speakable_pieces(nothing) == []


def test_a_text_that_fits_stays_whole():
    assert speakable_pieces("Why? Tell me.") == ["Why? Tell me."]


def test_a_long_text_is_cut_between_sentences():
    assert speakable_pieces("One two. Three four. Five six.", limit=21) == [
        "One two. Three four.",
        "Five six.",
    ]


def test_a_long_sentence_is_cut_between_words_and_a_long_word_anywhere():
    assert speakable_pieces("one two three", limit=8) == ["one two", "three"]
    assert speakable_pieces("x" * 20, limit=8) == ["xx xx xx", "xx xx xx", "xx xx xx", "xx"]


def test_espeaks_control_characters_do_not_get_through():
    assert speakable_pieces("a\x01b\x00c\ud800d") == ["a b c d"]


@given(st.text(max_size=200), st.integers(min_value=8, max_value=60))
def test_no_piece_is_too_long_and_no_letter_is_lost(text, limit):
    pieces = speakable_pieces(text, limit)
    assert all(len(piece.encode()) <= limit for piece in pieces)
    spoken = "".join(pieces)
    assert [x for x in spoken if x.isalnum()] == [x for x in text if x.isalnum()]
