"""A whole interview in virtual time: the real core, session and recorder; scripted engines.

The candidate thinks in the middle of sentences, coughs, says "mm-hm" and interrupts, all drawn
from a seed. Nothing in it looks at the wall clock, so two interviews of one seed are the same
interview, to the last byte of what was written.
"""

import asyncio
import random
import threading
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np

from voiceinterview.domain import events as e
from voiceinterview.domain.conversation import ReplyPart, ReplyRequest
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, Word
from voiceinterview.engines.audio.audio_files import NullSink
from voiceinterview.engines.models.scripted_model import ScriptedModel
from voiceinterview.engines.speech.silent_synthesizer import SilentSynthesizer
from voiceinterview.interview.interview import Interview
from voiceinterview.ports import Samples, never
from voiceinterview.session.doors import Doors
from voiceinterview.session.prompting import ReplyPrompts
from voiceinterview.session.session import Session
from voiceinterview.storage.writer import SessionWriter
from voiceinterview.testing import LOUD, Says, ScriptedCandidate, VirtualClock

HEARING = 0.2  # seconds that a transcript takes
THINKING = 0.3  # ... the first words of a reply
RENDERING = 0.15  # ... a sentence's sound
THREAD = 10.0  # seconds of real time; a thread that is not there by then is lost

CLAUSES = (
    "I would look at the split first.", "The rows of one customer are on both sides and",
    "Then I ask who labelled them.", "We tried it on forty stores,", "It drifts, so",
    "Let me think.", "I would hold out the last three months.", "Um,", "The first reason is cost,",
    "I don't remember the exact number.", "Precision fell from eighty to sixty percent.",
    "because nobody had looked at the joins.", "Yes.", "No more than that.", "Could you repeat it?",
)  # fmt: skip
INTERRUPTIONS = ("Sorry, one question about that.", "Wait, I want to add something.", "Yes, that.")
FRAMES_OF = {LOUD: np.full(FRAME, LOUD, np.int16), 0: np.zeros(FRAME, np.int16)}


class LoudIsSpeech:
    def probability(self, frame: Samples) -> float:
        return 1.0 if frame[0] else 0.0

    def reset(self) -> None:
        """Remembers nothing."""


class Lively(ScriptedCandidate):
    """Answers whenever it has the floor, and does not always wait for it."""

    def __init__(self, seed: int, limit: float, clock: VirtualClock) -> None:
        super().__init__((), limit)
        self._chance = random.Random(seed)
        self._clock = clock
        self.noises = 0  # coughs and words over the interviewer

    async def frames(self) -> AsyncGenerator[Samples, None]:
        while self._position < self._limit:
            self._clock.advance(FRAME / SAMPLE_RATE)
            yield self.next_frame()

    def next_frame(self) -> Samples:
        amplitude = self._frames.popleft() if self._frames else 0
        self._position += FRAME
        return FRAMES_OF[amplitude]

    def happened(self, event: e.Event) -> None:
        if isinstance(event, e.GiveFloor) and event.to == "candidate" and not self._frames:
            self._answer()
        elif isinstance(event, e.PlaybackStarted) and not self._frames:
            self._disturb(self._chance.random(), self._chance.uniform(0.2, 2.0))

    def _answer(self) -> None:
        draw = self._chance
        for _ in range(draw.choice((1, 1, 2, 4, 7))):
            text, pause = draw.choice(CLAUSES), draw.choice((0.3, 0.5, 0.9, 1.4, 2.5, 6.0))
            self.say(Says(text, 0.32 * len(text.split()), pause))
        if draw.random() < 0.2:
            self._cough(0.5)

    def _disturb(self, chance: float, after: float) -> None:
        if chance < 0.08:
            self.say(Says(self._chance.choice(INTERRUPTIONS), 1.8, after))
        elif chance < 0.14:
            self.say(Says("Mm-hm.", 0.3, after))
        elif chance < 0.26:
            self._cough(after)
        self.noises += chance < 0.26

    def _cough(self, after: float) -> None:
        """Loud, and no word."""
        self._frames.extend([0] * round(after * SAMPLE_RATE / FRAME))
        self._frames.extend([LOUD] * self._chance.choice((1, 2, 5, 9)))


