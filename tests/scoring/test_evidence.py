from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceinterview.domain.speech import SAMPLE_RATE, Word
from voiceinterview.domain.transcript import Turn
from voiceinterview.scoring.evidence import verify_quote

SAID = "So, the p-value was 0.03; I don't think we should ship it before the second week."


def candidate(text: str, number: int = 2, speaker: str = "candidate") -> Turn:
    return Turn(
        number=number,
        speaker="interviewer" if speaker == "interviewer" else "candidate",
        text=text,
        start=0,
        end=99,
        stage="dive",
        question="gap",
    )


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("I don't think we should ship it", "I don't think we should ship it"),
        ("  i DON’T think,\nwe should ship it!  ", "I don't think we should ship it"),
        ("The P value was 0.03", "the p-value was 0.03"),
        ('"before the second week."', "before the second week"),
    ],
)
def test_case_punctuation_and_spacing_do_not_matter(quote: str, stands: str) -> None:
    evidence = verify_quote(quote, [candidate(SAID)])
    assert evidence is not None
    assert (evidence.status, evidence.quote) == ("exact", stands)
    assert SAID[evidence.start : evidence.end] == stands


def test_a_near_match_is_marked_and_shows_what_was_transcribed() -> None:
    text = "I would check for leekage in the feature pipeline before anything else."
    evidence = verify_quote("check for leakage in the feature pipeline", [candidate(text)])
    assert evidence is not None
    assert evidence.status == "repaired"
    assert evidence.quote == "check for leekage in the feature pipeline"


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "...",
        "the",
        "ship it",  # two words prove nothing
        "I think we should ship it before the second week",  # a negation left out
        "the p value was 0.08; I don't think we should ship it",  # another number
        "I derived the gradient of the loss by hand",
        "I don't think we should ship it " * 20,
        "Ich glaube nicht, dass wir es ausliefern sollten",
    ],
)
def test_what_was_not_said_is_not_found(quote: str) -> None:
    assert verify_quote(quote, [candidate(SAID)]) is None


TUNED = (
    "I would minimize the median error on the training set, three weeks before the launch, and "
    "then we used an unsupervised model."
)


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("I'd would minimise the median error on the training set", False),  # a word too many
        ("I would minimise the median error on the training set", True),
        ("minimize the median error on training set, three weeks before launch", True),
        ("I would maximize the median error on the training set", False),
        ("I would minimize the mean error on the training set", False),
        ("I would minimize the median error on the testing set", False),
        ("on the training set, thirteen weeks before the launch", False),
        ("on the training set, weeks before the launch", False),
        ("and then I used an unsupervised model", False),
        ("and then we used a supervised model", False),
        ("and then we used an un supervised model", True),
        ("and then we always used an unsupervised model", False),
    ],
)
def test_a_slip_is_mended_and_another_word_is_not(quote: str, stands: bool) -> None:
    assert (verify_quote(quote, [candidate(TUNED)]) is not None) == stands


def test_a_short_turn_does_not_prove_a_long_quote() -> None:
    long = "Yes, we did it, and then I rewrote the whole pipeline in a week on my own"
    assert verify_quote(long, [candidate("Yes, we did it.")]) is None


def test_a_whole_turn_may_be_short() -> None:
    evidence = verify_quote("no idea", [candidate("No idea.")])
    assert evidence is not None
    assert evidence.quote == "No idea"


def test_the_interviewers_words_are_never_evidence() -> None:
    assert verify_quote(SAID, [candidate(SAID, speaker="interviewer")]) is None


def test_a_wrong_turn_number_is_put_right_and_the_cited_turn_goes_first() -> None:
    turns = [candidate(SAID, 2), candidate("Something else was said here.", 4), candidate(SAID, 6)]
    elsewhere = verify_quote("we should ship it", turns, cited=4)
    cited = verify_quote("we should ship it", turns, cited=6)
    assert elsewhere is not None and elsewhere.turn == 2
    assert cited is not None and cited.turn == 6


def test_evidence_is_heard_where_its_words_are_spoken(turn: Callable[..., Turn]) -> None:
    said = turn(1, "candidate", "well first I'd check for leakage then")
    evidence = verify_quote("check for leakage", [said])
    assert evidence is not None
    assert evidence.first_sample == (10 + 3) * SAMPLE_RATE
    assert evidence.last_sample == (10 + 6) * SAMPLE_RATE


def test_words_that_do_not_line_up_give_the_span_of_the_turn() -> None:
    odd = Turn(
        number=1,
        speaker="candidate",
        text="one two three four",
        start=5,
        end=50,
        stage="dive",
        question="gap",
        words=(Word("eleven", 7, 9),),
    )
    evidence = verify_quote("two three four", [odd])
    assert evidence is not None
    assert (evidence.first_sample, evidence.last_sample) == (5, 50)


@given(st.lists(st.text(max_size=80), max_size=4), st.text(max_size=80))
def test_whatever_is_found_stands_there(texts: list[str], quote: str) -> None:
    turns = [candidate(text, number) for number, text in enumerate(texts)]
    evidence = verify_quote(quote, turns)
    if evidence is not None:
        text = texts[evidence.turn]
        assert text[evidence.start : evidence.end] == evidence.quote
        assert evidence.quote


@given(st.text(max_size=120), st.data())
def test_any_whole_words_of_a_turn_are_found_exactly(text: str, data: st.DataObject) -> None:
    text = f"{text} alpha beta gamma delta {text}"
    tokens = text.split(" ")
    anchor = tokens.index("alpha")
    first = data.draw(st.integers(0, anchor))
    quote = " ".join(tokens[first : anchor + 3])
    evidence = verify_quote(quote, [candidate(text)])
    assert evidence is not None
    assert evidence.status == "exact"
    assert text[evidence.start : evidence.end].endswith("alpha beta gamma")
