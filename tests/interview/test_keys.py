"""Pause, repeat, skip, quit, in every state that the interview can be in."""

from collections.abc import Callable

import pytest
from small_plan import question, small_plan, stage
from world import World

from voiceinterview.domain import events as e

ANSWER = "I look at the split."


def before_any_sound() -> World:
    return World().start()


def being_greeted() -> World:
    return World().start().until(e.PlaybackStarted)


def with_the_floor() -> World:
    return World().start().hear_out()


def in_mid_speech() -> World:
    world = with_the_floor()
    world.says("I look at the split and then, of course, for drift.", wait=False)
    world.passes(1.5)
    return world


def words_awaited() -> World:
    world = with_the_floor()
    world.says(ANSWER)
    world.until(e.RequestTranscript)
    return world


def answer_open() -> World:
    world = with_the_floor()
    world.says("I look at the split and")
    world.passes(0.8)
    return world


def enter_pressed_and_words_awaited() -> World:
    world = words_awaited()
    world.key("end_answer")
    return world


def reply_being_worded() -> World:
    world = with_the_floor()
    world.thinking = 1.4
    world.says(ANSWER)
    return world.until(e.EndTurn)


def reply_being_spoken() -> World:
    return reply_being_worded().until(e.PlaybackStarted)


def being_nudged() -> World:
    world = with_the_floor()
    world.passes(30)
    world.until(e.PlaybackStarted)
    return world


def repeated_over_an_open_answer() -> World:
    world = answer_open()
    world.key("repeat")
    return world.until(e.PlaybackStarted)


def skipped_before_any_sound() -> World:
    world = with_the_floor()
    world.key("skip")
    return world


STATES = [
    before_any_sound, being_greeted, with_the_floor, in_mid_speech, words_awaited, answer_open,
    enter_pressed_and_words_awaited, reply_being_worded, reply_being_spoken, being_nudged,
    repeated_over_an_open_answer, skipped_before_any_sound,
]  # fmt: skip
every_state = pytest.mark.parametrize("reach", STATES, ids=lambda reach: reach.__name__)


def understood(world: World) -> list[str]:
    return [word.text for event in world.all(e.FinalTranscript) for word in event.words]


def kept(world: World) -> list[str]:
    """The words of every turn as it ended last."""
    last = {turn: words for turn, _, words in world.turns()}
    return " ".join(last[turn] for turn in sorted(last)).split()


def assert_goes_on(world: World) -> None:
    """The candidate can still answer, and nothing that she said was lost."""
    world.hear_out()
    asked = len(world.all(e.AskQuestion))
    world.says("And also for drift.")
    world.until(e.EndTurn)
    world.until(e.AskQuestion)
    assert len(world.all(e.AskQuestion)) > asked
    assert kept(world) == understood(world)


@every_state
def test_a_pause_stops_everything_and_the_interview_goes_on_after_it(
    reach: Callable[[], World],
) -> None:
    world = reach()
    world.key("pause")
    assert (world.floor, world.outstanding) == ("nobody", 0)
    at = world.at
    world.passes(60)
    assert not [x for x in world.all(e.Speak) if x.at > at]
    world.key("resume")
    assert_goes_on(world)


@every_state
def test_the_same_key_pauses_and_goes_on(reach: Callable[[], World]) -> None:
    world = reach()
    world.key("pause")
    world.key("pause")
    assert len(world.all(e.ResumeSession)) == 1
    assert_goes_on(world)


@every_state
def test_keys_but_quit_wait_for_the_end_of_a_pause(reach: Callable[[], World]) -> None:
    world = reach()
    world.key("pause")
    for key in ("end_answer", "repeat", "skip", "say"):
        world.key(key, "words")  # type: ignore[arg-type]
    assert world.notices()[-4:] == ["Paused. Press p to go on."] * 4
    world.key("resume")
    assert_goes_on(world)


@every_state
def test_a_repeat_never_costs_a_word(reach: Callable[[], World]) -> None:
    world = reach()
    world.key("repeat")
    assert_goes_on(world)


@every_state
def test_a_skip_never_costs_a_word(reach: Callable[[], World]) -> None:
    world = reach()
    world.key("skip")
    world.passes(0.5)
    assert_goes_on(world)


@every_state
def test_quit_ends_with_every_word_that_was_said(reach: Callable[[], World]) -> None:
    world = reach()
    world.key("quit")
    world.passes(1)
    assert world.all(e.EndSession)[0].reason == "quit"
    assert world.floor == "nobody"
    assert kept(world) == understood(world)


@every_state
def test_quit_in_a_pause_ends_with_every_word_that_was_said(reach: Callable[[], World]) -> None:
    world = reach()
    world.key("pause")
    world.key("quit")
    world.passes(1)
    assert world.all(e.EndSession)[0].reason == "quit"
    assert kept(world) == understood(world)


@every_state
def test_a_second_quit_does_not_wait_for_the_recognizer(reach: Callable[[], World]) -> None:
    world = reach()
    world.recognizing = None
    world.key("quit")
    world.key("quit")
    assert world.ended


@every_state
def test_the_end_of_the_input_keeps_every_word(reach: Callable[[], World]) -> None:
    world = reach()
    world.tell(e.InputEnded(at=world.at))
    world.passes(1)
    assert world.all(e.EndSession)[0].reason == "input_ended"
    assert kept(world) == understood(world)


