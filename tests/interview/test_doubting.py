"""What would count, and was not heard with certainty, is found."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from small_plan import question

from voiceinterview.domain.questions import KeyPoint
from voiceinterview.domain.speech import DOUBTFUL, Word
from voiceinterview.interview.doubting import doubtful_term

QUESTION = replace(
    question("q1", "How do you start?"),
    key_points=(
        KeyPoint("drift", "Looks for drift.", 1, ("drift",)),
        KeyPoint("boost", "Names it.", 3, ("gradient boosting", "rate of growth")),
    ),
)


def said(text: str) -> tuple[Word, ...]:
    """`?` before a word: the recognizer doubts it."""
    return tuple(
        Word(word.lstrip("?"), n, n + 1, 0.3 if word.startswith("?") else 0.9)
        for n, word in enumerate(text.split())
    )


def test_a_key_point_in_doubtful_words_is_to_be_checked() -> None:
    assert doubtful_term(QUESTION, said("I use gradient ?boosting, mostly")) == "gradient boosting"


def test_what_was_heard_clearly_is_not() -> None:
    assert doubtful_term(QUESTION, said("?I ?use gradient boosting ?mostly")) is None
    assert doubtful_term(QUESTION, ()) is None


def test_a_key_point_that_was_said_twice_is_clear_by_the_one_that_was() -> None:
    assert doubtful_term(QUESTION, said("?drift yes drift")) is None


def test_the_heavier_key_point_comes_first() -> None:
    assert doubtful_term(QUESTION, said("?drift and ?gradient boosting")) == "gradient boosting"


def test_nothing_hangs_on_how_sure_a_small_word_is() -> None:
    assert doubtful_term(QUESTION, said("the rate ?of growth")) is None
    assert doubtful_term(QUESTION, said("the ?rate of growth")) == "rate of growth"


def test_a_term_of_the_vocabulary_is_checked_behind_the_key_points() -> None:
    assert doubtful_term(QUESTION, said("with ?Kafka."), ("Spark", "Kafka")) == "Kafka"
    assert doubtful_term(QUESTION, said("with ?Kafka"), ("Spark",)) is None
    assert doubtful_term(QUESTION, said("?Kafka and ?drift"), ("Kafka",)) == "drift"


@given(st.lists(st.sampled_from(["drift", "gradient", "boosting", "and", "Kafka"]), max_size=12))
def test_typed_words_are_never_doubted(typed) -> None:
    assert doubtful_term(QUESTION, tuple(Word(one, 0, 0) for one in typed), ("Kafka",)) is None


def test_half_is_no_doubt() -> None:
    assert doubtful_term(QUESTION, (Word("drift", 0, 1, DOUBTFUL),)) is None
