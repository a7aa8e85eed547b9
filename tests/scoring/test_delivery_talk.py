"""Who spoke when, in little conversations that the real core held."""

from dataclasses import replace

import pytest
from interview.world import STARTS, World
from small_plan import question, small_plan, stage
from told import measured

from voiceinterview.domain import events as e
from voiceinterview.domain.delivery import Delivery
from voiceinterview.interview.transcript import transcript_of
from voiceinterview.scoring.responses import WROTE

ANSWER = "First I look at how the rows were split, and whether the same user is in both."


def heard(world: World) -> Delivery:
    return measured(transcript_of(world.log), world.log, world.plan)


def asked() -> World:
    return World().start().hear_out()


def test_the_time_to_the_first_word_runs_from_the_end_of_the_question() -> None:
    world = asked()
    world.passes(1.7)
    world.answers(ANSWER)
    (question,) = heard(world).questions
    first, follow_up = question.responses
    assert (first.follow_up, first.prompts) == (0, 0)
    assert first.seconds == pytest.approx(1.7, abs=0.01)
    assert (follow_up.follow_up, follow_up.seconds, follow_up.reason) == (
        1, None, "There was no answer.",
    )  # fmt: skip


def test_a_nudge_before_the_first_word_is_counted_and_the_time_runs_on() -> None:
    world = asked()
    world.until(e.Speak).hear_out()  # after half a minute she offers help
    world.passes(1.0)
    world.answers(ANSWER)
    response = heard(world).questions[0].responses[0]
    assert response.prompts == 1
    assert response.seconds is not None and response.seconds > 30


def test_the_interviewers_nudge_is_no_pause_of_the_candidates() -> None:
    world = asked()
    world.says("Let me think,")
    world.passes(0.5)
    world.key("repeat")
    world.hear_out()
    world.answers(ANSWER)
    delivery = heard(world)
    assert delivery.turns[0].pauses == ()
    assert delivery.speech.monologue is not None
    assert delivery.speech.monologue.words == len(ANSWER.split())


def test_a_break_of_the_session_is_no_pause_either() -> None:
    world = asked()
    world.says("Let me think,")
    world.passes(0.5)
    world.key("pause")
    world.key("resume")
    world.hear_out()
    world.answers(ANSWER)
    assert heard(world).turns[0].pauses == ()


def test_the_candidate_who_stops_the_interviewer_interrupts_her() -> None:
    world = World().start().until(e.PlaybackStarted)
    world.passes(0.5)
    began = world.at
    world.answers("Sorry, what kind of model is it?")
    interruptions = heard(world).interruptions
    assert interruptions is not None
    (interruption,) = interruptions.by_candidate
    assert (interruption.by, interruption.at) == ("candidate", began)
    assert interruption.seconds == pytest.approx(STARTS)  # then she was silent
    assert (interruption.stage, interruption.question) == ("one", "q1")
    assert (interruptions.by_interviewer, interruptions.overlaps) == ((), 0)
    seconds = heard(world).questions[0].responses[0].seconds
    assert seconds is not None and seconds < 0  # she did not wait for the end


def test_one_word_that_stops_her_is_an_interruption() -> None:
    world = World().start().until(e.PlaybackStarted)
    world.passes(0.5)
    began = world.at
    world.answers("Wait.")
    interruptions = heard(world).interruptions
    assert interruptions is not None
    assert [one.at for one in interruptions.by_candidate] == [began]


def test_a_sound_of_agreement_interrupts_nobody() -> None:
    world = World().start().until(e.PlaybackStarted)
    world.passes(0.5)
    world.says("Mm-hm.", 0.2)
    world.hear_out()
    interruptions = heard(world).interruptions
    assert interruptions is not None
    assert (interruptions.by_candidate, interruptions.by_interviewer) == ((), ())
    assert interruptions.overlaps == 1


def test_a_key_that_stops_the_interviewer_is_no_interruption() -> None:
    world = World().start().until(e.PlaybackStarted)
    world.passes(0.5)
    world.says("Mm-hm.", 0.2, wait=False)  # while she presses it
    world.passes(0.15)
    world.key("repeat")
    world.hear_out()
    assert world.all(e.StopSpeaking)
    interruptions = heard(world).interruptions
    assert interruptions is not None and interruptions.by_candidate == ()


def going_on(late: float) -> Delivery:
    """The candidate goes on `late` seconds after the interviewer's first sound, for two."""

    def ended() -> World:
        world = asked()
        world.says(ANSWER)
        return world.until(e.EndTurn)

    first_sound = ended().until(e.PlaybackStarted).now
    world = ended()
    world.passes(first_sound - world.now + late)
    world.says("And one more thing.", 2.0)
    world.passes(1.0)
    return heard(world)


