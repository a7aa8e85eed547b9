"""Code is run at her key and as she hands it in; a break of the session loses no run."""

from dataclasses import replace

import pytest
from coding_world import FAILS, PASSES, coding_plan, handed_in, writing
from small_plan import small_plan
from world import World

from voiceinterview.domain import events as e
from voiceinterview.domain.code_runs import CheckResult, CodeRun
from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.interview.encouraging import TIME_OVER
from voiceinterview.interview.interview import Interview
from voiceinterview.interview.running import NO_CODE, STILL_RUNNING, result_line

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


def test_what_was_handed_in_as_the_break_came_is_run_by_a_key_and_by_nobody_else() -> None:
    world = writing()
    world.key("end_answer")
    world.hear_out()
    again = resumed(world.log)
    again.passes(2)
    assert again.all(e.RunCode) == []
    assert any("x runs it again" in notice for notice in again.notices())
    again.key("run")
    assert len(again.all(e.RunCode)) == 1


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
