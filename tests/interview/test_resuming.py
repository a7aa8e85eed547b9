"""A session that was cut off anywhere goes on from its log."""

import pytest
from small_plan import small_plan
from test_keys import answer_open, words_awaited
from world import GONE, World

from voiceinterview.domain import events as e
from voiceinterview.domain.plan import Plan
from voiceinterview.interview.interview import Interview


def eventful() -> World:
    """A session in which most things happen once."""
    world = World(replies=[["Hm. ", "And drift? "], ["Good. "]]).start().hear_out()
    world.says("I look at the split and")
    world.passes(0.8)
    world.key("repeat")
    world.hear_out()
    world.says("for leaks.")
    world.until(e.EndTurn).until(e.PlaybackStarted)
    world.says("May I interrupt you here for a moment?")
    world.until(e.EndTurn).hear_out()
    world.key("pause")
    world.key("resume")
    world.hear_out()
    world.key("skip")
    world.hear_out()
    world.passes(31)
    world.hear_out()
    world.fails("microphone")
    world.restored("microphone")
    world.hear_out().answers("It drifts.")
    world.says("And so on and")
    world.key("quit")
    world.passes(2)
    return world


def resumed(log: list[e.Event], plan: Plan | None = None) -> World:
    """A new process takes up the session with this log."""
    interview = Interview(plan or small_plan())
    for event in log:
        if isinstance(event, e.Observation):
            interview.receive(event)
    utterance = max((getattr(event, "utterance", 0) for event in log), default=0)
    world = World(interview=interview, at=log[-1].at / 16_000 + 1, utterance=utterance)
    world.log = list(log)
    return world.resume()


LOG = eventful().log


@pytest.mark.parametrize("length", range(1, len(LOG) + 1))
def test_a_session_goes_on_after_any_prefix_of_its_log(length: int) -> None:
    world = resumed(LOG[:length])
    before = [event for event in LOG[:length] if isinstance(event, e.FinalTranscript)]
    world.hear_out()
    asked = len(world.all(e.AskQuestion))
    world.says("Finally the last answer.")
    world.until(e.EndTurn)
    assert len(world.hear_out().all(e.AskQuestion)) > asked or world.ended
    last = {turn: words for turn, _, words in world.turns()}
    kept = " ".join(last[turn] for turn in sorted(last)).split()
    understood = [word.text for event in before for word in event.words]
    assert kept == [*understood, *["Finally", "the", "last", "answer."]]


def test_the_numbers_of_pieces_replies_and_timers_go_on() -> None:
    world = resumed(LOG)
    numbers = [speak.piece for speak in world.all(e.Speak)]
    assert numbers == sorted(set(numbers))
    timers = [timer.timer for timer in world.all(e.SetTimer)]
    assert len(timers) == len(set(timers))


def test_a_session_that_was_quit_can_be_taken_up_again() -> None:
    world = answer_open()
    world.key("quit")
    world = resumed(world.log).hear_out()
    assert world.said()[-2:] == ["Let us go on.", "How do you start?"]
    world.says("for drift.")
    world.until(e.EndTurn)
    assert world.turns()[-1] == (1, "silence", "I look at the split and for drift.")
    assert not world.ended


def test_a_session_cut_off_while_it_was_ending_is_not_ended_by_the_next_answer() -> None:
    world = words_awaited()
    world.key("quit")
    world = resumed(world.log).hear_out().answers("I look at the split.")
    assert not world.ended


def test_a_new_process_asks_the_model_again() -> None:
    world = World(replies=[[GONE]]).start().hear_out().answers("No idea.")
    world = resumed(world.log).hear_out()
    world.answers("Really none.")
    assert len(world.all(e.RequestReply)) == 2
