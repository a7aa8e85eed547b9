"""From the candidate's last sample to the interviewer's first: our loop on recorded speech.

Engines are stubs with fixed delays, as in the peers' halves (`make bench-peers`): 300 ms for a
transcript, 300 ms to the model's first token and then 50 a second, 150 ms to the first audio. A
loop that does one thing after the other, and needs no time to decide, would take their sum; what
is told is how much longer it took. Everything between is real: frames at the pace of life, Silero
VAD, the core, the session. `python tests/benchmarks/turn_latency.py [TURNS]`.
"""

import asyncio
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import numpy as np

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from run import Figure
from small_plan import plain_prompts, question, small_plan, stage
from spoken_clips import clips

from voiceinterview.domain import events as e
from voiceinterview.domain.conversation import ReplyPart, ReplyRequest
from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, Word
from voiceinterview.engines.speech.silero_vad import SileroVad
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.interview import guessing
from voiceinterview.interview.interview import Interview
from voiceinterview.ports import Samples
from voiceinterview.session.doors import Doors, Tick
from voiceinterview.session.session import Session
from voiceinterview.testing import MemoryRecorder

TURNS = 24
STT, TTFT, RATE, TTFA = 0.3, 0.3, 50.0, 0.15  # seconds, seconds, tokens a second, seconds
FIRST = "Thanks, that is a clear account of the question. ".split(" ")[:-1]
TOKENS = [f"{word} " for word in [*FIRST, *"Can you say what changed about it later?".split(" ")]]
IDEAL = STT + TTFT + (len(FIRST) - 1) / RATE + TTFA
LAG = 0.02  # seconds by which a frame may be late before its turn is not counted
now = time.perf_counter


class Speaker:
    """A candidate who waits for the floor, says a clip, and notes when its last sample is due."""

    name, paced, live = "clips", True, False

    def __init__(self, turns: int) -> None:
        self._clips = clips()
        self._turns = turns
        self._may_speak = False
        self.over: list[float] = []  # when each clip's last sample was delivered
        self.late: list[float] = []  # the worst lag of the loop while it was waited for

    async def frames(self) -> AsyncIterator[Samples]:
        noise = np.random.default_rng(1)
        due = now()
        spoken = 0
        pending: list[Samples] = []
        while True:
            if not pending and self._may_speak and spoken < self._turns:
                self._may_speak = False
                pending = [*self._hush(noise, 15), *self._frames(spoken)]
                spoken += 1
            elif not pending and spoken == self._turns and len(self.over) == self._turns:
                self._turns = -1  # a last answer is waited for
            frame = pending.pop(0) if pending else self._hush(noise, 1)[0]
            due += FRAME / SAMPLE_RATE
            await asyncio.sleep(max(0.0, due - now()))
            lag = now() - due
            if self.late and not pending:
                self.late[-1] = max(self.late[-1], lag)
            if spoken and not pending and len(self.over) < spoken:
                self.over.append(due)
                self.late.append(lag)
            yield frame

    def happened(self, event: e.Event) -> None:
        if isinstance(event, e.GiveFloor):
            self._may_speak = event.to == "candidate"

    def tick(self, tick: Tick) -> None:
        """Nothing to see."""

    def close(self) -> None:
        """Nothing to let go of."""

    def _frames(self, number: int) -> list[Samples]:
        clip = self._clips[number % len(self._clips)]
        padded = np.pad(clip, (-len(clip) % FRAME, 0))  # in front: speech ends with a frame
        return list(padded.reshape(-1, FRAME))

    def _hush(self, noise: np.random.Generator, frames: int) -> list[Samples]:
        return list(noise.normal(0, 8, (frames, FRAME)).astype(np.int16))


