"""Settings and content to a plan."""

from dataclasses import replace

from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.content.moves import load_moves
from voiceinterview.content.pack import ready_stages
from voiceinterview.content.personas import load_persona
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.content.stages import load_stage_brief
from voiceinterview.domain.plan import Plan
from voiceinterview.errors import SetupError, UnknownName
from voiceinterview.interview.agenda import make_plan
from voiceinterview.ports import Clock
from voiceinterview.session.prompting import ReplyPrompts

LONGEST = 240  # minutes; a day of interviews has breaks


def plan_interview(settings: Settings, content: Content, clock: Clock) -> Plan:
    """Raises `UnknownName` (role, stage, persona), `ContentError`, `SetupError`."""
    role = load_role(content, settings.role)
    ready = ready_stages(content, role)
    named = tuple(dict.fromkeys(settings.stages))  # a stage is held once, however often named
    stages = named or tuple(stage for stage in role.practice_stages if stage in ready)
    for stage in stages:
        if stage not in ready:
            raise UnknownName("stage", stage, ready)
    if settings.minutes is not None and not 0 < settings.minutes <= LONGEST:
        raise SetupError(
            f"an interview of {settings.minutes:g} minutes", f"Choose from 1 to {LONGEST}."
        )
    persona = load_persona(content, settings.persona)
    if settings.voice is not None:
        persona = replace(persona, voice=replace(persona.voice, variant=settings.voice))
    return make_plan(
        role,
        {stage: load_stage_brief(content, role, stage) for stage in stages},
        load_questions(content, role, stages),
        persona,
        stages=stages,
        minutes=settings.minutes,
        seed=settings.seed if settings.seed is not None else _new_seed(clock),
        patience=settings.patience,
    )


def load_reply_prompts(content: Content) -> ReplyPrompts:
    """The files of prompts/interviewer. Raises `ContentError`."""
    return ReplyPrompts(
        reply=load_prompt(content, content.prompts / "interviewer" / "reply.md"),
        moves=load_moves(content),
    )


def _new_seed(clock: Clock) -> int:
    """Another one each second; short enough to be read aloud and typed."""
    return int(clock.utc().timestamp()) % 1_000_000
