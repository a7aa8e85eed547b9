"""Speech over playback: an interruption, an "mm-hm", or the answer begun early."""

from dataclasses import replace

import pytest
from small_plan import PERSONA, question, small_plan, stage
from world import STOPS, World

from voiceinterview.domain import events as e


def speaking() -> World:
    """The first question is being asked; half a second of it has been heard."""
    world = World().start().until(e.PlaybackStarted)
    world.passes(0.5)
    return world


def test_speech_that_lasts_stops_the_interviewer_and_has_the_floor() -> None:
    world = speaking()
    began = world.now
    world.says("Sorry, what kind of model is it?", wait=False)
    world.until(e.StopSpeaking)
    assert world.now - began == pytest.approx(0.3 + STOPS, abs=0.01)
    assert world.floor == "candidate"
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", "Sorry, what kind of model is it?")]


def test_history_keeps_only_what_was_heard() -> None:
    world = speaking()
    world.says("Sorry, what kind of model is it?")
    assert world.history == [("i", "Welcome to one.")]
    world.until(e.EndTurn).hear_out()
    assert world.history[:2] == [
        ("i", "Welcome to one."),
        ("c", "Sorry, what kind of model is it?"),
    ]


@pytest.mark.parametrize("seconds", [0.15, 0.25, 0.29])
def test_a_short_sound_of_agreement_does_not_stop_her(seconds: float) -> None:
    world = speaking()
    world.says("Mm-hm.", seconds)
    world.hear_out()
    assert world.all(e.StopSpeaking) == []
    assert world.all(e.RequestTranscript) == []
    assert world.history == [("i", "Welcome to one. How do you start?")]


def test_two_sounds_of_agreement_are_not_one_interruption() -> None:
    world = speaking()
    world.says("Mm-hm.", 0.2)
    world.passes(0.35)
    world.says("Yes.", 0.2)
    world.hear_out()
    assert world.all(e.StopSpeaking) == []


def test_speech_begun_over_the_last_words_is_the_answer() -> None:
    world = World().start()
    world.passes(2.0)  # "... do you start?"
    assert world.floor == "interviewer"
    world.says("I look at the split.")
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", "I look at the split.")]


def test_an_interrupted_question_may_be_repeated() -> None:
    world = speaking()
    world.says("Sorry?")
    world.passes(0.3)
    world.key("repeat")
    world.passes(0.1)
    assert world.said()[-2:] == ["Once more.", "How do you start?"]


def test_speech_before_the_first_sound_does_not_cost_the_opening() -> None:
    world = World().start()
    world.says("Hello? Is there anybody in here with me?", wait=False)
    world.until(e.AskQuestion)
    assert world.all(e.StopSpeaking) == []
    world.until(e.StopSpeaking)  # she goes on speaking: now there is something to interrupt
    assert world.all(e.StartStage)


def test_a_hello_before_the_first_sound_is_no_interruption() -> None:
    world = World().start()
    world.says("Hi.", 0.2)
    world.hear_out()
    assert world.all(e.StopSpeaking) == []


def farewell() -> World:
    world = World(small_plan(stage("one", question("q", "Why?")))).start().hear_out()
    world.answers("no idea.").answers("none.")
    world.says("Nothing.")
    world.until(e.EndTurn).until(e.PlaybackStarted)
    return world


def test_the_farewell_is_spoken_to_its_end() -> None:
    world = farewell()
    world.says("Wait, there is one more thing I have to say.", wait=False)
    world.until(e.EndSession)
    assert world.all(e.StopSpeaking) == []
    assert world.history[-1] == ("i", "I see. That was one. Goodbye.")


def test_nothing_is_decided_after_the_end() -> None:
    world = farewell()
    world.until(e.EndSession)
    ended = len(world.decisions)
    world.says("Hello?")
    world.key("repeat")
    world.key("quit")
    world.fails("microphone")
    world.passes(60)
    assert len(world.decisions) == ended


def test_an_interruption_while_the_model_still_writes_cancels_it() -> None:
    world = World(replies=[["Interesting. ", *["and so on "] * 200]]).start().hear_out()
    world.says("I look at the split.")
    world.until(e.EndTurn).until(e.PlaybackStarted)
    world.says("And also for drift of course.", 2.0)
    assert len(world.all(e.CancelReply)) == 1
    world.until(e.EndTurn)
    assert world.turns()[-1] == (2, "silence", "And also for drift of course.")


def taken_back() -> World:
    """She goes on before the reply's first sound; its onset is known only after that."""
    world = World().start().hear_out()
    world.says("I look at the split.")
    world.until(e.EndTurn)
    world.passes(0.05)  # the reply is ready; its sound comes after 0.1 s
    world.says("And for drift.", wait=False)
    world.until(e.PlaybackStarted).until(e.SpeechStarted)
    assert (world.floor, world.history) == (
        "candidate", [("i", "Welcome to one. How do you start?")]
    )  # fmt: skip
    world.until(e.EndTurn)
    return world.hear_out()


def test_who_went_on_before_the_replys_first_sound_has_one_answer() -> None:
    world = taken_back()
    assert world.turns()[-1] == (1, "silence", "I look at the split. And for drift.")
    assert world.history[1:3] == [
        ("c", "I look at the split. And for drift."), ("i", "I see. Why the split first?"),
    ]  # fmt: skip


# --- an answer that goes on past its time -----------------------------------------------------


def rambling(*, allowed: bool = True, phrases: tuple[str, ...] = ("Let me stop you.",)) -> World:
    persona = replace(PERSONA, phrases={**PERSONA.phrases, "interruptions": phrases})
    one = stage("one", replace(question("q1", "How?"), minutes=1), question("q2", "And then?"))
    world = World(replace(small_plan(one), persona=persona, interrupts=allowed), guessing=True)
    world.start().hear_out()
    for _ in range(12):
        if world.turns():
            break
        world.says("and so we went on and on with the split and", 10.0)
        world.passes(0.8)  # a pause in the middle of it
    return world


def test_whoever_rambles_past_the_questions_time_is_stopped_at_a_pause() -> None:
    world = rambling()
    assert world.turns()[0][:2] == (1, "interrupted")
    assert world.hear_out().history[-1] == ("i", "Let me stop you. Next question. And then?")
    ended = world.all(e.EndTurn)[0]
    assert ended.at - ended.words[-1].end >= 0.5 * 16_000  # nobody was talked over


def test_nobody_is_stopped_where_the_setting_or_the_persona_does_not_allow_it() -> None:
    assert rambling(allowed=False).turns() == []
    assert rambling(phrases=()).turns() == []
