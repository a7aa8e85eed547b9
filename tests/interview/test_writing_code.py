"""Whoever writes code is silent for minutes, thinks aloud, runs it, and says when she is done."""

from dataclasses import replace

import pytest
from small_plan import question, small_plan, stage
from world import World

from voiceinterview.domain import events as e
from voiceinterview.domain.code_runs import CheckResult, CodeRun
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import FollowUp
from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.interview.encouraging import TIME_OVER, WHILE_WRITING
from voiceinterview.interview.interview import Interview
from voiceinterview.interview.running import NO_CODE, STILL_RUNNING, result_line

TASK = replace(
    question("auc", "Write the area under the curve."),
    format="coding",
    minutes=18,
    key_points=(),
    shown="def solve(labels, scores): ...\n",
    shown_language="python",
    follow_ups=(FollowUp("deepen", "Why ranks?"), FollowUp("deepen", "And with ties?")),
    hints=("Sort by score.", "Ties share a rank."),
)
CUES = {
    "hint": ("a hint",),
    "repeat": ("repeat it", "repeat the question"),
    "clarify": ("what do you mean",),
    "move_on": ("skip it", "move on"),
    "unknown": ("i don't know", "i'm stuck"),
    "asks_answer": ("is that right",),
}
PASSES = CodeRun(0, "", "python", "code", checks=(CheckResult("ties count one half", True),))
FAILS = replace(PASSES, checks=(*PASSES.checks, CheckResult("no positives", False, "not None")))


def coding_plan(patience: str = "normal") -> Plan:
    plan = small_plan(stage("one", TASK, question("q2", "And now?"), minutes=30), patience=patience)
    phrases = {**plan.persona.phrases, "hints": ("Here.",), "clarifications": ("In other words.",)}
    return replace(plan, persona=replace(plan.persona, phrases=phrases), cues=CUES)


def writing(*runs: CodeRun, patience: str = "normal", listening: bool = True) -> World:
    """She has the task and the floor."""
    world = World(coding_plan(patience), listening=listening)
    world.runs.extend(runs)
    return world.start().hear_out()


def handed_in(world: World) -> list[e.RunCode]:
    return [run for run in world.all(e.RunCode) if run.submitted]


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


# --- runs -------------------------------------------------------------------------------------


def test_runs_are_numbered_and_told() -> None:
    world = writing(FAILS, PASSES, PASSES)
    world.key("run")
    world.passes(2)
    world.key("run")
    world.passes(2)
    world.key("end_answer")
    world.hear_out()
    world.passes(2)
    assert [(run.run, run.submitted) for run in world.all(e.RunCode)] == [
        (1, False), (2, False), (3, True),
    ]  # fmt: skip
    assert world.notices() == [
        "Run 1: 1 of 2 checks pass; not yet: no positives.",
        "Run 2: all 1 checks pass.",
        "Run 3, handed in: all 1 checks pass.",
    ]


def test_one_run_at_a_time() -> None:
    world = writing(PASSES)
    world.key("run")
    world.key("run")
    assert world.notices() == [STILL_RUNNING]
    world.passes(2)
    world.key("run")
    assert len(world.all(e.RunCode)) == 2


def test_what_is_handed_in_is_run_though_another_run_is_under_way() -> None:
    world = writing()
    world.key("run")
    world.key("end_answer")
    world.hear_out()
    assert [run.submitted for run in world.all(e.RunCode)] == [False, True]


def test_there_is_nothing_to_run_elsewhere() -> None:
    world = World(small_plan()).start().hear_out()
    world.key("run")
    assert world.notices() == [NO_CODE] and world.all(e.RunCode) == []


def test_code_may_still_be_run_while_it_is_talked_about() -> None:
    world = writing(PASSES, FAILS)
    world.key("end_answer")
    world.hear_out()
    world.passes(2)
    world.key("run")
    assert [run.submitted for run in world.all(e.RunCode)] == [True, False]


