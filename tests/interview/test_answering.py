"""From the greeting to the interviewer's next question: who waits for whom, and how long."""

from small_plan import question, small_plan, stage
from world import World

from voiceinterview.domain import events as e
from voiceinterview.interview.commands import NOTHING_TYPED


def asked(**given: object) -> World:
    """A world in which the first question has been asked."""
    return World(**given).start().hear_out()  # type: ignore[arg-type]


def silence_before(world: World, text: str) -> float:
    """Seconds from the last sample of `text` to the end of the turn."""
    world.says(text)
    silent_since = world.now
    world.until(e.EndTurn)
    return world.now - silent_since


def test_the_interviewer_greets_asks_and_gives_the_floor() -> None:
    world = asked()
    assert world.said() == ["Welcome to one.", "How do you start?"]
    assert [type(x) for x in world.decisions if not isinstance(x, e.Speak | e.SetTimer)] == [
        e.GiveFloor, e.MakeMove, e.StartStage, e.AskQuestion, e.GiveFloor
    ]  # fmt: skip
    assert world.history == [("i", "Welcome to one. How do you start?")]


def test_patience_changes_the_wait() -> None:
    waits = [
        silence_before(asked(plan=small_plan(patience=patience)), "I look at the split.")
        for patience in ("low", "normal", "high")
    ]
    assert waits == sorted(waits)
    assert waits[1] - waits[0] > 0.3 and waits[2] - waits[1] > 0.3


def test_with_manual_patience_only_a_key_ends_the_answer() -> None:
    world = asked(plan=small_plan(patience="manual"))
    world.says("I look at the split.")
    world.passes(300)
    assert world.turns() == []
    world.key("end_answer")
    assert world.turns() == [(1, "command", "I look at the split.")]


def test_a_pause_inside_an_answer_does_not_end_it() -> None:
    world = asked()
    world.says("I look at the split and")
    world.passes(2.5)
    world.says("then for drift.")
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", "I look at the split and then for drift.")]


def test_a_late_transcript_ends_the_turn_as_soon_as_it_comes() -> None:
    world = asked(recognizing=None)
    world.says("I look at the split.")
    world.passes(5)
    assert world.turns() == []
    world.transcripts_come()
    assert world.turns() == [(1, "silence", "I look at the split.")]


def test_enter_ends_the_answer_at_once() -> None:
    world = asked()
    world.says("I look at the split and")
    world.passes(0.6)  # the words have come, the open end would wait for two more seconds
    world.key("end_answer")
    assert world.turns() == [(1, "command", "I look at the split and")]


def test_enter_while_words_are_awaited_ends_the_answer_when_they_come() -> None:
    world = asked(recognizing=None)
    world.says("I look at the split and")
    world.passes(0.5)
    world.key("end_answer")
    assert world.turns() == []
    world.transcripts_come()
    assert world.turns() == [(1, "command", "I look at the split and")]


def test_enter_in_mid_speech_takes_what_was_said_so_far() -> None:
    world = asked()
    world.says("I look at the split and so on and on.", wait=False)
    world.passes(1.6)
    world.key("end_answer")
    cut = world.all(e.RequestTranscript)[0]
    assert cut.end == world.at
    world.passes(0.25)
    ((turn, why, words),) = world.turns()
    assert (turn, why) == (1, "command")
    assert words.startswith("I look at the split")


def test_enter_with_nothing_said_is_an_empty_answer_that_no_model_has_to_word() -> None:
    world = asked()
    world.key("end_answer")
    assert world.turns() == [(1, "command", "")]
    assert world.all(e.RequestReply) == []
    world.hear_out()
    assert world.said()[-2:] == ["I see.", "What about the data?"]


def test_speech_before_the_reply_sounds_withdraws_it_and_the_turn_goes_on() -> None:
    world = asked()
    world.thinking = 1.4
    before = world.history
    world.says("I look at the split.")
    world.until(e.EndTurn)
    world.says("And then for drift.", wait=False)
    world.passes(0.2)
    assert world.all(e.CancelReply) == [e.CancelReply(at=world.all(e.CancelReply)[0].at, reply=1)]
    assert (world.floor, world.history) == ("candidate", before)
    world.until(e.EndTurn)
    both = "I look at the split. And then for drift."
    assert world.turns() == [(1, "silence", "I look at the split."), (1, "silence", both)]
    world.hear_out()
    assert world.history[1] == ("c", both)
    assert world.all(e.AskQuestion)[1].follow_up == 1


def test_speech_after_words_were_rendered_but_before_sound_withdraws_them_too() -> None:
    world = asked()
    world.says("I look at the split.")
    world.until(e.RequestReply)
    world.says("And then for drift.", wait=False)
    world.passes(0.25)  # the onset was seen in between
    assert world.outstanding == 0
    world.until(e.EndTurn)
    assert world.turns()[-1][2] == "I look at the split. And then for drift."


def test_noise_that_withdrew_a_reply_costs_no_words() -> None:
    world = asked()
    world.thinking = 1.0
    world.says("I look at the split.")
    world.until(e.RequestReply)
    world.tell(e.SpeechStarted(at=world.at, utterance=99, start=world.at))
    world.tell(e.SpeechStopped(at=world.at, utterance=99, start=world.at, end=world.at))
    world.hear_out().until(e.EndTurn)
    assert world.turns()[-1] == (1, "silence", "I look at the split.")


