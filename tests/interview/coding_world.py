"""A conversation in which code is written: the task, what comes of running it, and who writes."""

from dataclasses import replace

from small_plan import question, small_plan, stage
from world import World

from voiceinterview.domain import events as e
from voiceinterview.domain.code_runs import CheckResult, CodeRun
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import FollowUp

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
