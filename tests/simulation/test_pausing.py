"""Sentences to utterances, with silences that voice activity detection can tell apart."""

from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.domain.characters import Habit, Pausing
from voiceinterview.simulation.chance import Chance
from voiceinterview.simulation.pausing import LEAST, timed

LONG = "I look at the split, then at the columns, and last of all at the rows, one by one."
PLAIN = Pausing(first=2.0, between=(0.5, 0.8))
BROKEN = Pausing(
    first=2.0,
    between=(0.5, 0.8),
    breaks=1.0,
    inside=(1.2, 2.3),
    asks_for_time=Habit(1.0, ("Let me think.",)),
    thinking=(5.0, 9.0),
    false_starts=1.0,
)


def test_a_sentence_is_said_in_one_go_after_the_first_silence() -> None:
    (one,) = timed([LONG], PLAIN, Chance("1"))
    assert (one.pause, one.text) == (2.0, LONG)


def test_between_sentences_there_is_a_silence() -> None:
    first, second = timed(["One.", "Two."], PLAIN, Chance("1"))
    assert first.pause == 2.0
    assert 0.5 <= second.pause <= 0.8


def test_who_thinks_aloud_asks_for_time_begins_twice_and_stops_after_commas() -> None:
    asks, begun, *clauses = timed([LONG], BROKEN, Chance("1"))
    assert asks.text == "Let me think."
    assert 5.0 <= begun.pause <= 9.0
    assert LONG.startswith(begun.text.rstrip(",")) and begun.text.endswith(",")
    assert [clause.text for clause in clauses] == [
        "I look at the split,", "then at the columns,", "and last of all at the rows,",
        "one by one.",
    ]  # fmt: skip
    assert all(1.2 <= clause.pause <= 2.3 for clause in clauses)


def test_nothing_is_lost_where_only_some_commas_are_paused_at() -> None:
    half = Pausing(first=0.0, between=(0.5, 0.5), breaks=0.5, inside=(1.0, 1.0))
    for seed in range(20):
        parts = timed([LONG], half, Chance(str(seed)))
        assert " ".join(part.text for part in parts) == LONG


def test_of_nothing_comes_nothing() -> None:
    assert timed([], BROKEN, Chance("1")) == ()


@given(st.lists(st.text(max_size=40).filter(str.strip), max_size=5), st.text(max_size=4))
def test_all_words_are_said_and_every_silence_is_heard(sentences: list[str], seed: str) -> None:
    parts = timed(sentences, PLAIN, Chance(seed))
    said = " ".join(part.text for part in parts).split()
    assert said == " ".join(sentences).split()
    assert all(part.pause >= LEAST for part in parts[1:])
