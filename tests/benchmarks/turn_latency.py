"""From the candidate's last sample to the interviewer's first: our loop on recorded speech.

Engines are stubs with fixed delays, as in the peers' halves: 300 ms for a transcript, 300 ms to
the model's first token and then 50 a second, 150 ms to the first audio. A loop that does one
thing after the other, and needs no time to decide, would take their sum; what is told is how much
longer it took. Everything between is real: frames at the pace of life, Silero VAD, the core, the
session. Only when a turn is over is not weighed here but held to HELD seconds of silence: how long
one should wait is turn_taking.py's matter.

    python tests/benchmarks/turn_latency.py [TURNS]
    python tests/benchmarks/turn_latency.py --whisper [TURNS]   a real Whisper for the recognizer
    python tests/benchmarks/turn_latency.py --peers             beside pipecat and livekit-agents
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import numpy as np

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from base_whisper import base_shaped_whisper
from peers.side import HEARD, IDEAL, LAG, STT
from run import Figure
from small_plan import plain_prompts, question, small_plan, stage
from spoken_clips import clips
from stub_engines import StubModel, StubRecognizer, StubSink, StubVoice

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, samples
from voiceinterview.engines.speech.faster_whisper_recognizer import FasterWhisperRecognizer
from voiceinterview.engines.speech.silero_vad import SileroVad
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.interview import guessing, hearing
from voiceinterview.interview.interview import Interview
from voiceinterview.ports import Recognizer, Samples
from voiceinterview.session.doors import Doors, Tick
from voiceinterview.session.session import Session
from voiceinterview.testing import MemoryRecorder

TURNS = 24
HELD = 0.6  # seconds of silence
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


async def overheads(
    turns: int, recognizer: Recognizer | None = None, ideal: float = IDEAL, lag: float = LAG
) -> list[float]:
    """Milliseconds beyond `ideal` seconds, one for each turn that the machine kept up with."""
    speaker, sink = Speaker(turns), StubSink()
    questions = (question(f"q{n}", f"And number {n}?") for n in range(2 * turns))
    plan = small_plan(stage("one", *questions, minutes=600))
    doors = Doors(
        speaker, sink, SileroVad(), recognizer or StubRecognizer(), StubVoice(), StubModel(),
        SystemClock(), (speaker,),
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
        if answered is not None and late < lag:
            taken.append((answered - over - ideal) * 1000)
    return taken


@contextmanager
def committed_after(silence: float) -> Iterator[None]:
    """A turn is over after so many seconds, whatever was said."""
    before = hearing.required_silence, guessing.required_silence
    hearing.required_silence = guessing.required_silence = lambda evidence: samples(silence)
    try:
        yield
    finally:
        hearing.required_silence, guessing.required_silence = before


@contextmanager
def not_ahead(*, drafts: bool = True) -> Iterator[None]:
    """No reply is prepared at a pause; without `drafts` no transcript is, either."""
    before = guessing.MAX_GUESSES, guessing.MAX_DRAFTS
    guessing.MAX_GUESSES = 0
    guessing.MAX_DRAFTS = before[1] if drafts else 0
    try:
        yield
    finally:
        guessing.MAX_GUESSES, guessing.MAX_DRAFTS = before


def measure(turns: int = TURNS) -> list[Figure]:
    with committed_after(HELD):
        ahead = asyncio.run(overheads(turns))
        with not_ahead():
            after = asyncio.run(overheads(max(6, turns // 4)))
    note = f"{len(ahead)} of {turns} turns; the stubs alone take {IDEAL * 1000:.0f} ms"
    return [
        Figure("response beyond the stubs, median", median(ahead), "ms", 100, note),
        Figure("response beyond the stubs, p95", quantiles(ahead, n=20)[-1], "ms", 140, note),
        Figure("... of what it is without working ahead", median(ahead) / median(after), "", 0.5,
               f"then {median(after):.0f} ms, {len(after)} turns"),
    ]  # fmt: skip


def measure_whisper(turns: int = TURNS // 2) -> list[Figure]:
    """The same with a Whisper in the shape of base.en, which computes on the loop's own cores:
    how much later than model and voice alone (so the recognizer's time counts) the answer is."""
    with tempfile.TemporaryDirectory() as folder:
        whisper = base_shaped_whisper(Path(folder), HEARD)
        ideal = IDEAL - STT

        def hold() -> list[float]:
            # A busy core makes frames late; they count all the same, since that is the load.
            recognizer = FasterWhisperRecognizer(str(whisper))
            return asyncio.run(overheads(turns, recognizer, ideal, lag=float("inf")))

        with committed_after(HELD):
            ahead = hold()
            with not_ahead(drafts=False):
                after = hold()
    note = f"{turns} turns each; without {median(after):.0f} ms; model and voice {ideal * 1000:.0f}"
    return [
        Figure("response with Whisper, median", median(ahead), "ms", 10_000, note),
        Figure("... of what it is without working ahead", median(ahead) / median(after), "", 0.5,
               note),
    ]  # fmt: skip


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--peers"]:
        from peers.comparison import compare

        with committed_after(HELD):
            compare(lambda turns: asyncio.run(overheads(turns)))
        return
    measured = measure_whisper if arguments[:1] == ["--whisper"] else measure
    turns = [int(word) for word in arguments if word.isdigit()]
    for figure in measured(*turns):
        print(figure)


if __name__ == "__main__":
    sys.modules["turn_latency"] = sys.modules["__main__"]
    main(sys.argv[1:])