class Recognizer:
    name = "stub"

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(
        self, audio: Samples, start: int, vocabulary: Sequence[str], **_: Any
    ) -> tuple[Word, ...]:
        time.sleep(STT)  # in the recognizer's own thread, as a model that computes
        texts = ("In", "being", "comparatively", "modern.")
        return tuple(Word(text, start + n * 100, start + n * 100 + 90) for n, text in enumerate(texts))

    def settings(self) -> dict[str, Any]:
        return {}

    def close(self) -> None:
        """Nothing to let go of."""


class Model:
    name = "stub"

    async def load(self) -> None:
        """Nothing to load."""

    async def stream(self, request: ReplyRequest) -> AsyncGenerator[ReplyPart, None]:
        began = now()
        for n, token in enumerate(TOKENS):
            await asyncio.sleep(max(0.0, began + TTFT + n / RATE - now()))
            yield ReplyPart(token)

    def settings(self) -> dict[str, Any]:
        return {}

    async def close(self) -> None:
        """Nothing to let go of."""


class Voice:
    name = "stub"

    async def start(self, voice: VoiceSettings) -> None:
        """Always ready."""

    async def render(self, text: str) -> Samples:
        await asyncio.sleep(TTFA)
        tone = np.sin(np.arange(SAMPLE_RATE // 2) * 2 * np.pi * 220 / SAMPLE_RATE)
        return (3000 * tone).astype(np.int16)

    def settings(self) -> dict[str, Any]:
        return {}

    async def close(self) -> None:
        """Nothing to let go of."""


class Sink:
    """A device that plays at the pace of life, and notes when it was given something."""

    name = "stub"

    def __init__(self) -> None:
        self._queued = 0
        self.written: list[float] = []

    def write(self, audio: Samples) -> None:
        self.written.append(now())
        self._queued += len(audio)

    def take_played(self, elapsed: int) -> Samples:
        played = min(elapsed, self._queued)
        self._queued -= played
        return np.ones(played, np.int16)

    def abort(self) -> None:
        self._queued = 0

    def set_gain(self, gain: float) -> None:
        """Nobody listens."""

    def close(self) -> None:
        """Nothing to let go of."""


async def overheads(turns: int) -> list[float]:
    """Milliseconds beyond the stubs, one for each turn that the machine kept up with."""
    speaker, sink = Speaker(turns), Sink()
    questions = (question(f"q{n}", f"And number {n}?") for n in range(2 * turns))
    plan = small_plan(stage("one", *questions, minutes=600))
    doors = Doors(
        speaker, sink, SileroVad(), Recognizer(), Voice(), Model(), SystemClock(), (speaker,)
    )  # fmt: skip
    session = Session(Interview(plan), doors, MemoryRecorder(), plain_prompts())
    running = asyncio.create_task(session.run(e.SessionStarted(at=0)))
    while len(speaker.over) < turns or now() < speaker.over[-1] + 3:
        await asyncio.sleep(0.1)
    session.command("quit")
    await running
    taken = []
    for over, late in zip(speaker.over, speaker.late, strict=True):
        answered = next((at for at in sink.written if at > over), None)
        if answered is not None and late < LAG:
            taken.append((answered - over - IDEAL) * 1000)
    return taken


def measure(turns: int = TURNS) -> list[Figure]:
    ahead = asyncio.run(overheads(turns))
    guesses, guessing.MAX_GUESSES = guessing.MAX_GUESSES, 0
    try:
        after = asyncio.run(overheads(max(6, turns // 4)))
    finally:
        guessing.MAX_GUESSES = guesses
    note = f"{len(ahead)} of {turns} turns; the stubs alone take {IDEAL * 1000:.0f} ms"
    return [
        Figure("response beyond the stubs, median", median(ahead), "ms", 100, note),
        Figure("response beyond the stubs, p95", quantiles(ahead, n=20)[-1], "ms", 140, note),
        Figure("... of what it is without working ahead", median(ahead) / median(after), "", 0.5,
               f"then {median(after):.0f} ms, {len(after)} turns"),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.modules["turn_latency"] = sys.modules["__main__"]
    for figure in measure(int(sys.argv[1]) if len(sys.argv) > 1 else TURNS):
        print(figure)
