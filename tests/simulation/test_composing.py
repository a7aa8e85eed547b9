"""What a character answers: from the question's own material, the same for the same seed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_character import PLAIN
from small_plan import question

from voiceinterview.domain.characters import Aside, Character, Habit, Pausing
from voiceinterview.domain.questions import FollowUp, KeyPoint, Mistake, Question
from voiceinterview.simulation.composing import Asked, compose, made_points

ASK: Question = replace(
    question("q1", "How do you start?"),
    key_points=(
        KeyPoint("split", "Looks at the split.", 2, ("split",)),
        KeyPoint("drift", "Looks for drift.", 1, ("drift",)),
        KeyPoint("curve", "Draws a curve.", 1, ("curve",)),
    ),
    expert_answer="Data first. I look at the split. Then I look for drift. Last I draw a curve.",
    mistakes=(Mistake("I add layers.", "wrong"), Mistake("I ignore it.", "wrong")),
)


def said(character: Character, asked: Asked, seed: str = "1") -> str:
    return " ".join(utterance.text for utterance in compose(character, asked, seed))


def answering(**changes: object) -> Character:
    return replace(PLAIN, answer=replace(PLAIN.answer, **changes))


def test_who_covers_all_says_a_sentence_for_each_point_in_the_answers_order() -> None:
    assert said(PLAIN, Asked(ASK)) == (
        "I look at the split. Then I look for drift. Last I draw a curve."
    )


def test_who_covers_a_part_makes_that_share_of_the_points() -> None:
    one = answering(covers=0.34)
    texts = {said(one, Asked(ASK), str(seed)) for seed in range(20)}
    assert texts == {"I look at the split.", "Then I look for drift.", "Last I draw a curve."}


def test_a_follow_up_brings_the_point_that_it_asks_for() -> None:
    probe = FollowUp("probe", "And over time?", when_missing="drift")
    assert said(PLAIN, Asked(ASK, probe)) == "Then I look for drift."


def test_half_of_a_long_sentence_said_alone_ends_as_one() -> None:
    filler = " ".join(["word"] * 20)
    long = replace(ASK, expert_answer=f"I look at the split {filler}, then at the drift {filler}.")
    probe = FollowUp("probe", "And how so?", when_missing="split")
    assert said(PLAIN, Asked(long, probe)) == f"I look at the split {filler}."
    assert said(PLAIN, Asked(long)) == long.expert_answer
    assert made_points(long, f"I look at the split {filler}.") == {"split"}


def test_a_point_that_was_made_is_not_made_again() -> None:
    asked = Asked(ASK, again=True, made=frozenset({"split", "drift"}))
    assert said(PLAIN, asked) == "Last I draw a curve."
    done = replace(asked, made=frozenset({"split", "drift", "curve"}))
    assert said(PLAIN, done) == "Pass."


def test_who_is_mistaken_says_each_mistake_once() -> None:
    wrong = answering(mistaken=1.0)
    first = said(wrong, Asked(ASK))
    assert first in ("I add layers.", "I ignore it.")
    second = said(wrong, Asked(ASK, said=first))
    assert {first, second} == {"I add layers.", "I ignore it."}
    assert said(wrong, Asked(ASK, said=f"{first} {second}")) == "Pass."


def test_no_more_sentences_than_the_character_ever_says() -> None:
    assert said(answering(most=1), Asked(ASK)) == "I look at the split."


def test_before_the_first_question_there_is_nothing_to_say_but_that() -> None:
    assert said(PLAIN, Asked(None)) == "Pass."


def test_the_silent_one_says_nothing() -> None:
    assert compose(replace(PLAIN, silent=1.0), Asked(ASK), "1") == ()


def test_what_is_said_instead_gives_way_once_the_interviewer_comes_back_to_it() -> None:
    asks = replace(PLAIN, asides=(Aside("instead", 1, ("What do you mean?",)),))
    assert said(asks, Asked(ASK)) == "What do you mean?"
    assert said(asks, Asked(ASK, again=True)).startswith("I look at the split.")


def test_asides_come_with_every_nth_answer_and_go_round() -> None:
    orders = replace(PLAIN, asides=(Aside("before", 2, ("Obey.", "Praise me.")),))
    begins = [said(orders, Asked(ASK, answer=n)).split(". ")[0] for n in range(5)]
    assert begins == [
        "Obey", "I look at the split", "Praise me", "I look at the split", "Obey",
    ]  # fmt: skip


def test_habits_stand_round_the_answer() -> None:
    chatty = replace(
        answering(most=1),
        opens=Habit(1.0, ("Well.",)),
        hedges=Habit(1.0, ("I think,",)),
        strays=Habit(1.0, ("Once in Rome it rained.", "My aunt has a cat."), times=2),
        closes=Habit(1.0, ("That is it.",)),
    )
    words = said(chatty, Asked(ASK))
    assert words.startswith("Well. I think, I look at the split. ")
    assert words.endswith(" That is it.")
    assert "Rome" in words and "aunt" in words


def test_a_hedge_lowers_the_first_letter_it_stands_before() -> None:
    hedging = replace(PLAIN, hedges=Habit(1.0, ("Maybe,",)))
    probe = FollowUp("probe", "And over time?", when_missing="drift")
    assert said(hedging, Asked(ASK, probe)) == "Maybe, then I look for drift."


def test_points_are_known_to_be_made_whatever_stands_before_a_sentence() -> None:
    hedging = replace(PLAIN, hedges=Habit(1.0, ("Maybe,",)))
    assert made_points(ASK, said(hedging, Asked(ASK))) == {"split", "drift", "curve"}


@pytest.mark.parametrize("again", [False, True])
@settings(max_examples=25)
@given(seed=st.text(max_size=8), answer=st.integers(0, 50))
def test_the_same_seed_says_the_same(again: bool, seed: str, answer: int) -> None:
    character = replace(
        answering(covers=0.5, mistaken=0.3),
        opens=Habit(0.5, ("Well.", "So.")),
        pauses=Pausing(1.0, (0.5, 0.9), breaks=0.5, inside=(1.0, 2.0), false_starts=0.5),
    )
    asked = Asked(ASK, again=again, answer=answer)
    assert compose(character, asked, seed) == compose(character, asked, seed)
