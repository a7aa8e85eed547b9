"""A session with scripted engines, driven to its end."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import aclosing
from typing import Any

import numpy as np
from small_plan import plain_prompts, small_plan

from voiceinterview.domain import events as e
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.speech import FRAME, Word, samples
from voiceinterview.engines.models.scripted_model import ScriptedModel
from voiceinterview.errors import DeviceLost, EngineError
from voiceinterview.interview.interview import Interview
from voiceinterview.ports import Samples
from voiceinterview.session.doors import Doors, Watcher
from voiceinterview.session.session import Session
from voiceinterview.testing import (
    MemoryRecorder,
    MemorySink,
    Says,
    ScriptedCandidate,
    ScriptedDetector,
    ScriptedSynthesizer,
    VirtualClock,
)


class Driven:
    """Engines may be replaced by name before `run`."""

    def __init__(
        self,
        *answers: str | Sequence[Says],
        plan: Plan | None = None,
        limit: float = 300.0,
        candidate: ScriptedCandidate | None = None,
        **engines: Any,
    ) -> None:
        said = [[Says(one)] if isinstance(one, str) else one for one in answers]
        self.candidate = candidate or ScriptedCandidate(said, limit)
        self.recorder = MemoryRecorder()
        self.plan = plan or small_plan()
        self.engines: dict[str, Any] = {
            "source": self.candidate,
            "sink": MemorySink(),
            "detector": ScriptedDetector(),
            "recognizer": self.candidate,
            "synthesizer": ScriptedSynthesizer(),
            "model": ScriptedModel(),
            "clock": VirtualClock(),
            "watchers": (self.candidate,),
        } | engines
        self.session: Session | None = None

    def open(self) -> Session:
        self.session = Session(
            Interview(self.plan), Doors(**self.engines), self.recorder, plain_prompts()
        )
        return self.session

    async def run(self, *, listening: bool = True) -> e.EndReason:
        return await self.open().run(e.SessionStarted(at=0, listening=listening))

    def all(self, kind: type[Any]) -> list[Any]:
        return [event for event in self.recorder.events if isinstance(event, kind)]

    def said(self) -> list[str]:
        return [speak.text for speak in self.all(e.Speak)]

    def turns(self) -> list[str]:
        return [" ".join(word.text for word in ended.words) for ended in self.all(e.EndTurn)]

    @property
    def log(self) -> str:
        return "\n".join(map(repr, self.recorder.events))


class At:
    """A watcher that does something once the session clock has reached a time."""

    def __init__(self, seconds: float, action: Any) -> None:
        self.due, self.action, self.done = samples(seconds), action, False

    def happened(self, event: e.Event) -> None:
        """Only time counts."""

    def tick(self, tick: Any) -> None:
        if tick.at >= self.due and not self.done:
            self.done = True
            self.action()


def watching(driven: Driven, *watchers: Watcher) -> Driven:
    driven.engines["watchers"] = (*driven.engines["watchers"], *watchers)
    return driven


class LosingSink(MemorySink):
    """Goes away when told to, as a loudspeaker that is unplugged does."""

    lost = False

    def take_played(self, elapsed: int) -> Samples:
        if self.lost:
            raise DeviceLost("the speaker is gone", "Plug it in.")
        return super().take_played(elapsed)


class LosingCandidate(ScriptedCandidate):
    """A live microphone that is lost after so many seconds, and later comes back."""

    live = True

    def __init__(self, answers: Iterable[Sequence[Says]], lost_at: float) -> None:
        super().__init__(answers, 300.0)
        self._lost_at = samples(lost_at)
        self.opened = 0

    async def frames(self) -> AsyncGenerator[Samples, None]:
        self.opened += 1
        if self.opened == 2:
            raise DeviceLost("still gone")
        async with aclosing(super().frames()) as frames:
            async for frame in frames:
                if self.opened == 1 and self._position >= self._lost_at:
                    raise DeviceLost("the microphone is gone", "Plug it in again.")
                yield frame


class PacedCandidate(ScriptedCandidate):
    """Frames come at the pace of the event loop, as from a device."""

    paced = True

    async def frames(self) -> AsyncGenerator[Samples, None]:
        async with aclosing(super().frames()) as frames:
            async for frame in frames:
                for _ in range(3):
                    await asyncio.sleep(0)
                yield frame


class SilentDevice:
    """A live source that gives some frames and then hangs, as a device in trouble does."""

    name = "hanging"
    paced = True
    live = True

    def __init__(self, frames: int = 3) -> None:
        self.left = frames
        self.closed = False

    async def frames(self) -> AsyncGenerator[Samples, None]:
        try:
            while self.left:
                self.left -= 1
                await asyncio.sleep(0)
                yield np.zeros(FRAME, np.int16)
            await asyncio.Event().wait()
        finally:
            self.closed = True

    def close(self) -> None:
        """Nothing to let go of."""


class BrokenRecognizer(ScriptedCandidate):
    """Fails where it would have understood the words that are named."""

    def __init__(self, answers: Iterable[Sequence[Says]], fails: dict[str, Exception]) -> None:
        super().__init__(answers, 300.0)
        self.fails = fails

    def transcribe(self, audio: Samples, start: int, vocabulary: Sequence[str]) -> tuple[Word, ...]:
        words = super().transcribe(audio, start, vocabulary)
        for word in words:
            if word.text in self.fails:
                raise self.fails[word.text]
        return words


def broken(problem: str = "it broke", *, lasting: bool = False) -> EngineError:
    return EngineError("engine", problem, "Mend it.", lasting=lasting)


async def nothing_left(before: set[Any]) -> None:
    """No task but this one, and no thread of the recognizer's."""
    await asyncio.sleep(0)  # a task that was cancelled ends in the next round of the loop
    left = asyncio.all_tasks() - before - {asyncio.current_task()}
    assert not left, left
    for thread in threading.enumerate():
        if thread.name.startswith("recognizer"):
            await asyncio.to_thread(thread.join, 2.0)
            assert not thread.is_alive(), thread
