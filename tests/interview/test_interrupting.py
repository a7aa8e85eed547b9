"""Speech over playback: an interruption, an "mm-hm", or the answer begun early."""

from dataclasses import replace

import pytest
from small_plan import PERSONA, question, small_plan, stage
from world import STARTS, STOPS, World

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import seconds
from voiceinterview.interview import floor
from voiceinterview.interview.barging_in import only_listens


def speaking() -> World:
    """The first question is being asked; half a second of it has been heard."""
    world = World().start().until(e.PlaybackStarted)
    world.passes(0.5)
    return world


def test_speech_that_lasts_stops_the_interviewer_and_has_the_floor() -> None:
    world = speaking()
    began = world.now
    world.says("Sorry, what kind of model is it?", wait=False)
    world.until(e.HoldSpeech)
    assert world.now - began == pytest.approx(STARTS, abs=0.01)
    world.until(e.StopSpeaking)
    assert world.now - began == pytest.approx(seconds(floor.LASTS) + STOPS, abs=0.01)
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


@pytest.mark.parametrize("length", [0.2, 0.4, 0.8])
@pytest.mark.parametrize("text", ["Mm-hm.", "Right, okay.", "I see.", "Yeah, makes sense."])
def test_a_sound_of_agreement_does_not_stop_her(text: str, length: float) -> None:
    world = speaking()
    world.says(text, length)
    world.hear_out()
    assert [hold.held for hold in world.all(e.HoldSpeech)] == [True, False]
    assert world.all(e.StopSpeaking) == []
    assert world.history == [("i", "Welcome to one. How do you start?")]


@pytest.mark.parametrize(
    "text", ["Mm-hmm.", "Mhm.", "Uh-huh.", "Uh huh, yeah.", "Aha!", "Oh, okay.", ""]
)
def test_a_murmur_is_known_however_it_is_spelled(text: str) -> None:
    assert only_listens(text)


@pytest.mark.parametrize("text", ["No.", "Wait.", "Sorry?", "Yes, but the data leaked."])
def test_one_word_that_is_no_agreement_does(text: str) -> None:
    world = speaking()
    world.says(text, 0.4)
    world.until(e.StopSpeaking)
    assert world.floor == "candidate"
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", text)]


def test_a_cough_of_which_nothing_is_understood_does_not_stop_her() -> None:
    world = speaking()
    world.says("hrrm", 0.5, wait=False)
    world.mute_last_utterance()
    world.hear_out()
    assert world.all(e.StopSpeaking) == []


def test_a_click_is_not_even_asked_about() -> None:
    world = speaking()
    world.says("hm", 0.12)
    world.hear_out()
    assert world.all(e.RequestTranscript) == []
    assert world.all(e.StopSpeaking) == []


def test_her_own_words_are_no_interruption() -> None:
    world = speaking()
    world.says("How do you start", 0.6)
    world.hear_out()
    assert world.all(e.StopSpeaking) == []


@pytest.mark.parametrize(("length", "stops"), [(0.4, 0), (0.7, 1)])
def test_where_the_words_are_late_its_length_decides(length: float, stops: int) -> None:
    world = speaking()
    world.recognizing = None
    world.says("Hello there.", length)
    world.passes(3)
    assert len(world.all(e.StopSpeaking)) == stops
    world.transcripts_come()
    assert ("Hello there." in str(world.interview.state.candidate.text)) == bool(stops)


def test_where_nothing_can_be_understood_she_goes_on() -> None:
    world = speaking()
    world.recognizer_faults.append("once")
    world.says("Hello there.", 0.7)
    world.hear_out()
    assert world.all(e.StopSpeaking) == []


def test_a_word_and_a_cough_are_an_interruption() -> None:
    world = speaking()
    world.says("Wait.", 0.3)
    world.passes(0.35)
    world.says("hm", 0.12)
    world.until(e.StopSpeaking)
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", "Wait.")]


@pytest.mark.parametrize(
    ("asked", "turns"), [("Did you check it?", [(1, "silence", "Yes.")]), ("Why so?", [])]
)
def test_a_yes_over_the_last_word_of_a_question_is_its_answer(
    asked: str, turns: list[tuple[int, str, str]]
) -> None:
    world = World(small_plan(stage("one", question("q1", asked)))).start()
    while not world.said() or not world.said()[-1].endswith(asked):
        world.until(e.Speak)
    world.until(e.PlaybackStarted).until(e.PlaybackStarted)
    world.passes(0.3 * len(asked.split()) - 0.25)
    world.says("Yes.", 0.3)
    world.hear_out()
    world.passes(2)
    assert world.all(e.StopSpeaking) == []
    assert world.turns() == turns


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
