"""Interviews with candidates that a program plays: held, rated, and set side by side."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from voiceinterview.app import engines, rating
from voiceinterview.app.engines import open_rater, pick_model, pick_rater
from voiceinterview.app.places import content_folder, read_settings
from voiceinterview.app.planning import plan_interview
from voiceinterview.app.settings import Settings
from voiceinterview.app.simulated_session import Held, Scene, Setup, hold_scene
from voiceinterview.content.candidates import candidate_files, load_character
from voiceinterview.content.folders import Content
from voiceinterview.content.pack import ready_stages
from voiceinterview.content.roles import load_role
from voiceinterview.domain import events as e
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.speech import seconds
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import SetupError, UnknownName, VoiceInterviewError
from voiceinterview.storage.layout import safe_name
from voiceinterview.storage.stored_session import StoredSession, read_session
from voiceinterview.testing import VirtualClock

ALL = "all"
SEED = 1  # the same questions every time, unless another one is asked for

Say = Callable[[str], None]


@dataclass(frozen=True)
class Wanted:
    """What to simulate; an empty tuple of stages or personas means what the settings say.

    A session is held for each of `stages`; with `plan` one for all of its parts together.
    `candidate_model`, at `candidate_api_base`, plays the candidates in place of their scripts.
    """

    candidates: tuple[str, ...]
    stages: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    candidate_model: str | None = None
    candidate_api_base: str | None = None
    spoken: bool = False
    jobs: int = 1


@dataclass(frozen=True)
class Simulated:
    """A line of the table. `fault` is set where the session could not be held to its end."""

    session: str
    candidate: str
    stages: tuple[str, ...]
    persona: str
    model: str
    reason: str
    turns: int = 0
    follow_ups: int = 0
    minutes: float = 0.0
    planned: float = 0.0
    cut_off: int = 0
    found: int = 0  # key points, by the checklist
    total: int = 0
    levels: dict[str, float | None] = field(default_factory=dict)  # of the model rater, by stage
    cost: float | None = 0.0
    fault: str = ""

    @property
    def whole(self) -> bool:
        return self.reason == "finished" and not self.fault


def simulate(flags: dict[str, Any], wanted: Wanted, out: Path, say: Say) -> tuple[Simulated, ...]:
    """Hold all of them, in the order candidate, stage, persona. Raises `SetupError` for what
    can be known beforehand; what fails in a session is told in its line."""
    settings = read_settings({"seed": SEED, "model": "scripted", **flags})
    scenes = list(plan_scenes(settings, wanted))
    _refuse_to_overwrite(out, scenes)
    interviewer, player, rater = asyncio.run(_pick_models(settings, wanted, say))
    if wanted.spoken and settings.recognizer == "faster-whisper":
        from voiceinterview.engines.speech.whisper_models import get_model

        get_model(settings.recognizer_model, say, live=False)
    setup = Setup(settings, out, interviewer, player, wanted.spoken)
    hold = partial(_line, setup=setup, rater=rater)
    say(f"{len(scenes)} interviews into {out}; the interviewer is {interviewer.model}")
    lines = []
    for line in _held(hold, scenes, wanted.jobs):
        lines.append(line)
        say(f"{len(lines)}/{len(scenes)} {line.session}: {line.fault or line.reason}")
    return tuple(lines)


def plan_scenes(settings: Settings, wanted: Wanted) -> Iterator[Scene]:
    """Raises `UnknownName` (candidate, stage, persona), `ContentError`, `SetupError`."""
    content = content_folder(settings)
    role = load_role(content, settings.role)
    ready = ready_stages(content, role)
    named = wanted.stages or role.practice_stages
    stages = ready if ALL in named else tuple(dict.fromkeys(named))
    names = _candidates(content, wanted.candidates)
    for parts in [wanted.plan] if wanted.plan else [(stage,) for stage in stages]:
        for persona in wanted.personas or (settings.persona,):
            own = Content(content.root)  # knows of the files that this plan was made of only
            asked = replace(settings, stages=parts, persona=persona)
            plan = plan_interview(asked, own, VirtualClock())
            _refuse_to_write(plan)
            for name in names:
                known = Content(content.root)
                known.digests |= own.digests
                character = load_character(known, name)
                label = safe_name(f"{name}--{'-'.join(parts)}--{persona}--{plan.seed}")
                yield Scene(label, character, plan, known)


def _refuse_to_write(plan: Plan) -> None:
    """Raises `SetupError` where code would have to be written."""
    written = [stage.id for stage in plan.stages if any(q.is_coding for q in stage.questions)]
    if written:
        raise SetupError(
            f"in {written[0]} code is written, and a simulated candidate writes none",
            "Leave it out: --plan viva code-review star, or --stage NAME.",
        )


def _candidates(content: Content, named: Sequence[str]) -> tuple[str, ...]:
    known = tuple(candidate_files(content))
    for name in named:
        if name != ALL and name not in known:
            raise UnknownName("candidate", name, (ALL, *known))
    return known if ALL in named else tuple(dict.fromkeys(named))


def _refuse_to_overwrite(out: Path, scenes: Sequence[Scene]) -> None:
    there = [scene.id for scene in scenes if (out / scene.id).exists()]
    if there:
        raise SetupError(
            f"{out} holds {there[0]} already" + (f" and {len(there) - 1} more" * (len(there) > 1)),
            "Name another folder with --out, or remove those sessions first.",
        )


async def _pick_models(
    settings: Settings, wanted: Wanted, say: Say
) -> tuple[ModelChoice, ModelChoice | None, ModelChoice | None]:
    """The interviewer's, the candidates' and the rater's, each reached once. Raises
    `SetupError`."""
    interviewer = await pick_model(settings)
    player = None
    if wanted.candidate_model is not None:
        base = wanted.candidate_api_base
        player = await pick_model(replace(settings, model=wanted.candidate_model, api_base=base))
    rater = await pick_rater(settings)
    for choice in {choice.model: choice for choice in (interviewer, player) if choice}.values():
        model = engines.open_model(choice, SystemClock())
        try:
            await engines.reach(model, choice, SystemClock(), say)
        finally:
            await model.close()
    return interviewer, player, rater


def _held(
    hold: Callable[[Scene], Simulated], scenes: Sequence[Scene], jobs: int
) -> Iterator[Simulated]:
    """In the order of the scenes, however many are held at a time."""
    if jobs == 1:
        yield from map(hold, scenes)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(hold, scenes)


def _line(scene: Scene, setup: Setup, rater: ModelChoice | None) -> Simulated:
    try:
        return asyncio.run(_hold_and_rate(scene, setup, rater))
    except VoiceInterviewError as error:
        return replace(_blank(scene, setup), reason="failed", fault=error.problem)


async def _hold_and_rate(scene: Scene, setup: Setup, rater: ModelChoice | None) -> Simulated:
    held = await hold_scene(scene, setup)
    stored = read_session(held.folder)
    clock = VirtualClock() if setup.virtual and rater is None else SystemClock()
    model = None
    if rater is not None and rater.model != "scripted":
        model = rating.ModelRater(open_rater(rater, clock))
    cards = await rating.rate_session(stored, scene.content, clock, model)
    return _told(_blank(scene, setup), held, stored, cards)


def _blank(scene: Scene, setup: Setup) -> Simulated:
    return Simulated(
        session=scene.id,
        candidate=scene.character.name,
        stages=tuple(stage.id for stage in scene.plan.stages),
        persona=scene.plan.persona.name,
        model=setup.interviewer.model,
        reason="",
        planned=scene.plan.minutes,
    )


def _told(
    blank: Simulated, held: Held, stored: StoredSession, cards: Sequence[Scorecard]
) -> Simulated:
    asked = [event for event in stored.events if isinstance(event, e.AskQuestion)]
    coverage = [one for card in cards if card.rater.kind == "checklist" for one in card.coverage]
    return replace(
        blank,
        reason=held.reason,
        turns=len({event.turn for event in stored.events if isinstance(event, e.EndTurn)}),
        follow_ups=sum(event.follow_up > 0 for event in asked),
        minutes=round(seconds(stored.manifest.samples) / 60, 2),
        cut_off=held.cut_off,
        found=sum(one.found for one in coverage),
        total=sum(one.total for one in coverage),
        levels={card.stage: card.score.level for card in cards if card.rater.kind == "model"},
        cost=held.cost,
    )
