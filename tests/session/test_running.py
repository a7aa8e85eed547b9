"""The candidate's code is run beside the interview, and told in the log."""

import asyncio
from dataclasses import replace
from functools import partial

from driven import At, Driven, PacedCandidate, watching
from small_plan import plain_prompts, question, small_plan, stage

from voiceinterview.checking.catalog import run_checks
from voiceinterview.checking.record import record_of
from voiceinterview.content.checking import load_check_list
from voiceinterview.content.folders import find_content
from voiceinterview.domain import events as e
from voiceinterview.domain.code_runs import CheckResult, CodeRun
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import FollowUp
from voiceinterview.interview.state import State
from voiceinterview.replay.verify import verify
from voiceinterview.session.prompting import reply_request
from voiceinterview.session.running import NO_WORKBENCH
from voiceinterview.testing import Says, ScriptedWorkbench, VirtualClock

RUN = CodeRun(0, "", "python", "x = 1", checks=(CheckResult("adds", True),), seconds=0.2)


def coding_plan() -> Plan:
    task = replace(
        question("sum", "Write a sum."),
        format="coding",
        key_points=(),
        follow_ups=(FollowUp("deepen", "Why so?"),),
        shown="def solve(): ...\n",
    )
    return small_plan(stage("one", task))


def press(driven: Driven, key: e.CommandName) -> None:
    assert driven.session is not None
    driven.session.command(key)


def pressing(driven: Driven, *keys: tuple[float, e.CommandName]) -> Driven:
    for at, key in keys:
        watching(driven, At(at, partial(press, driven, key)))
    return driven


def runs(driven: Driven) -> list[tuple[int, bool]]:
    return [(ran.run.number, ran.run.submitted) for ran in driven.all(e.CodeRan)]


async def test_code_is_run_by_a_key_and_once_more_when_it_is_handed_in() -> None:
    bench = ScriptedWorkbench([RUN, RUN, RUN])
    plan = coding_plan()
    driven = Driven([], "Because so.", plan=plan, workbench=bench)
    pressing(driven, (60, "run"), (120, "run"), (180, "end_answer"))
    assert await driven.run() == "finished"

    assert bench.asked == [("sum", 1, False), ("sum", 2, False), ("sum", 3, True)]
    bench.assert_used()
    assert runs(driven) == [(1, False), (2, False), (3, True)]
    assert driven.all(e.CodeRan)[0].run.code == "x = 1"
    assert driven.turns() == ["", "Because so."]
    assert verify(plan, driven.recorder.events, closed=True).observations > 10


async def test_the_same_session_gives_the_same_log() -> None:
    logs = []
    for _ in range(2):
        driven = Driven([], "So.", plan=coding_plan(), workbench=ScriptedWorkbench([RUN] * 2))
        await pressing(driven, (60, "run"), (90, "end_answer")).run()
        logs.append(driven.log)
    assert logs[0] == logs[1]


async def test_a_session_without_a_workbench_says_so() -> None:
    driven = pressing(Driven([], plan=coding_plan(), limit=40), (20, "run"))
    await driven.run()
    assert [ran.run.problem for ran in driven.all(e.CodeRan)] == [NO_WORKBENCH]


def told(plan: Plan, last: CodeRun | None) -> str:
    """What a model is told for a reply to the plan's first question."""
    frame = plain_prompts()
    prompts = replace(frame, code=replace(frame.reply, variables=("run",), text="LAST: $run"))
    state = State(plan)
    state.last_run = last
    decision = e.RequestReply(
        at=0, reply=1, question="sum", name="x", move="deepen", key_point=None, say="So?", then=""
    )
    return reply_request(state, decision, prompts).messages[0].content


def test_the_model_is_told_of_the_last_run_in_one_line() -> None:
    ran = replace(RUN, number=4, question="sum")
    assert "LAST: Run 4: all 1 checks pass." in told(coding_plan(), ran)
    assert "LAST: none" in told(coding_plan(), None)
    assert "LAST: none" in told(coding_plan(), replace(ran, question="another"))
    assert "x = 1" not in told(coding_plan(), ran)


def test_other_questions_are_told_as_ever() -> None:
    assert "LAST" not in told(small_plan(), replace(RUN, number=4, question="q1"))


async def test_nothing_is_wrong_with_an_interviewer_who_lets_her_write() -> None:
    """Minutes of silence, and words that would be a cue anywhere else."""
    aloud = [Says("If it is empty I skip it.", pause=90), Says("I do not know yet.", pause=150)]
    (task,) = coding_plan().stages[0].questions
    plan = small_plan(stage("one", task, question("q2", "How do you start?"), minutes=30))
    bench = ScriptedWorkbench([RUN, RUN])
    said = (aloud, [], "Because so.", "By the split and the drift.")
    driven = Driven(*said, plan=plan, workbench=bench, limit=1200.0)
    pressing(driven, (200, "run"), (600, "end_answer"))
    assert await driven.run() == "finished"

    checks = load_check_list(find_content())
    record = record_of(plan, tuple(driven.recorder.events), dict(checks.words), {})
    verdicts = run_checks(record, [one for one in checks.checks if one.by == "program"])
    faults = {one.check: one.faults for one in verdicts if one.outcome == "no"}
    assert not faults, faults
    assert driven.turns()[0] == "If it is empty I skip it. I do not know yet."


async def test_a_run_under_way_at_the_end_holds_nobody_up() -> None:
    bench = ScriptedWorkbench([None, None])
    driven = Driven(
        candidate=PacedCandidate([], 300.0), plan=coding_plan(), workbench=bench, clock=Hurried()
    )
    pressing(driven, (20, "run"), (25, "quit"))
    assert await driven.run() == "quit"
    assert (bench.cancelled, runs(driven)) == (1, [])


async def test_a_run_that_ends_just_after_the_session_is_in_the_log() -> None:
    class Late(ScriptedWorkbench):
        async def run(self, question: str, number: int, *, submitted: bool = False) -> CodeRun:
            while not driven.all(e.EndSession):
                await asyncio.sleep(0)
            return await super().run(question, number, submitted=submitted)

    plan = coding_plan()
    driven = Driven(candidate=PacedCandidate([], 300.0), plan=plan, workbench=Late([RUN]))
    pressing(driven, (20, "run"), (25, "quit"))
    assert await driven.run() == "quit"
    assert runs(driven) == [(1, False)]
    verify(plan, driven.recorder.events, closed=True)


class Hurried(VirtualClock):
    """What is waited for takes too long at once."""

    def limit(self, seconds: float) -> asyncio.Timeout:
        return asyncio.timeout(0)
