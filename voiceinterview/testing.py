"""Scripted engines and a virtual clock, for tests of this package and of third-party engines.

A scripted engine records its calls, fails when it is asked for more than it was given, and
can assert that everything was used.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.conversation import ReplyPart, ReplyRequest, Usage
from voiceinterview.domain.events import Event
from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, Word, samples
from voiceinterview.errors import EngineError
from voiceinterview.ports import Samples, never

LOUD = 8000  # amplitude of scripted speech; `ScriptedDetector` takes anything loud for speech


class VirtualClock:
    """Time that passes only when a test says so."""

    def __init__(self, start: float = 0.0) -> None:
        self.now = start
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def monotonic(self) -> float:
        return self.now

    def utc(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.now)

    async def sleep(self, seconds: float) -> None:
        waking: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.now + seconds, waking))
        await waking

    def limit(self, seconds: float) -> asyncio.Timeout:
        """Never runs out: nothing that is waited for takes virtual time."""
        return asyncio.timeout(None)

    def advance(self, seconds: float) -> None:
        """Let time pass, and wake whoever was to be woken by then."""
        self.now += seconds
        for due, waking in self._sleepers:
            if due <= self.now and not waking.done():
                waking.set_result(None)
        self._sleepers = [(due, waking) for due, waking in self._sleepers if not waking.done()]


@dataclass(frozen=True)
class Says:
    """Candidate's speech: `text` takes `seconds`, after `pause` seconds of silence."""

    text: str
    seconds: float = 2.0
    pause: float = 0.5


