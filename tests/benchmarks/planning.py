"""How long planning takes once the content is loaded: a full interview, with all that steers it."""

import time

from run import Figure

from voiceinterview.content.bank import OWN_ROUNDS, load_rounds, ready_rounds
from voiceinterview.content.folders import find_content
from voiceinterview.content.personas import load_persona
from voiceinterview.content.roles import load_role
from voiceinterview.interview.agenda import make_plan
from voiceinterview.interview.picking import Asked, Wishes
from voiceinterview.interview.rounds import FULL, round_names

RUNS = 20


def measure() -> list[Figure]:
    content = find_content()
    role = load_role(content, "data-scientist-ml")
    names = round_names(FULL, role, ready_rounds(content, role), OWN_ROUNDS)
    rounds = load_rounds(content, role, names)
    persona = load_persona(content, "rigorous-scientist")
    bank = [question for one in rounds for question in one.bank]
    wishes = Wishes(
        seed=1,
        past=tuple(Asked(question.id, 3.0) for question in bank[::2]),
        terms=dict.fromkeys(role.vocabulary[:40], 1.0),
    )
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        plan = make_plan(role, rounds, persona, wishes, keep_mix=True)
        took.append(1000 * (time.perf_counter() - began))
    asked = sum(len(stage.questions) for stage in plan.stages)
    note = f"best of {RUNS}; {len(bank)} questions, of which {asked} in {plan.minutes:.0f} minutes"
    return [Figure("planning a full interview", min(took), "ms", 50.0, note)]
