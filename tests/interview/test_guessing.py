"""Working ahead: what is got ready at a pause, and what becomes of it."""

from collections.abc import Iterable

import pytest
from small_plan import small_plan
from world import World

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import seconds

ANSWER = "I look at the split."
SILENCE = 2.49  # seconds after it: whole, and little for an explanation


def asked(*replies: Iterable[str], patience: str = "normal") -> World:
    world = World(small_plan(patience=patience), replies=map(list, replies), guessing=True)
    return world.start().hear_out()


def response(world: World) -> float:
    """Seconds from the candidate's last word to the interviewer's first sound."""
    ended = world.all(e.EndTurn)[-1].words[-1].end
    return seconds(world.all(e.PlaybackStarted)[-1].at - ended)


def test_the_reply_is_ready_when_the_silence_has_lasted_and_only_its_sound_waited() -> None:
    world = asked(["What changes?"])
    world.thinking = 0.3
    world.says(ANSWER)
    world.until(e.RequestReply)
    assert world.floor == "candidate"
    assert world.all(e.EndTurn) == []
    world.until(e.EndTurn).until(e.PlaybackStarted)
    assert response(world) == pytest.approx(SILENCE + 0.1, abs=0.05)  # and the voice
    assert len(world.all(e.RequestTranscript)) == len(world.all(e.RequestReply)) == 1
    assert world.hear_out().history[1:] == [("c", ANSWER), ("i", "What changes?")]


def test_without_a_guess_everything_comes_after_the_silence() -> None:
    world = World(replies=[["What changes?"]]).start().hear_out()
    world.interview.state.candidate.guesses = 99
    world.thinking = 0.3
    world.says(ANSWER)
    world.until(e.EndTurn).until(e.PlaybackStarted)
    assert response(world) == pytest.approx(SILENCE + 0.3 + 0.1, abs=0.05)


def test_who_goes_on_makes_the_guess_void_and_nothing_of_it_is_ever_heard() -> None:
    world = asked(["Stale one. ", "Stale two?"], ["Fresh?"])
    before = world.history
    world.says(ANSWER)
    world.until(e.RequestReply)
    world.passes(0.3)  # "Stale one." is there
    world.says("And for drift.", wait=False)
    world.until(e.SpeechStarted)
    assert world.history == before
    assert world.interview.state.prepared is None
    world.until(e.EndTurn)
    world.hear_out()
    assert world.turns() == [(1, "silence", f"{ANSWER} And for drift.")]
    assert [text for who, text in world.history if who == "i"][1:] == ["Fresh?"]
    assert world.never_heard


def test_a_breath_inside_a_sentence_asks_for_words_and_drops_them_again() -> None:
    world = asked()
    world.says("I look at the split and then for drift over time.", breath=0.2)
    world.until(e.EndTurn)
    first, last = world.all(e.RequestTranscript)
    assert first.draft and last.draft
    assert len(world.all(e.DropDraft)) == 1  # she went on before its words came
    assert world.turns() == [(1, "silence", "I look at the split and then for drift over time.")]


def test_a_clause_that_may_go_on_is_waited_for_before_a_reply_is_begun() -> None:
    world = asked()
    world.says("I look at the split,")
    world.passes(1.0)
    assert world.all(e.RequestReply) == []
    world.until(e.RequestReply)
    waited = seconds(world.at - world.all(e.DraftTranscript)[0].words[-1].end)
    assert waited == pytest.approx(3.0 - 1.2, abs=0.05)


def test_no_reply_is_prepared_to_a_sentence_that_is_bound_to_go_on() -> None:
    world = asked()
    world.says("I look at the split and")
    world.passes(13.0)
    assert world.all(e.RequestReply) == []


def test_three_replies_at_most_are_prepared_for_one_turn() -> None:
    world = asked(*[["Stale?"]] * 5)
    for n in range(5):
        world.says(f"Part {n} of it.")
        world.passes(1.7)
    world.until(e.EndTurn)
    assert len(world.all(e.RequestReply)) == 4  # three guesses, and the reply that was due
    assert len(world.turns()) == 1


def test_whoever_ends_her_turns_herself_is_not_guessed_at() -> None:
    world = asked(patience="manual")
    world.says(ANSWER)
    world.passes(5)
    assert not any(request.draft for request in world.all(e.RequestTranscript))
    assert world.all(e.RequestReply) == []


def test_enter_in_a_pause_takes_what_is_known_and_what_is_ready() -> None:
    world = asked(["What changes?"])
    world.recognizing = world.thinking = 0.05
    world.says(ANSWER)
    world.passes(0.25)  # the utterance is not over yet
    world.key("end_answer")
    assert world.turns() == [(1, "command", ANSWER)]
    world.until(e.PlaybackStarted)
    assert len(world.all(e.RequestTranscript)) == len(world.all(e.RequestReply)) == 1


def test_a_guess_that_the_recognizer_failed_at_costs_nothing() -> None:
    world = asked()
    world.recognizer_faults.append("once")
    world.recognizing = 0.1
    world.says(ANSWER)
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", ANSWER)]
    assert world.notices() == []


def test_a_late_transcript_of_an_earlier_pause_is_not_taken_for_the_whole() -> None:
    world = asked()
    world.recognizing = None
    world.says("I look at the split and then for drift.", breath=0.2)
    world.passes(0.5)
    world.transcripts_come()
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", "I look at the split and then for drift.")]


def test_a_model_that_fails_at_a_guess_is_replaced_when_the_turn_ends() -> None:
    world = asked(["Fair. ", "\0gone"])
    world.says(ANSWER)
    world.until(e.EndTurn)
    world.hear_out()
    assert "scripted interviewer takes over" in world.notices()[0]
    assert world.history[-1] == ("i", "Fair. What changes over time?")


# --- barge-in: lower the voice, hold it, decide ---------------------------------------------


def speaking() -> World:
    world = World(guessing=True).start()
    world.until(e.PlaybackStarted)
    world.passes(0.4)
    return world


def test_sound_over_her_voice_lowers_it_and_silence_raises_it() -> None:
    world = speaking()
    world.tell(e.SpeechSuspected(at=world.at))
    world.tell(e.SuspicionDropped(at=world.at))
    assert [duck.ducked for duck in world.all(e.DuckSpeech)] == [True, False]
    assert world.all(e.HoldSpeech) == []


def test_a_cough_holds_her_voice_and_she_goes_on_from_there() -> None:
    world = speaking()
    world.says("hm", 0.2)
    world.hear_out()
    assert [hold.held for hold in world.all(e.HoldSpeech)] == [True, False]
    assert world.all(e.StopSpeaking) == []
    assert world.history == [("i", "Welcome to one. How do you start?")]
    assert world.turns() == []


def test_speech_that_lasts_stops_her_where_she_was_held() -> None:
    world = speaking()
    world.says("Sorry, may I ask something about that?", wait=False)
    world.until(e.StopSpeaking)
    held = world.all(e.HoldSpeech)
    assert [hold.held for hold in held] == [True]
    assert seconds(held[0].at - world.all(e.SpeechStarted)[0].start) < 0.15
    assert world.floor == "candidate"


def test_the_farewell_is_not_held() -> None:
    world = World(guessing=True).start().hear_out()
    for _ in range(9):
        if not world.ended:
            world.answers(ANSWER)
    assert world.all(e.HoldSpeech) == []
