"""Whoever writes code is silent for minutes, thinks aloud, and says when she is done."""

from dataclasses import replace

import pytest
from coding_world import PASSES, coding_plan, handed_in, writing
from world import World

from voiceinterview.domain import events as e
from voiceinterview.interview.encouraging import WHILE_WRITING

# --- silence --------------------------------------------------------------------------------


def test_minutes_of_silence_end_nothing() -> None:
    world = writing()
    world.passes(15 * 60)
    assert (world.floor, world.turns(), world.ended) == ("candidate", [], False)


def test_thinking_aloud_ends_nothing() -> None:
    world = writing()
    for thought in ("So I sort by score.", "What about ties?", "If it is empty I skip it.", "Hm."):
        world.says(thought)
        world.passes(90)
    assert world.turns() == []


def test_the_keys_are_shown_first_and_she_is_spoken_to_once_after_three_minutes() -> None:
    world = writing()
    spoken = len(world.said())
    world.passes(35)
    assert world.notices() == [WHILE_WRITING] and len(world.said()) == spoken
    world.passes(140)
    assert len(world.said()) == spoken
    world.passes(10)
    assert world.said()[spoken:] == ["Take your time."]
    world.passes(10 * 60)
    assert len(world.said()) == spoken + 1


def test_words_and_runs_are_activity() -> None:
    world = writing(PASSES)
    spoken = len(world.said())
    world.passes(120)
    world.key("run")
    world.passes(120)
    world.says("Now the ties.")
    world.passes(170)
    assert len(world.said()) == spoken
    world.passes(20)
    assert len(world.said()) == spoken + 1


def test_after_a_hint_she_is_not_spoken_to_again() -> None:
    world = writing()
    world.passes(200)
    assert world.said().count("Take your time.") == 1
    world.answers("Could you give me a hint?")
    world.passes(10 * 60)
    assert world.said().count("Take your time.") == 1


def test_she_is_told_in_time_that_the_talk_is_due() -> None:
    world = writing()
    world.passes(14.5 * 60)
    assert len(world.notices()) == 1
    world.passes(60)
    assert world.notices()[1].startswith("About 3 min are left for this task.")
    world.passes(600)
    assert len(world.notices()) == 2


def test_nobody_who_types_is_spoken_to() -> None:
    world = writing(listening=False)
    spoken = len(world.said())
    world.passes(10 * 60)
    assert len(world.said()) == spoken


def test_her_pauses_while_writing_are_no_pauses_of_speech() -> None:
    world = writing()
    for _ in range(6):
        world.says("I sort by score.")
        world.passes(2.5)
    assert world.interview.state.own_pauses.after == {}


def test_who_writes_beyond_the_time_is_not_interrupted() -> None:
    plan = coding_plan()
    phrases = {**plan.persona.phrases, "interruptions": ("Let me stop you.",)}
    plan = replace(plan, persona=replace(plan.persona, phrases=phrases), interrupts=True)
    world = World(plan).start().hear_out()
    for _ in range(20):
        world.says("and so I sort the scores and give each of them a rank " * 10)
        world.passes(1.5)
    assert world.turns() == []


# --- the end of the answer --------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "I'm done.",
        "Okay, I think I'm done.",
        "okay that's my solution",
        "All green. So this is my final answer.",
        "Alright, I would submit this.",
        "You can take a look.",
        "I give up.",
    ],
)
def test_words_that_say_so_hand_the_code_in(words: str) -> None:
    world = writing()
    world.says("So I sort by score and then I rank.")
    world.passes(60)
    world.answers(words)
    assert len(world.turns()) == 1
    assert world.said()[-1].endswith("Why ranks?")
    assert [run.question for run in handed_in(world)] == ["auc"]


@pytest.mark.parametrize(
    "words",
    [
        "Then I return the sum and I'm done.",
        "When I'm done with the loop I divide.",
        "I'm not done yet.",
        "Once that's my solution I'll test it.",
        "And so on.",
        "Ah, that's it.",
        "Does that make sense?",
        "If it is None I skip it and move on.",
        "I don't know, maybe.",
        "I repeat it for each group.",
        "Is that right?",
    ],
)
def test_words_about_the_code_do_not(words: str) -> None:
    world = writing()
    world.says(words)
    world.passes(25)
    assert world.turns() == []


