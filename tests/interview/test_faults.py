"""Engines and devices that fail: the interview goes on, and the candidate is told."""

from collections.abc import Callable

import pytest
from test_keys import (
    answer_open,
    assert_goes_on,
    every_state,
    in_mid_speech,
    kept,
    understood,
    with_the_floor,
    words_awaited,
)
from world import BROKEN, GONE, World

from voiceinterview.domain import events as e

ANSWER = "I look at the split."


def answered(*reply: str) -> World:
    """The candidate's first answer, and what the interviewer says after `reply` of a model."""
    return World(replies=[list(reply)]).start().hear_out().answers(ANSWER)


# --- the recognizer -----------------------------------------------------------------------------


def test_words_that_one_failure_cost_are_missed_and_the_interview_goes_on() -> None:
    world = with_the_floor()
    world.recognizer_faults.append("once")
    world.says("I look at the split.")
    world.passes(1)
    assert world.notices() == ["The recognizer failed. Mend it. The recording goes on."]
    world.says("As I said, the split.")
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", "As I said, the split.")]


def test_a_failure_in_the_middle_of_an_answer_keeps_the_rest_of_it() -> None:
    world = answer_open()
    world.recognizer_faults.append("once")
    world.says("then for drift.")
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", "I look at the split and")]


def test_three_failures_running_end_the_session_with_the_words_that_came() -> None:
    world = answer_open()
    world.recognizer_faults.extend(["once"] * 3)
    for _ in range(3):
        world.says("then for drift and")
        world.passes(0.9)
    assert world.turns() == [(1, "leaving", "I look at the split and")]
    assert world.all(e.EndSession)[0].reason == "recognizer_failed"


def test_failures_that_are_not_in_a_row_end_nothing() -> None:
    world = with_the_floor()
    for fault in ("once", "once", "", "once", "once"):
        world.recognizer_faults.append(fault)
        world.says("then for drift and")
        world.passes(0.8)
    assert not world.ended


def test_a_lasting_failure_ends_the_session_with_the_words_that_came() -> None:
    world = answer_open()
    world.recognizer_faults.append("lasting")
    world.says("then for drift.")
    world.until(e.EndSession)
    assert world.turns() == [(1, "leaving", "I look at the split and")]
    assert world.all(e.EndSession)[0].reason == "recognizer_failed"


def test_a_lasting_failure_does_not_wait_for_other_transcripts() -> None:
    world = with_the_floor()
    world.recognizing = None
    world.says("One and")
    world.passes(0.5)
    world.says("two and")
    world.passes(0.5)
    world.fails("recognizer", lasting=True, job=1)
    assert world.ended


# --- the model ----------------------------------------------------------------------------------


def test_a_model_that_fails_before_its_first_word_is_replaced_for_this_turn() -> None:
    world = answered(BROKEN)
    assert world.said()[-2:] == ["I see.", "What changes over time?"]
    assert "takes over until the model answers again" in world.notices()[0]


def test_a_model_that_answers_again_words_the_next_reply() -> None:
    world = answered(BROKEN)
    world.answers("It drifts.")
    assert world.notices()[1] == "The language model answers again, and words the next reply."
    assert len(world.all(e.RequestReply)) == 2


def test_a_model_that_fails_in_mid_sentence_keeps_its_whole_sentences() -> None:
    world = answered("Fair enough. ", "And what ab", BROKEN)
    assert world.said()[-2:] == ["Fair enough.", "What changes over time?"]


def test_a_model_that_fails_after_its_question_has_said_enough() -> None:
    world = answered("Fair enough. ", "And then? ", "I mean", BROKEN)
    assert world.said()[-2:] == ["Fair enough.", "And then?"]
    assert world.notices() == []


def test_while_a_model_is_gone_nobody_waits_for_it_and_it_is_looked_for_at_every_turn() -> None:
    world = answered(GONE)
    (notice,) = world.notices()
    assert notice == (
        "The language_model failed. The scripted interviewer takes over from here on. Mend it."
    )
    world.answers("It drifts.").answers("No idea.")
    assert len(world.all(e.RequestReply)) == 1
    assert len(world.all(e.CheckModel)) == 3
    assert world.notices() == [notice]


def test_a_slow_model_is_bridged_once() -> None:
    world = World(replies=[["What changes?"]]).start().hear_out()
    world.thinking = 4.0
    world.answers(ANSWER)
    assert world.said()[-2:] == ["One moment.", "What changes?"]
    assert world.history[-1] == ("i", "One moment. What changes?")


