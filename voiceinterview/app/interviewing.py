"""Holds one interview: engines opened, session driven, folder closed, whatever happens."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

from voiceinterview.app import engines
from voiceinterview.app.engines import Sound
from voiceinterview.app.metering import count_before, metered, new_meter
from voiceinterview.app.places import name_to_give
from voiceinterview.app.planning import load_reply_prompts
from voiceinterview.app.record_words import close_record
from voiceinterview.app.settings import Settings
from voiceinterview.app.writing_code import exercises_of, with_workbench
from voiceinterview.content.folders import Content
from voiceinterview.domain import events as e
from voiceinterview.domain.manifest import EndStatus, Engines, EngineUsed, Manifest, Retried
from voiceinterview.domain.plan import Plan
from voiceinterview.engines.audio.recorded_candidate import RecordedCandidate
from voiceinterview.engines.models.meter import Meter, MeteredModel
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.engines.speech.silero_vad import SileroVad
from voiceinterview.errors import BadInput, StorageFull
from voiceinterview.interview.interview import Interview
from voiceinterview.ports import (
    AudioSink,
    AudioSource,
    Clock,
    LanguageModel,
    Recognizer,
    Synthesizer,
    TurnDetector,
)
from voiceinterview.session.doors import Doors, Tick, Watcher
from voiceinterview.session.session import Session
from voiceinterview.session.transcription import hears_twice
from voiceinterview.storage.event_log import read_events
from voiceinterview.storage.layout import EVENTS
from voiceinterview.storage.lock import refuse_if_busy
from voiceinterview.storage.manifest_file import read_manifest
from voiceinterview.storage.plan_file import read_plan
from voiceinterview.storage.stored_session import read_session
from voiceinterview.storage.writer import SessionWriter

PACKAGES = ("voiceinterview", "faster-whisper", "pyttsx3", "litellm", "numpy")


class Screen(Watcher, Protocol):
    """Where an interview is shown and keys are read: the terminal, or a test."""

    @property
    def hurried(self) -> bool:
        """Ctrl-C ended the interview: nothing may be done that takes long."""
        ...

    def say(self, line: str) -> None:
        """A line for the user, before the interview or after it."""
        ...

    def attach(self, session: Session) -> None:
        """The interview begins: keys go to `session.command` from now on."""
        ...

    def detach(self) -> None: ...


@dataclass(frozen=True)
class Held:
    """An interview that is over. `choice` is what rates or would rate it, on the same meter."""

    folder: Path
    reason: e.EndReason
    choice: ModelChoice
    meter: Meter = field(default_factory=Meter)


class Prompter:
    """Tells a recorded candidate what it was asked, and when it may speak.

    `first` is above 0 where the session begins with the n-th follow-up to its question.
    """

    def __init__(self, candidate: RecordedCandidate, first: int = 0) -> None:
        self._candidate = candidate
        self._first = first
        self._asked = ("", 0)

    def happened(self, event: e.Event) -> None:
        if isinstance(event, e.AskQuestion):
            self._asked = (event.question, self._first + event.follow_up)
        elif isinstance(event, e.GiveFloor) and event.to == "candidate":
            self._candidate.floor(*self._asked)
        elif isinstance(event, e.EndSession):
            self._candidate.ended()

    def tick(self, tick: Tick) -> None:
        """Nothing to see."""


@dataclass(frozen=True)
class Opened:
    """The engines of one interview, ready."""

    source: AudioSource
    sink: AudioSink
    recognizer: Recognizer | None
    synthesizer: Synthesizer
    choice: ModelChoice
    doors: Doors
    meter: Meter


async def hold_interview(
    plan: Plan,
    settings: Settings,
    sound: Sound,
    content: Content,
    root: Path,
    clock: Clock,
    screen: Screen,
    retry: Retried | None = None,
) -> Held:
    """A new interview from greeting to farewell. Raises `SetupError`, `StorageFull`.

    `retry` is the answer that it tries again, where it does.
    """
    async with AsyncExitStack() as stack:
        prompts = load_reply_prompts(content)
        exercises = exercises_of(plan, content)
        first = retry.follow_up if retry is not None else 0
        opened = await _open(plan, settings, sound, clock, screen, stack, first)
        manifest = replace(manifest_of(plan, content, opened.doors), retry=retry)
        writer = stack.enter_context(SessionWriter.create(root, manifest, plan, clock))
        screen.say(f"session: {writer.folder}")
        doors = with_workbench(opened.doors, writer.folder, exercises)
        session = Session(Interview(plan), doors, writer, prompts)
        started = e.SessionStarted(at=0, listening=not sound.typed)
        reason = await _run(session, started, writer, screen)
        await _hear_again(session, opened, writer.folder, clock, screen)
    return Held(writer.folder, reason, opened.choice, opened.meter)


async def resume_interview(
    folder: Path,
    settings: Settings,
    sound: Sound,
    content: Content,
    clock: Clock,
    screen: Screen,
) -> Held:
    """Go on with an interrupted interview in its own folder. Raises `BadInput` for one that
    was finished.

    The core is brought to where it was by feeding it what it observed then.
    """
    async with AsyncExitStack() as stack:
        prompts = load_reply_prompts(content)
        plan = _plan_to_resume(folder)
        exercises = exercises_of(plan, content)
        opened = await _open(plan, settings, sound, clock, screen, stack)
        writer = stack.enter_context(SessionWriter.reopen(folder))
        stored = read_session(folder)
        count_before(opened.meter, stored.exchanges)
        interview = Interview(stored.plan)
        for decision in _catch_up(interview, stored.events):
            writer.event(decision)  # the crash came between an observation and these
        session = Session(
            interview,
            with_workbench(opened.doors, folder, exercises),
            writer,
            prompts,
            at=writer.clock_position,
            utterance=max((getattr(x, "utterance", 0) for x in stored.events), default=0),
        )
        first = e.SessionResumed(at=writer.clock_position, listening=not sound.typed)
        reason = await _run(session, first, writer, screen)
        await _hear_again(session, opened, writer.folder, clock, screen)
    return Held(writer.folder, reason, opened.choice, opened.meter)


def _catch_up(interview: Interview, events: Sequence[e.Event]) -> list[e.Decision]:
    """Feed the core what it observed; the decisions on the last of it that were not logged."""
    decided: list[e.Decision] = []
    for event in events:
        if isinstance(event, e.Observation):
            decided = interview.receive(event)
        elif isinstance(event, e.Decision):
            decided = decided[1:]
    return decided


def _plan_to_resume(folder: Path) -> Plan:
    """All that can speak against going on, before anything is opened or changed.

    Raises `BadInput`, `SessionBusy`, `CorruptSession`.
    """
    manifest = read_manifest(folder)
    if manifest.status == "finished":
        raise BadInput(f"{folder.name} is finished", "Begin a new one: voiceinterview practice")
    refuse_if_busy(folder)
    read_events(folder / EVENTS, torn_tail_allowed=True)
    return read_plan(folder, manifest.plan_sha256)


async def _run(
    session: Session, first: e.Observation, writer: SessionWriter, screen: Screen
) -> e.EndReason:
    """Drive the session and close its folder, also where it is cut short."""
    screen.attach(session)
    try:
        reason = await session.run(first)
    except asyncio.CancelledError:
        writer.finish("interrupted", "interrupted")
        raise
    except StorageFull:
        writer.close()  # nothing more can be written; `sessions recover` makes it whole
        raise
    except BaseException as error:
        with suppress(StorageFull):
            writer.finish("interrupted", type(error).__name__)
        raise
    finally:
        screen.detach()
    status: EndStatus = "finished" if reason == "finished" else "interrupted"
    await asyncio.to_thread(writer.finish, status, reason)  # seconds, after two hours
    return reason


async def _hear_again(
    session: Session, opened: Opened, folder: Path, clock: Clock, screen: Screen
) -> None:
    """The words of record, unless somebody is in a hurry."""
    if not screen.hurried:
        heard = session.record.words
        await close_record(folder, opened.recognizer, heard, clock, screen.say)
    elif opened.recognizer is not None and hears_twice(opened.recognizer):
        screen.say(f"words of record: voiceinterview transcribe {name_to_give(folder)}")


async def _open(
    plan: Plan,
    settings: Settings,
    sound: Sound,
    clock: Clock,
    screen: Screen,
    stack: AsyncExitStack,
    first: int = 0,
) -> Opened:
    """Open every engine; each is closed by `stack`, also if a later one fails. `first` is as in
    `Prompter`."""
    engines.check_names(sound, settings)
    meter = new_meter(settings)
    choice = await engines.pick_model(settings)
    screen.say(f"interviewer: {choice.why}")
    source = engines.open_source(sound, settings, clock)
    stack.callback(source.close)
    if warning := getattr(source, "warning", None):
        screen.say(warning)
    sink = engines.open_sink(sound, settings)
    stack.callback(sink.close)
    recognizer = None
    if not sound.typed:
        recognizer = engines.open_recognizer(sound, settings, source, screen.say)
        stack.callback(recognizer.close)
    turn_detector = engines.open_turn_detector(sound, settings, source, screen.say)
    synthesizer = engines.open_synthesizer(settings)
    stack.push_async_callback(synthesizer.close)
    await synthesizer.start(plan.persona.voice)
    echo, half_duplex = engines.open_echo(sound, settings, screen.say)
    model = await metered(engines.open_model(choice, clock), choice, meter, screen.say)
    stack.push_async_callback(model.close)
    await engines.reach(model, choice, clock, screen.say)
    prompter = (Prompter(source, first),) if isinstance(source, RecordedCandidate) else ()
    doors = Doors(
        source=source,
        sink=sink,
        detector=SileroVad(),
        recognizer=recognizer,
        synthesizer=synthesizer,
        model=model,
        clock=clock,
        watchers=(*prompter, screen),
        echo=echo,
        half_duplex=half_duplex,
        turn_detector=turn_detector,
        spent=lambda: meter.spent,
        reckon=model.reckon if isinstance(model, MeteredModel) else None,
    )
    return Opened(source, sink, recognizer, synthesizer, choice, doors, meter)


def manifest_of(plan: Plan, content: Content, doors: Doors) -> Manifest:
    """The first page of a session that is about to be held."""
    return Manifest(
        role=plan.role,
        stages=tuple(stage.id for stage in plan.stages),
        persona=plan.persona.name,
        seed=plan.seed,
        minutes=plan.minutes,
        engines=Engines(
            recognizer=_used(doors.recognizer),
            synthesizer=_used(doors.synthesizer),
            language_model=_used(doors.model),
            turn_detector=_used(doors.turn_detector),
        ),
        prompts={
            path: digest for path, digest in content.digests.items() if path.startswith("prompts/")
        },
        versions={package: version(package) for package in PACKAGES},
        input=doors.source.name,
        output=doors.sink.name,
    )


def _used(
    engine: Recognizer | Synthesizer | LanguageModel | TurnDetector | None,
) -> EngineUsed | None:
    return None if engine is None else EngineUsed(engine.name, engine.settings())