def test_enter_hands_in_and_leads_to_the_follow_up() -> None:
    world = writing(PASSES)
    world.says("I sort by score.")
    world.passes(300)
    world.key("end_answer")
    world.hear_out()
    assert world.turns() == [(1, "command", "I sort by score.")]
    assert world.said()[-1].endswith("Why ranks?")
    assert handed_in(world) == [e.RunCode(at=handed_in(world)[0].at, run=1, question="auc",
                                          submitted=True)]  # fmt: skip


def test_enter_without_a_word_leads_to_the_follow_up_all_the_same() -> None:
    world = writing(PASSES)
    world.passes(300)
    world.key("end_answer")
    world.hear_out()
    assert world.said()[-2:] == ["I see.", "Why ranks?"]
    assert world.all(e.RequestReply) == []
    assert len(handed_in(world)) == 1
    assert world.all(e.AskQuestion)[-1].follow_up == 1


def test_old_words_are_no_request_for_the_key_that_follows() -> None:
    world = writing()
    world.says("I don't know how ties work.")
    world.passes(120)
    world.key("end_answer")
    world.hear_out()
    assert world.said()[-1].endswith("Why ranks?")


def test_the_answer_to_a_follow_up_ends_as_everywhere() -> None:
    world = writing(PASSES)
    world.key("end_answer")
    world.hear_out()
    world.says("Because each rank counts the rows below.")
    world.passes(4)
    assert [why for _, why, _ in world.turns()] == ["command", "silence"]


def test_what_is_written_when_the_time_is_over_is_talked_about_all_the_same() -> None:
    world = writing()
    world.passes(20 * 60)
    world.key("end_answer")
    world.hear_out()
    assert world.said()[-1] == "Why ranks?"
    world.answers("Because of the order.")
    assert world.said()[-1].endswith("And with ties?")
    world.answers("Half each.")
    assert world.all(e.AskQuestion)[-1].question == "q2"


def test_a_typed_line_is_a_thought_and_an_empty_one_hands_the_code_in() -> None:
    world = writing(PASSES, listening=False)
    world.types("I rank all rows and take the sum.")
    world.types("Ties share a rank.")
    world.passes(300)
    assert world.turns() == [] and handed_in(world) == []
    world.key("end_answer")
    world.hear_out()
    assert world.turns() == [(1, "command", "I rank all rows and take the sum. Ties share a rank.")]
    assert world.said()[-1].endswith("Why ranks?")
    assert len(handed_in(world)) == 1


def test_a_typed_line_may_ask_for_a_hint() -> None:
    world = writing(listening=False)
    world.types("I don't know")
    world.hear_out()
    assert world.said()[-1].endswith("Sort by score.")
    assert handed_in(world) == []


def test_a_hint_is_given_and_she_goes_on_writing() -> None:
    world = writing()
    world.says("So first I sort all of it by score and number the rows from one on. Then the sum.")
    world.passes(60)
    world.answers("Hm, could you give me a hint?")
    assert world.said()[-1].endswith("Sort by score.")
    world.passes(120)
    assert len(world.turns()) == 1 and handed_in(world) == []
    world.key("end_answer")
    world.hear_out()
    assert len(handed_in(world)) == 1


def test_who_is_stuck_after_the_last_hint_keeps_the_task() -> None:
    world = writing()
    for _ in range(4):
        world.answers("I'm stuck.")
    assert world.all(e.AskQuestion)[-1].question == "auc"
    assert handed_in(world) == []


def test_what_she_asks_the_interviewer_is_answered() -> None:
    world = writing()
    world.answers("What do you mean by a tie?")
    assert world.said()[-1].endswith("Write the area under the curve.")
    assert handed_in(world) == []


def test_a_skipped_task_hands_nothing_in() -> None:
    world = writing()
    world.says("I sort.")
    world.passes(5)
    world.key("skip")
    world.hear_out()
    assert world.all(e.AskQuestion)[-1].question == "q2"
    assert handed_in(world) == []


def test_who_speaks_on_before_the_reply_has_handed_nothing_in_yet() -> None:
    world = writing()
    world.says("I sort by score.")
    world.key("end_answer")
    world.says("No, wait, I want to run it once more.", wait=False)
    world.passes(10)
    assert world.floor == "candidate" and handed_in(world) == []
    world.key("end_answer")
    world.hear_out()
    assert len(handed_in(world)) == 1


def test_manual_patience_leaves_even_the_end_to_her_key() -> None:
    world = writing(patience="manual")
    world.says("I'm done.")
    world.passes(30)
    assert world.turns() == []
