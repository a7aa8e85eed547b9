"""One question through the real loop: asked aloud, answered, followed up, and looked back at."""

from dataclasses import dataclass, replace
from typing import Any

from voiceinterview.app.browsing import unknown_of_many
from voiceinterview.app.engines import Sound, pick_rater
from voiceinterview.app.interviewing import Screen, hold_interview
from voiceinterview.app.places import content_folder, read_settings, sessions_folder
from voiceinterview.app.planning import plan_interview
from voiceinterview.app.practice import point_to, rate_held
from voiceinterview.app.settings import Settings
from voiceinterview.content.bank import load_bank
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.content.roles import load_role
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.ratings import QuestionCoverage
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.ports import Clock
from voiceinterview.report.source import ReportSource


@dataclass(frozen=True)
class Drilled:
    """`coverage` is None where the interview ended before the question was asked. `judged` says
    whether somebody gave levels, which the checklist never does."""

    question: Question
    coverage: QuestionCoverage | None
    source: ReportSource

    @property
    def judged(self) -> bool:
        return any(card.rater.kind != "checklist" for card in self.source.scorecards)


async def drill(flags: dict[str, Any], sound: Sound, name: str, screen: Screen) -> Drilled:
    """Raises `VoiceInterviewError`."""
    settings = read_settings(flags)
    content = content_folder(settings)
    root = sessions_folder(settings)
    clock = SystemClock()
    plan = plan_drill(settings, content, clock, name)
    rater = await pick_rater(settings)
    held = await hold_interview(plan, settings, sound, content, root, clock, screen)
    held = replace(held, choice=rater) if rater is not None else held
    source = await rate_held(held, content, clock, screen)
    point_to(held, source, screen)
    return Drilled(plan.stages[0].questions[0], _coverage(source), source)


def plan_drill(settings: Settings, content: Content, clock: Clock, name: str) -> Plan:
    """A plan of one question, in its stage and as long as it takes unless settings say otherwise.

    Raises `UnknownName` (question, persona), `ContentError`, `SetupError`.
    """
    role = load_role(content, settings.role)
    bank = {question.id: question for question in load_bank(content, role)}
    if name not in bank:
        raise unknown_of_many("question", name, list(bank))
    question = bank[name]
    minutes = settings.minutes if settings.minutes is not None else float(question.minutes)
    asked = replace(settings, stages=(question.stage,), minutes=minutes)
    plan = plan_interview(asked, content, clock)
    folder = content.prompts / "interviewer"
    stage = replace(
        plan.stages[0],
        opening=load_prompt(content, folder / "drill-opening.md", frozenset()).render(),
        closing=load_prompt(content, folder / "drill-closing.md", frozenset()).render(),
        questions=(question,),
        spare=0,
    )
    return replace(plan, stages=(stage,))


def _coverage(source: ReportSource) -> QuestionCoverage | None:
    covered = [found for card in source.scorecards for found in card.coverage]
    return covered[0] if covered else None
