"""What is believed of a Whisper's words, on segments made by hand."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.domain.speech import Word
from voiceinterview.engines.speech.whisper_guards import (
    Guards,
    is_rush,
    suspicion,
    without_looped,
    without_loops,
)

SAID = "I would look at how the data was split before I believe it."


@dataclass
class Heard:
    text: str = SAID
    avg_logprob: float = -0.3
    compression_ratio: float = 1.1
    tokens: list[int] = field(default_factory=lambda: [1] * 14)
    seek: int = 0


def suspected(*segments: Heard, length=5.0, limit=84, vocabulary=(), guards=None):
    return suspicion(segments, length, limit, vocabulary, guards or Guards())


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, n, n + 1) for n, word in enumerate(text.split()))


def test_plain_speech_is_believed() -> None:
    assert suspected(Heard()) is None
    assert suspected(Heard(), Heard("And then I would plot it.")) is None


@pytest.mark.parametrize(
    ("why", "segment"),
    [
        ("loop", Heard(compression_ratio=2.5)),
        ("loop", Heard("Please increase that limit. Please increase that limit.")),
        ("loop", Heard("the test the test the test")),
        ("loop", Heard("so so so so so")),
        ("endless", Heard(tokens=[1] * 84)),
        ("rush", Heard(" ".join(f"word{n}" for n in range(60)))),
        ("unsure", Heard(avg_logprob=-1.2)),
        ("nothing", Heard("")),
        ("nothing", Heard(" ... ")),
    ],
)
def test_what_a_cut_window_brings_out_is_suspected(why, segment) -> None:
    assert suspected(segment) == why


def test_who_says_the_same_in_two_windows_is_believed() -> None:
    assert suspected(Heard(), Heard(seek=3000), length=40.0) is None
    assert suspected(Heard(), Heard()) == "loop"


def test_a_short_sound_without_words_was_a_cough() -> None:
    assert suspected(Heard(""), length=0.6) is None
    assert suspected(length=0.6) is None


def test_who_says_a_thing_twice_for_emphasis_is_believed() -> None:
    assert suspected(Heard("It was very, very slow, and no, no, I did not like it.")) is None


def test_a_decoder_that_reads_out_its_vocabulary_is_suspected() -> None:
    told = ("AUC", "gradient boosting", "F1 score", "pandas")
    reading = Heard("Gradient boosting, F1 score, pandas.")
    assert suspected(reading, vocabulary=told) == "recital"
    assert suspected(reading, vocabulary=()) is None
    assert suspected(Heard("I used pandas and gradient boosting."), vocabulary=told) is None


def test_a_segment_that_only_loops_is_dropped_and_the_others_stay() -> None:
    looping, other = Heard("so on so on", compression_ratio=3.0), Heard()
    assert without_looped([looping, other], Guards()) == [other]


@pytest.mark.parametrize(
    ("heard", "left"),
    [
        ("we split it by user by user by user by user", "we split it by user"),
        ("no no no no no no no", "no"),
        ("I think I think it drifts", "I think I think it drifts"),  # people do
        ("very very very good", "very very very good"),
    ],
)
def test_a_phrase_said_over_and_over_is_kept_once(heard, left) -> None:
    assert " ".join(word.text for word in without_loops(words(heard))) == left


@given(st.lists(st.sampled_from("abc"), max_size=60))
def test_what_is_left_is_some_of_the_words_in_their_order(letters) -> None:
    heard = words(" ".join(letters))
    left = without_loops(heard)
    assert set(left) <= set(heard) and list(left) == sorted(left, key=lambda word: word.start)
    assert bool(left) == bool(heard)
    assert without_loops(left) == left


def test_nobody_says_thirty_words_in_two_seconds() -> None:
    assert is_rush(30, 2.0, Guards())
    assert not is_rush(3, 0.4, Guards())  # "yes, it is"