def test_a_run_while_the_task_is_being_read_out_is_no_interruption() -> None:
    world = World(coding_plan()).start()
    world.until(e.PlaybackStarted)
    world.key("run")
    assert world.all(e.StopSpeaking) == [] and len(world.all(e.RunCode)) == 1


@pytest.mark.parametrize(
    ("run", "line"),
    [
        (FAILS, "Run 0: 1 of 2 checks pass; not yet: no positives."),
        (replace(FAILS, submitted=True, problem="SyntaxError:\n line 3"),
         "Run 0, handed in: SyntaxError: line 3"),
        (replace(FAILS, checks=tuple(CheckResult(name, False) for name in "abcde")),
         "Run 0: 0 of 5 checks pass; not yet: a; b; c; and 2 more."),
        (replace(FAILS, checks=(CheckResult("x" * 200, False),)),
         f"Run 0: 0 of 1 checks pass; not yet: {'x' * 69}…."),
    ],
)  # fmt: skip
def test_a_run_on_one_line(run: CodeRun, line: str) -> None:
    assert result_line(run) == line


# --- after a break ----------------------------------------------------------------------------


def resumed(log: list[e.Event], after: float = 1.0) -> World:
    """`after` so many seconds of the session clock, which stands in a break but for a crash."""
    interview = Interview(coding_plan())
    for event in log:
        if isinstance(event, e.Observation):
            interview.receive(event)
    world = World(interview=interview, at=log[-1].at / SAMPLE_RATE + after, utterance=9)
    world.runs.extend([PASSES] * 3)
    return world.resume().hear_out()


def test_numbers_go_on_after_a_break() -> None:
    world = writing(PASSES, PASSES)
    world.key("run")
    world.passes(2)
    again = resumed(world.log)
    assert again.said() == ["Let us go on.", "Write the area under the curve."]
    again.key("run")
    assert again.all(e.RunCode)[0].run == 2


def test_a_run_that_the_break_cut_off_blocks_no_other() -> None:
    world = writing()
    world.key("run")
    again = resumed(world.log)
    again.key("run")
    assert [run.run for run in again.all(e.RunCode)] == [2]


def test_what_was_handed_in_as_the_break_came_is_run_after_it() -> None:
    world = writing()
    world.key("end_answer")
    world.hear_out()
    again = resumed(world.log)
    again.passes(2)
    (run,) = again.all(e.RunCode)
    assert run.submitted and again.interview.state.running == {}


def test_after_the_break_she_is_left_to_write_again() -> None:
    world = writing()
    world.passes(60)
    again = resumed(world.log)
    again.passes(15 * 60)
    assert (again.floor, again.turns()) == ("candidate", [])


def test_a_task_whose_time_is_over_says_so_once_she_is_back() -> None:
    again = resumed(writing().log, after=20 * 60)
    again.passes(1)
    assert any(notice.startswith(TIME_OVER) for notice in again.notices())


def test_a_session_with_code_goes_on_after_any_prefix_of_its_log() -> None:
    world = writing(FAILS, PASSES)
    world.key("run")
    world.passes(40)
    world.answers("Please give me a hint.")
    world.key("end_answer")
    world.hear_out().answers("Because of the order.")
    for length in range(1, len(world.log) + 1):
        again = resumed(world.log[:length])
        assert again.floor == "candidate" and not again.ended
        again.key("end_answer")
        again.hear_out()
        submitted = {run.run for run in (*handed_in(world), *handed_in(again))}
        assert submitted, length


def test_the_core_decides_the_same_from_any_log_of_such_a_session() -> None:
    world = writing(FAILS, PASSES, PASSES)
    world.key("run")
    world.passes(200)
    world.answers("Please give me a hint.")
    world.key("run")
    world.passes(40)
    world.key("end_answer")
    world.hear_out().answers("Because of the order.").answers("Half each.")
    world.key("quit")
    fresh = Interview(coding_plan())
    decided = [d for event in world.observations for d in fresh.receive(event)]
    assert decided == world.decisions