class Guessed(Lively):
    """The same at the pace of life, so that the session guesses at pauses, and engines take time:
    all of it virtual. A frame comes when everything that is due before it has happened.

    Its transcripts are made in the session's own thread, which waits there until they are due.
    """

    paced = True

    def __init__(self, seed: int, limit: float, clock: VirtualClock) -> None:
        super().__init__(seed, limit, clock)
        self._begun: SimpleQueue[threading.Event] = SimpleQueue()
        self._under_way: tuple[float, threading.Event] | None = None
        self._no_more_time = threading.Event()
        self.awaited: Callable[[], bool] = never  # whether the session waits for a transcript

    async def frames(self) -> AsyncGenerator[Samples, None]:
        while self._position < self._limit:
            await _at_rest()
            self._clock.advance(FRAME / SAMPLE_RATE)
            await _at_rest()
            await self._transcripts()
            yield self.next_frame()
        self._no_more_time.set()  # what is asked for from now on comes at once
        if self._under_way is not None:
            self._under_way[1].set()

    async def _transcripts(self) -> None:
        """Let those come that are due, one after the other."""
        while self.awaited() or self._under_way is not None:
            if self._under_way is None:
                await self._next_transcript()
                continue
            due, come = self._under_way
            if due > self._clock.now:
                return
            self._under_way = None
            told = self.told
            come.set()
            while self.told == told:
                await asyncio.sleep(0)
            await _at_rest()

    async def _next_transcript(self) -> None:
        """Wait until the thread has begun it, or says that nobody needs it any more."""
        while self.awaited():
            if not self._begun.empty():
                self._under_way = (self._clock.now + HEARING, self._begun.get())
                return
            await asyncio.sleep(0)

    told = 0

    def happened(self, event: e.Event) -> None:
        super().happened(event)
        kinds = e.FinalTranscript | e.DraftTranscript | e.PartialTranscript
        self.told += isinstance(event, kinds)

    def transcribe(
        self, audio: Samples, start: int, vocabulary: Sequence[str], **how: Any
    ) -> tuple[Word, ...]:
        if not self._no_more_time.is_set():
            come = threading.Event()
            self._begun.put(come)
            assert come.wait(THREAD), "the interview went on without its transcript"
        return super().transcribe(audio, start, vocabulary)


class ThinkingModel(ScriptedModel):
    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock

    async def stream(self, request: ReplyRequest) -> AsyncGenerator[ReplyPart, None]:
        await self._clock.sleep(THINKING)
        async for part in super().stream(request):
            yield part


class RenderingVoice(SilentSynthesizer):
    def __init__(self, clock: VirtualClock) -> None:
        super().__init__()
        self._clock = clock

    async def render(self, text: str) -> Samples:
        await self._clock.sleep(RENDERING)
        return await super().render(text)


async def _at_rest() -> None:
    """Until no task can go on without time passing. There is no public way to ask."""
    ready: Any = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    while ready:
        await asyncio.sleep(0)


@dataclass(frozen=True)
class HeldInterview:
    """`log` is events.jsonl as the recorder wrote it; `spoken` is samples of session time."""

    log: bytes
    spoken: int
    noises: int
    reason: e.EndReason


async def hold(
    plan: Plan, prompts: ReplyPrompts, root: Path, seconds: float, seed: int, *, guesses: bool
) -> HeldInterview:
    """Until the plan is through, or the candidate leaves after so many `seconds` of session time.

    With `guesses` engines take (virtual) time and the session works ahead of the turn's end.
    """
    clock = VirtualClock()
    candidate = (Guessed if guesses else Lively)(seed, seconds, clock)
    doors = Doors(
        source=candidate,
        sink=NullSink(),
        detector=LoudIsSpeech(),
        recognizer=candidate,
        synthesizer=RenderingVoice(clock) if guesses else SilentSynthesizer(),
        model=ThinkingModel(clock) if guesses else ScriptedModel(),
        clock=clock,
        watchers=(candidate,),
    )
    manifest = Manifest(role=plan.role, stages=(), persona="t", seed=seed, minutes=plan.minutes)
    with SessionWriter.create(root, manifest, plan, clock) as writer:
        session = Session(Interview(plan), doors, writer, prompts)
        if isinstance(candidate, Guessed):
            candidate.awaited = lambda: session._transcription.awaited
        reason = await session.run(e.SessionStarted(at=0))
        log = (writer.folder / "events.jsonl").read_bytes()
    return HeldInterview(log, session.at, candidate.noises, reason)