def test_an_answer_open_at_the_end_of_the_input_is_taken_as_it_is() -> None:
    world = in_mid_speech()
    world.tell(e.InputEnded(at=world.at))
    world.passes(0.5)
    ((turn, why, words),) = world.turns()
    assert (turn, why) == (1, "leaving")
    assert words.startswith("I look at the")


def test_quit_with_an_open_answer_keeps_its_words() -> None:
    world = answer_open()
    world.key("quit")
    assert world.turns() == [(1, "leaving", "I look at the split and")]


def test_quit_in_a_pause_with_an_open_answer_keeps_its_words() -> None:
    world = answer_open()
    world.key("pause")
    world.key("quit")
    assert world.turns() == [(1, "leaving", "I look at the split and")]


def test_keys_after_quit_change_nothing_while_the_last_words_are_awaited() -> None:
    world = words_awaited()
    world.key("quit")
    for key in ("repeat", "skip", "pause", "end_answer"):
        world.key(key)  # type: ignore[arg-type]
    world.passes(1)
    assert world.turns() == [(1, "leaving", ANSWER)]
    assert world.ended


def test_a_repeat_says_the_question_again_and_the_open_answer_goes_on() -> None:
    world = answer_open()
    world.key("repeat")
    world.hear_out()
    assert world.said()[-2:] == ["Once more.", "How do you start?"]
    world.passes(5)  # time to take it up again
    assert world.turns() == []
    world.says("for drift.")
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", "I look at the split and for drift.")]


def test_a_repeat_of_a_follow_up_repeats_the_follow_up() -> None:
    world = with_the_floor().answers(ANSWER)
    world.key("repeat")
    world.hear_out()
    assert world.said()[-1] == "What changes over time?"


def test_a_repeat_while_the_reply_is_worded_waits_for_it() -> None:
    world = reply_being_worded()
    world.key("repeat")
    world.hear_out()
    assert "Once more." not in world.said()


def test_a_repeat_after_enter_opens_the_answer_again() -> None:
    world = enter_pressed_and_words_awaited()
    world.key("repeat")
    world.hear_out()
    assert world.turns() == []
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", ANSWER)]


def test_a_skip_with_nothing_said_passes_on_without_a_turn() -> None:
    world = with_the_floor()
    world.key("skip")
    assert world.all(e.RequestReply) == []
    world.hear_out()
    assert world.turns() == []
    assert world.said()[2:] == ["Let us leave that.", "Next question.", "And then what?"]


def test_a_skip_with_words_said_keeps_them() -> None:
    world = answer_open()
    world.key("skip")
    world.hear_out()
    assert world.turns() == [(1, "skip", "I look at the split and")]
    assert world.history[1] == ("c", "I look at the split and")
    assert world.all(e.AskQuestion)[-1].question == "q2"


def test_a_skip_during_a_repeat_keeps_the_open_answer() -> None:
    world = repeated_over_an_open_answer()
    world.key("skip")
    world.hear_out()
    assert world.turns() == [(1, "skip", "I look at the split and")]
    assert world.all(e.AskQuestion)[-1].question == "q2"


def test_a_skip_is_not_undone_by_the_end_of_a_sentence() -> None:
    world = answer_open()
    world.key("skip")
    world.says("so on.", 0.4, wait=False)
    world.until(e.AskQuestion)
    assert world.all(e.AskQuestion)[-1].question == "q2"


def test_a_skip_that_was_paused_is_still_a_skip() -> None:
    world = skipped_before_any_sound()
    world.key("pause")
    world.key("resume")
    world.hear_out()
    assert world.all(e.AskQuestion)[-1].question == "q2"


def test_a_skip_over_the_question_being_asked_leaves_that_one() -> None:
    world = being_greeted()
    world.key("skip")
    world.hear_out()
    assert [asked.question for asked in world.all(e.AskQuestion)] == ["q1", "q2"]


def test_a_skip_of_the_last_question_closes() -> None:
    world = World(small_plan(stage("one", question("q", "Why?")))).start().hear_out()
    world.key("skip")
    world.until(e.EndSession)
    assert world.all(e.EndSession)[0].reason == "finished"


def test_enter_over_the_interviewer_takes_the_floor() -> None:
    world = being_greeted()
    world.key("end_answer")
    assert (world.floor, len(world.all(e.StopSpeaking))) == ("candidate", 1)
    assert world.turns() == []


def test_a_reply_that_was_paused_before_its_sound_is_asked_for_again() -> None:
    world = reply_being_worded()
    world.key("pause")
    assert len(world.all(e.CancelReply)) == 1
    world.key("resume")
    assert len(world.all(e.RequestReply)) == 2
    assert len(world.turns()) == 1


def test_a_question_that_was_cut_by_a_pause_is_asked_again() -> None:
    world = reply_being_spoken()
    world.key("pause")
    world.key("resume")
    world.hear_out()
    assert world.said()[-3:] == ["Let us go on.", "I see.", "What changes over time?"]
    assert world.all(e.AskQuestion)[-1].follow_up == 1


def test_an_answer_that_was_paused_is_not_taken_for_finished() -> None:
    world = in_mid_speech()
    world.key("pause")
    world.passes(60)
    world.key("resume")
    world.hear_out()
    assert world.said()[-1] == "Let us go on."
    world.passes(5)
    assert world.turns() == []