def test_a_bridge_is_no_reply_who_speaks_on_over_it_takes_her_turn_back() -> None:
    world = World(replies=[["Stale?"], ["Fresh?"]]).start().hear_out()
    world.thinking = 4.0
    world.says(ANSWER)
    world.until(e.EndTurn)
    world.passes(1.7)
    assert world.said()[-1] == "One moment."
    world.says("And for drift.")
    world.until(e.EndTurn)
    world.hear_out()
    assert world.turns()[-1] == (1, "silence", "I look at the split. And for drift.")
    assert world.said()[-1] == "Fresh?"


@pytest.mark.parametrize("reply", ["", '{"question": "Why?"}', "```", "***"])
def test_a_reply_that_is_no_speech_is_replaced_and_the_user_is_told(reply: str) -> None:
    world = answered(*([reply] if reply else []))
    assert world.said()[-2:] == ["I see.", "What changes over time?"]
    assert world.notices() == [
        "The model's reply could not be spoken; the scripted wording is used this time."
    ]


def test_of_three_questions_the_first_is_asked_and_the_rest_not_even_fetched() -> None:
    world = answered("Hm. ", "What changes? ", "How? ", "When? ")
    assert world.said()[-2:] == ["Hm.", "What changes?"]
    assert len(world.all(e.CancelReply)) == 1
    assert world.stale == {"How? ", "When? "}


def test_a_flood_of_words_is_cut_short_and_ends_in_the_question() -> None:
    world = answered(*["The split is what matters here. "] * 700)
    assert world.said()[2:] == [
        "The split is what matters here.",
        "The split is what matters here.",
        "What changes over time?",
    ]
    assert len(world.all(e.ReplyChunk)) < 10


def test_a_reply_without_the_question_that_was_due_gets_it() -> None:
    world = answered("Fair enough.")
    assert world.said()[-2:] == ["Fair enough.", "What changes over time?"]


def test_what_a_withdrawn_reply_goes_on_to_write_is_never_spoken() -> None:
    world = World(replies=[["Stale one. ", "Stale two? "], ["Fresh? "]]).start().hear_out()
    world.thinking = 1.0
    world.says(ANSWER)
    world.until(e.RequestReply)
    world.says("And for drift.")
    world.until(e.EndTurn)
    world.tell(e.ReplyChunk(at=world.at, reply=1, text="Stale one. "))
    world.tell(e.ReplyDone(at=world.at, reply=1))
    world.fails("language_model", job=1)
    world.hear_out()
    assert world.said()[2:] == ["Fresh?"]
    assert world.notices() == []


# --- devices and the voice ----------------------------------------------------------------------


@every_state
def test_a_lost_microphone_pauses_and_its_return_goes_on(reach: Callable[[], World]) -> None:
    world = reach()
    world.fails("microphone")
    assert world.floor == "nobody"
    world.passes(20)
    world.restored("microphone")
    assert world.notices()[-1] == "The microphone is back."
    assert_goes_on(world)


@every_state
def test_a_lost_speaker_is_told_and_changes_nothing_else(reach: Callable[[], World]) -> None:
    world = reach()
    floor = world.floor
    before = world.notices()
    world.fails("speaker")
    assert world.notices() == [*before, "The speaker failed. Mend it."]
    assert world.floor == floor
    world.restored("speaker")
    assert_goes_on(world)


def test_a_pause_of_the_candidates_outlasts_a_lost_microphone() -> None:
    world = answer_open()
    world.key("pause")
    world.fails("microphone")
    world.restored("microphone")
    assert world.notices()[-1] == "The microphone is back. Press p to go on."
    assert world.all(e.ResumeSession) == []
    world.key("resume")
    assert_goes_on(world)


def test_nobody_goes_on_without_a_microphone() -> None:
    world = answer_open()
    world.fails("microphone")
    world.key("resume")
    assert world.all(e.ResumeSession) == []
    assert "still gone" in world.notices()[-1]
    world.restored("microphone")
    assert_goes_on(world)


def test_a_microphone_lost_after_quit_does_not_hold_the_end_up() -> None:
    world = words_awaited()
    world.key("quit")
    world.fails("microphone")
    world.passes(1)
    assert world.turns() == [(1, "leaving", ANSWER)]
    assert world.ended


def test_a_microphone_lost_in_mid_answer_keeps_what_was_said() -> None:
    world = in_mid_speech()
    world.fails("microphone")
    world.passes(5)
    world.restored("microphone")
    world.hear_out()
    world.until(e.EndTurn)
    assert kept(world) == understood(world) != []


def test_a_voice_that_fails_leaves_the_text_on_the_screen() -> None:
    world = World().start()
    world.fails("synthesizer", job=1)
    assert world.notices() == ["The synthesizer failed. Mend it. The text is on the screen."]
    assert_goes_on(world)
