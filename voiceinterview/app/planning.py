"""Settings and content to a plan."""

from dataclasses import replace

from voiceinterview.app.background import terms_of, with_background
from voiceinterview.app.settings import Settings
from voiceinterview.content.bank import OWN_ROUNDS, load_rounds, ready_rounds
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.content.listening import load_coaching, load_cues
from voiceinterview.content.moves import load_moves
from voiceinterview.content.personas import load_persona
from voiceinterview.content.roles import load_role
from voiceinterview.domain.background import Fact
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.role import Role
from voiceinterview.errors import SetupError, UnknownName
from voiceinterview.interview.agenda import make_plan
from voiceinterview.interview.picking import Asked, Wishes
from voiceinterview.interview.rounds import QUICK, QUICK_MINUTES, WHOLE_PLANS, round_names
from voiceinterview.ports import Clock
from voiceinterview.session.prompting import ReplyPrompts

LONGEST = 240  # minutes; a day of interviews has breaks


def plan_interview(
    settings: Settings,
    content: Content,
    clock: Clock,
    *,
    past: tuple[Asked, ...] = (),
    background: tuple[Fact, ...] = (),
) -> Plan:
    """`past` is what earlier sessions asked; `background` what the candidate's documents say.

    Raises `UnknownName` (role, stage, persona), `ContentError`, `SetupError`.
    """
    role = load_role(content, settings.role)
    names, whole = _names(settings, content, role)
    minutes = _minutes(settings, whole)
    persona = load_persona(content, settings.persona)
    if settings.voice is not None:
        persona = replace(persona, voice=replace(persona.voice, variant=settings.voice))
    seed = settings.seed if settings.seed is not None else _new_seed(clock)
    rounds = load_rounds(content, role, names)
    first: frozenset[str] = frozenset()
    if background:
        rounds, first = with_background(rounds, background, content, role, seed)
    wishes = Wishes(
        seed=seed,
        difficulty=settings.difficulty,
        past=past,
        terms=terms_of(background),
        first=first,
    )
    plan = make_plan(
        role,
        rounds,
        persona,
        wishes,
        minutes=minutes,
        keep_mix=whole is not None,
        patience=settings.patience,
        background=background,
    )
    coaching = load_coaching(content) if settings.feedback == "coached" else {}
    return replace(plan, cues=load_cues(content), coaching=coaching, interrupts=settings.interrupt)


def _names(settings: Settings, content: Content, role: Role) -> tuple[tuple[str, ...], str | None]:
    """The rounds to hold, in order, and the whole plan that they make, if any.

    Where none is named it is the role's short form, or the stages that a role without rounds
    of its formats names for it.
    """
    ready = ready_rounds(content, role)
    named = tuple(dict.fromkeys(settings.stages))  # a round is held once, however often named
    if not named:
        short_form = {part.id for part in role.formats} <= set(ready)
        named = (QUICK,) if short_form else tuple(x for x in role.practice_stages if x in ready)
    whole = next((name for name in named if name in WHOLE_PLANS), None)
    if whole is not None and len(named) > 1:
        others = " ".join(name for name in named if name != whole)
        raise SetupError(
            f"{whole!r} is a whole plan, and other parts were named beside it",
            f"Leave out one or the other: --plan {whole}, or --plan {others}",
        )
    if whole is not None:
        return round_names(whole, role, ready, OWN_ROUNDS), whole
    for name in named:
        if name not in ready:
            raise UnknownName("stage", name, [*WHOLE_PLANS, *ready])
    return named, None


def _minutes(settings: Settings, whole: str | None) -> float | None:
    """Raises `SetupError`."""
    if settings.minutes is None:
        return QUICK_MINUTES if whole == QUICK else None
    if not 0 < settings.minutes <= LONGEST:
        raise SetupError(
            f"an interview of {settings.minutes:g} minutes", f"Choose from 1 to {LONGEST}."
        )
    return settings.minutes


def load_reply_prompts(content: Content) -> ReplyPrompts:
    """The files of prompts/interviewer. Raises `ContentError`."""
    folder = content.prompts / "interviewer"
    return ReplyPrompts(
        reply=load_prompt(content, folder / "reply.md"),
        moves=load_moves(content),
        code=load_prompt(content, folder / "code-run.md", frozenset({"run"})),
    )


def _new_seed(clock: Clock) -> int:
    """Another one each second; short enough to be read aloud and typed."""
    return int(clock.utc().timestamp()) % 1_000_000