@pytest.mark.parametrize("late", [-0.05, 0.1])
def test_the_interviewer_who_begins_as_the_candidate_goes_on_interrupts_her(late: float) -> None:
    interruptions = going_on(late).interruptions
    assert interruptions is not None
    assert [one.by for one in interruptions.by_interviewer] == ["interviewer"]
    assert (interruptions.by_candidate, interruptions.overlaps) == ((), 0)


def test_the_candidate_who_had_time_to_hear_her_begin_interrupts_the_interviewer() -> None:
    interruptions = going_on(0.3).interruptions
    assert interruptions is not None
    assert [one.by for one in interruptions.by_candidate] == ["candidate"]
    assert (interruptions.by_interviewer, interruptions.overlaps) == ((), 0)


def test_shares_of_talk_are_by_time_and_by_words() -> None:
    world = asked()
    world.answers(ANSWER)
    talk = heard(world).talk
    assert talk.by_time is not None and talk.by_words is not None
    assert talk.by_time.candidate == pytest.approx(0.3 * len(ANSWER.split()), abs=0.04)
    assert talk.by_words.candidate == len(ANSWER.split())
    spoken = sum(len(done.spoken.split()) for done in world.all(e.PlaybackDone))
    assert talk.by_words.interviewer == spoken
    assert talk.by_time.interviewer == pytest.approx(0.3 * spoken, abs=0.5)


def test_stages_share_out_the_talk_of_the_session() -> None:
    world = asked()
    while not world.ended:
        world.answers(ANSWER)
    delivery = heard(world)
    assert [stage.stage for stage in delivery.stages] == ["one", "two"]
    for side in ("candidate", "interviewer"):
        parts = [getattr(stage.talk.by_time, side) for stage in delivery.stages]
        assert sum(parts) == pytest.approx(getattr(delivery.talk.by_time, side))
    times = [stretch.start for stretch in delivery.timeline]
    assert times == sorted(times)
    assert {stretch.speaker for stretch in delivery.timeline} == {"candidate", "interviewer"}


def test_an_answer_is_held_against_the_minutes_of_its_question() -> None:
    world = asked()
    world.passes(1.0)
    world.answers(ANSWER)
    question = heard(world).questions[0]
    assert (question.question, question.budget_seconds) == ("q1", 300.0)
    assert question.words == len(ANSWER.split())
    assert question.answer_seconds == pytest.approx(0.3 * question.words, abs=0.04)
    assert question.elapsed_seconds is not None and question.answer_seconds is not None
    assert question.elapsed_seconds > question.answer_seconds + 1.0
    assert question.share_of_budget == pytest.approx(question.elapsed_seconds / 300)


def test_a_question_that_was_skipped_says_so() -> None:
    world = asked()
    world.key("skip")
    world.hear_out()
    question = heard(world).questions[0]
    assert question.answer_seconds is question.elapsed_seconds is question.share_of_budget is None
    assert question.reason == "There was no answer."


def test_a_typed_session_says_what_it_cannot_say() -> None:
    world = World(small_plan(), listening=False).start().hear_out()
    world.passes(20)
    world.types(ANSWER)
    world.hear_out()
    delivery = heard(world)
    question = delivery.questions[0]
    assert (question.answer_seconds, question.responses[0].seconds) == (None, None)
    assert "typed" in question.reason and "typed" in question.responses[0].reason
    assert question.elapsed_seconds is not None and question.elapsed_seconds > 20
    assert question.words == len(ANSWER.split())
    assert delivery.talk.by_time is None and delivery.talk.by_words is not None
    assert [gap.measure for gap in delivery.talk.unmeasured] == ["share_of_time"]


def test_what_was_typed_after_speaking_takes_no_time_from_what_was_spoken() -> None:
    world = asked()
    world.says(ANSWER)
    world.passes(0.5)
    world.types("and I look for drift")
    world.until(e.EndTurn).hear_out()
    delivery = heard(world)
    assert delivery.speech.typed_words == 5
    assert delivery.speech.pace is not None
    assert delivery.speech.pace.words == len(ANSWER.split())
    assert delivery.turns[0].pauses == ()


def test_work_on_code_is_neither_a_pause_nor_a_wait_for_a_word() -> None:
    task = replace(question("auc", "Write it."), format="coding", shown="def solve(): ...\n")
    world = World(small_plan(stage("one", task, minutes=30))).start().hear_out()
    world.passes(60)
    world.says("So first I sort all of the rows by their score.")
    world.passes(90)
    world.says("And now I add the ranks of the rows that are ones.")
    world.passes(20)
    world.key("end_answer")
    world.hear_out()
    world.passes(1.7)
    world.answers(ANSWER)
    delivery = heard(world)
    assert [pause for turn in delivery.turns for pause in turn.pauses] == []
    assert delivery.speech.monologue is not None
    assert delivery.speech.monologue.words == len(ANSWER.split())
    wrote, asked_about, *_ = delivery.questions[0].responses
    assert (wrote.seconds, wrote.reason) == (None, WROTE)
    assert asked_about.seconds == pytest.approx(1.7, abs=0.01)