def test_silence_is_answered_by_two_nudges_and_then_by_another_question() -> None:
    world = asked()
    world.passes(16)
    assert world.notices() == ["Take your time. r repeats the question, s skips it."]
    assert len(world.said()) == 2  # it is only shown, and the floor is still hers
    assert world.floor == "candidate"
    world.passes(74)
    assert world.said()[2:] == ["Take your time."] * 2
    world.passes(20)
    assert world.said()[4:] == ["Next question.", "And then what?"]
    assert world.turns() == []
    assert world.answers("I look at the split.").turns()[0][0] == 2


def test_who_ends_her_turns_herself_is_left_alone() -> None:
    world = asked(plan=small_plan(patience="manual"))
    world.passes(600)
    assert world.said()[2:] == ["Take your time."] * 2
    # Before the first word that is said to her, and once more after the last.
    assert world.notices() == ["Take your time. r repeats the question, s skips it."] * 2


def test_nudges_are_counted_anew_for_each_question() -> None:
    world = asked()
    world.passes(100)
    world.answers("I look at the split.")
    world.passes(100)
    assert world.said().count("Take your time.") == 4


def test_words_that_nobody_understood_are_asked_for_after_some_seconds() -> None:
    world = asked()
    world.tell(e.SpeechStarted(at=world.at, utterance=7, start=world.at))
    world.passes(1)
    world.tell(e.SpeechStopped(at=world.at, utterance=7, start=world.at, end=world.at))
    world.passes(10)
    assert world.turns() == []
    assert world.said()[-1] == "Take your time."


def test_typed_answers_are_taken_whole() -> None:
    world = asked(listening=False)
    world.types("I look at the split and")
    assert world.turns() == [(1, "typed", "I look at the split and")]
    world.hear_out()
    world.types("  ")
    assert len(world.turns()) == 1


def test_an_empty_line_is_no_typed_answer() -> None:
    world = asked(listening=False)
    handed = len(world.all(e.GiveFloor))
    world.key("end_answer")
    assert world.turns() == []
    assert world.notices() == [NOTHING_TYPED]
    assert (world.floor, len(world.all(e.GiveFloor))) == ("candidate", handed + 1)
    world.key("say", "I look at the split.")
    assert world.turns() == [(1, "typed", "I look at the split.")]


def test_who_types_is_told_a_line_that_ends_the_pause() -> None:
    world = asked(listening=False)
    world.key("pause")
    world.key("end_answer")
    assert world.notices() == ["Paused. /p goes on."]


def test_typed_answers_are_never_nudged() -> None:
    world = asked(listening=False)
    world.passes(600)
    assert len(world.said()) == 2


def test_a_typed_line_while_the_interviewer_speaks_is_an_answer() -> None:
    world = asked()
    world.says("I look at the split.")
    world.until(e.PlaybackStarted)
    world.types("And for drift.")
    assert world.turns()[-1] == (2, "typed", "And for drift.")


def test_a_typed_line_before_the_reply_sounds_belongs_to_the_same_answer() -> None:
    world = asked()
    world.thinking = 1.0
    world.says("I look at the split.")
    world.until(e.RequestReply)
    world.types("And for drift.")
    assert world.turns()[-1] == (1, "typed", "I look at the split. And for drift.")


def test_a_typed_line_before_the_very_first_sound_answers_the_first_question() -> None:
    world = World(listening=False).start()
    world.types("I look at the split.")
    assert world.all(e.StartStage)
    assert world.all(e.AskQuestion)[0].question == "q1"
    assert world.turns() == [(1, "typed", "I look at the split.")]


def test_a_typed_line_while_the_farewell_is_being_worded_is_not_lost() -> None:
    world = asked(plan=small_plan(stage("one", question("q", "Why?"))))
    world.answers("no idea.").answers("none.")
    world.thinking = 1.0
    world.says("Nothing.")
    world.until(e.RequestReply)
    world.types("The split.")
    assert world.turns()[-1] == (3, "typed", "Nothing. The split.")


def test_typed_words_come_behind_the_spoken_ones() -> None:
    world = asked()
    world.says("I look at the split and")
    world.passes(0.6)
    world.types("for drift.")
    assert world.turns() == [(1, "typed", "I look at the split and for drift.")]


def test_a_stage_out_of_time_gives_way_and_the_last_one_closes() -> None:
    world = asked(plan=small_plan(*two_short_stages()))
    world.passes(88)
    world.says("I look at the split.")
    world.until(e.EndTurn).hear_out()
    assert [started.stage for started in world.all(e.StartStage)] == ["one", "two"]
    assert "That was one." in world.said()
    world.passes(88)
    world.says("No idea.")
    world.until(e.EndSession)
    assert world.all(e.EndSession)[0].reason == "finished"
    assert world.said()[-2:] == ["That was two.", "Goodbye."]


def two_short_stages() -> tuple:  # type: ignore[type-arg]
    return (
        stage("one", question("q1", "How do you start?"), question("q2", "Then?"), minutes=1.5),
        stage("two", question("q3", "How do you end?", stage="two"), minutes=1.5),
    )


def test_speech_after_enter_goes_on_with_the_answer() -> None:
    world = asked(recognizing=0.6)
    world.says("I look at the split and")
    world.passes(0.4)
    world.key("end_answer")
    world.says("then for drift.")
    world.until(e.EndTurn)
    assert world.turns() == [(1, "silence", "I look at the split and then for drift.")]


def test_speech_that_takes_up_a_typed_answer_comes_behind_it() -> None:
    world = asked()
    world.thinking = 1.0
    world.types("I look at the split")
    world.says("and for drift.")
    world.until(e.EndTurn)
    assert world.turns()[-1] == (1, "silence", "I look at the split and for drift.")