class ScriptedCandidate:
    """An audio source that speaks when given the floor: one list of `Says` for each floor.

    It is its own recognizer, since it alone knows which words its noise stands for.
    """

    name = "scripted candidate"
    paced = False
    live = False
    two_passes = False

    def __init__(self, answers: Iterable[Sequence[Says]], limit: float = 3600.0) -> None:
        self._answers = list(answers)
        self._limit = samples(limit)
        self._frames: deque[int] = deque()  # amplitudes to come
        self._words: list[Word] = []
        self._position = 0
        self.heard: list[str] = []

    async def frames(self) -> AsyncGenerator[Samples, None]:
        while self._position < self._limit:
            amplitude = self._frames.popleft() if self._frames else 0
            self._position += FRAME
            yield np.full(FRAME, amplitude, np.int16)

    def happened(self, event: Event) -> None:
        """As a watcher: speaks when the candidate is given the floor."""
        if getattr(event, "kind", "") == "give_floor" and getattr(event, "to", "") == "candidate":
            for says in self._answers.pop(0) if self._answers else ():
                self.say(says)

    def tick(self, tick: Any) -> None:
        """Nothing to see."""

    def say(self, says: Says) -> None:
        self._frames.extend([0] * round(says.pause * SAMPLE_RATE / FRAME))
        start = self._position + len(self._frames) * FRAME
        self._frames.extend([LOUD] * round(says.seconds * SAMPLE_RATE / FRAME))
        self._words += spread(says.text, start, self._position + len(self._frames) * FRAME)

    # --- Recognizer ---------------------------------------------------------------------------

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(
        self,
        audio: Samples,
        start: int,
        vocabulary: Sequence[str],
        *,
        thorough: bool = False,
        abandoned: Callable[[], bool] = never,
    ) -> tuple[Word, ...]:
        end = start + len(audio)
        words = [word for word in self._words if start <= (word.start + word.end) // 2 < end]
        self.heard.append(" ".join(word.text for word in words))
        return tuple(words)

    def settings(self) -> dict[str, Any]:
        return {}

    def close(self) -> None:
        """Nothing to let go of."""

    def assert_used(self) -> None:
        assert not self._answers, f"{len(self._answers)} answers were never asked for"


def spread(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of `text`, each taking an equal share of the samples from `start` to `end`."""
    words = text.split()
    edges = np.linspace(start, end, len(words) + 1).astype(int)
    return tuple(Word(word, int(edges[n]), int(edges[n + 1])) for n, word in enumerate(words))


class ScriptedDetector:
    """Takes loud frames for speech."""

    def probability(self, frame: Samples) -> float:
        return 1.0 if np.abs(frame).max(initial=0) > LOUD // 2 else 0.0

    def reset(self) -> None:
        """Remembers nothing."""


class ScriptedTurnDetector:
    """Takes every turn for over with the probability `over`; fails where that is None."""

    name = "scripted"

    def __init__(self, over: float | None = 1.0) -> None:
        self.over = over
        self.heard: list[int] = []  # the lengths of what it was given, in samples

    def load(self) -> None:
        """Nothing to load."""

    def probability(self, audio: Samples) -> float:
        self.heard.append(len(audio))
        if self.over is None:
            raise EngineError(self.name, "The turn detector failed.", "Mend it.")
        return self.over

    def settings(self) -> dict[str, Any]:
        return {}


class ScriptedSynthesizer:
    """Speech is silence of so many seconds a word; a text in `broken` fails."""

    name = "scripted"

    def __init__(self, seconds_a_word: float = 0.3, broken: Iterable[str] = ()) -> None:
        self.seconds_a_word = seconds_a_word
        self.broken = set(broken)
        self.said: list[str] = []

    async def start(self, voice: VoiceSettings) -> None:
        """Always ready."""

    async def render(self, text: str) -> Samples:
        if text in self.broken:
            raise EngineError("synthesizer", "the scripted voice broke")
        self.said.append(text)
        return np.ones(samples(len(text.split()) * self.seconds_a_word), np.int16)

    def settings(self) -> dict[str, Any]:
        return {}

    async def close(self) -> None:
        """Nothing to let go of."""


class ScriptedLanguageModel:
    """Gives one reply after the other; an `EngineError` among the parts is raised there."""

    name = "scripted replies"

    def __init__(self, replies: Iterable[Sequence[str | EngineError]]) -> None:
        self._replies = list(replies)
        self.requests: list[ReplyRequest] = []

    async def stream(self, request: ReplyRequest) -> AsyncGenerator[ReplyPart, None]:
        self.requests.append(request)
        assert self._replies, "the scripted model was asked for more replies than it was given"
        for part in self._replies.pop(0):
            if isinstance(part, EngineError):
                raise part
            yield ReplyPart(part)
        yield ReplyPart("", Usage(self.name, 10, 10, 0.0))

    async def load(self) -> None:
        """Nothing to load."""

    def settings(self) -> dict[str, Any]:
        return {}

    async def close(self) -> None:
        """Nothing to let go of."""

    def assert_used(self) -> None:
        assert not self._replies, f"{len(self._replies)} replies were never asked for"


class ScriptedWorkbench:
    """Gives one run after the other, whatever is written; waits for ever where that is None."""

    def __init__(self, runs: Iterable[CodeRun | None], folder: Path = Path("exercise")) -> None:
        self._runs = list(runs)
        self._folder = folder
        self.asked: list[tuple[str, int, bool]] = []  # question, number, submitted
        self.cancelled = 0

    def file(self, question: str) -> Path:
        return self._folder / question / "solution.py"

    async def run(self, question: str, number: int, *, submitted: bool = False) -> CodeRun:
        self.asked.append((question, number, submitted))
        assert self._runs, "the scripted workbench was asked for more runs than it was given"
        if (run := self._runs.pop(0)) is not None:
            return replace(run, number=number, question=question, submitted=submitted)
        try:
            await asyncio.get_running_loop().create_future()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        raise AssertionError("nobody resolves this future")

    def assert_used(self) -> None:
        assert not self._runs, f"{len(self._runs)} runs were never asked for"


@dataclass
class MemoryRecorder:
    """Keeps what a session writes."""

    events: list[Event] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)
    frames: int = 0

    def event(self, event: Event) -> Event:
        self.events.append(replace(event, seq=len(self.events)))
        return self.events[-1]

    def audio(self, candidate: Samples, interviewer: Samples) -> None:
        assert len(candidate) == len(interviewer)
        self.frames += 1

    def exchange(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)


@dataclass
class MemorySink:
    """Plays into nothing, at the speed of the session clock."""

    name: str = "memory"
    queued: int = 0
    played: int = 0
    aborts: int = 0
    gain: float = 1.0

    def write(self, audio: Samples) -> None:
        self.queued += len(audio)

    def take_played(self, elapsed: int) -> Samples:
        now = min(elapsed, self.queued)
        self.queued -= now
        self.played += now
        return np.ones(now, np.int16)

    def abort(self) -> None:
        self.queued = 0
        self.aborts += 1

    def set_gain(self, gain: float) -> None:
        self.gain = gain

    def close(self) -> None:
        """Nothing to let go of."""
