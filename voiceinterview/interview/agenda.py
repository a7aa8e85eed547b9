"""The agenda: which questions, in which order, in how many minutes. Pure; chance is the seed."""

import hashlib
from collections.abc import Mapping, Sequence

from voiceinterview.domain.plan import Persona, Plan, StagePlan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role, StageBrief

SHORTEST_STAGE = 2.0  # minutes; less is a greeting, not a stage


def make_plan(
    role: Role,
    briefs: Mapping[str, StageBrief],
    bank: Sequence[Question],
    persona: Persona,
    *,
    stages: Sequence[str],
    minutes: float | None = None,
    seed: int = 0,
    patience: str = "normal",
) -> Plan:
    """A plan for `stages` in the given order; `minutes` in all are shared out as the role does.

    Raises `ValueError` where a stage has no question: the caller offers only those that have.
    """
    usual = {stage: float(role.stage(stage).practice_minutes) for stage in stages}
    scale = 1.0 if minutes is None else minutes / sum(usual.values())
    return Plan(
        role=role.id,
        title=role.title,
        persona=persona,
        stages=tuple(
            _plan_stage(
                role.stage(stage).title,
                briefs[stage],
                [question for question in bank if question.stage == stage],
                max(SHORTEST_STAGE, usual[stage] * scale),
                seed,
            )
            for stage in stages
        ),
        seed=seed,
        vocabulary=role.vocabulary,
        patience=patience,
    )


def _plan_stage(
    title: str, brief: StageBrief, bank: Sequence[Question], minutes: float, seed: int
) -> StagePlan:
    if not bank:
        raise ValueError(f"no question for the stage {brief.stage}")
    return StagePlan(
        id=brief.stage,
        title=title,
        minutes=round(minutes, 2),
        opening=_drawn(brief.openings, f"{seed}/{brief.stage}/opening"),
        closing=_drawn(brief.closings, f"{seed}/{brief.stage}/closing"),
        brief=brief.text,
        questions=pick_questions(bank, minutes, seed),
    )


def pick_questions(bank: Sequence[Question], minutes: float, seed: int) -> tuple[Question, ...]:
    """As many as fit into `minutes` (one at least), easy ones first, types and levels mixed."""
    waiting = sorted(bank, key=lambda question: _draw(f"{seed}/{question.id}"))
    picked = [waiting.pop(0)]
    while waiting:
        waiting.sort(key=lambda question: _sameness(question, picked))  # stable: chance decides
        fitting = (q for q in waiting if sum(p.minutes for p in picked) + q.minutes <= minutes)
        following = next(fitting, None)
        if following is None:
            break
        waiting.remove(following)
        picked.append(following)
    return tuple(sorted(picked, key=lambda question: question.difficulty))


def _sameness(question: Question, picked: Sequence[Question]) -> int:
    """How much of what the question brings has been picked already."""
    return sum(
        (question.difficulty == other.difficulty)
        + (question.type == other.type)
        + len(set(question.tags) & set(other.tags))
        for other in picked
    )


def _drawn(choices: Sequence[str], name: str) -> str:
    return choices[_draw(name) % len(choices)]


def _draw(name: str) -> int:
    """A number that looks random and is the same on every machine and Python version."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
