"""The candidate speaks over the interviewer: how soon she is quiet, and what of it is no speech.

Real Silero VAD, session and core; the other engines take no time. Told on the session clock, for
several voices at three levels and at every place within a frame; then at the pace of life, which
adds what the loop takes. The sound card's own latency is not in it, as in the peers' figure.

    python tests/benchmarks/barge_in.py
"""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from run import Figure
from small_plan import plain_prompts, question, small_plan, stage
from voices import Sound, backchannels, bursts, interruptions, monologue, quieter

from voiceinterview.domain import events as e
from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, Word, samples
from voiceinterview.engines.audio.echo_trial import bent, room_response
from voiceinterview.engines.models.scripted_model import ScriptedModel
from voiceinterview.engines.speech.silero_vad import SileroVad
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.interview.interview import Interview
from voiceinterview.ports import EchoCanceller, Samples
from voiceinterview.session.doors import Doors, Tick
from voiceinterview.session.session import Session
from voiceinterview.testing import MemoryRecorder, MemorySink

SPEAKS = 7.0  # seconds that each sentence of the interviewer's lasts
INTO_IT = samples(1.0)  # after which the candidate begins
LEVELS = (0.0, 12.0, 20.0)  # dB under a peak of half of full scale
PHASES = (0, 171, 342)  # samples into a frame
SETTLED = samples(2.0)  # after which it is known what a sound came to
PACED = 8  # interruptions at the pace of life
DITHER = 40  # steps of int16: makes every stretch of the interviewer's voice one of its kind
CHANCE = 3  # samples of a sentence that may be the next one's first by chance
ALIKE = 64  # samples that are the same in two sentences by chance, at most
ANSWER = "I look at the split first."
now = time.perf_counter


@dataclass
class Over:
    """A sound over the interviewer's voice. Places are samples on the session clock."""

    name: str
    sound: Sound
    phase: int = 0
    words: str = ANSWER
    begin: int = 0
    begun: float = 0.0  # wall time at which its first sample was due
    ducked: int | None = None
    quiet: int | None = None
    quiet_late: float = 0.0  # seconds from `begun` to silence, on the wall
    yielded: bool = False


@dataclass
class Interrupter:
    """A candidate who answers at once when it is her turn, and else says one sound over each of
    the interviewer's sentences."""

    sounds: list[Over]
    paced: bool = False
    name: str = "interrupter"
    live: bool = False
    done: list[Over] = field(default_factory=list)
    _frames: list[Samples] = field(default_factory=list)
    room: "Room | None" = None
    _at: int = 0
    _speak_at: int | None = None

    async def frames(self) -> AsyncIterator[Samples]:
        noise = np.random.default_rng(1)
        began = now()
        while self.sounds or self._frames or self._speak_at is not None:
            if self._speak_at is not None and self._at >= self._speak_at:
                self._interrupt(began)
            frame = self._frames.pop(0) if self._frames else np.zeros(FRAME, np.int16)
            self._at += FRAME
            if self.paced:
                await asyncio.sleep(max(0.0, began + self._at / SAMPLE_RATE - now()))
            hushed = frame + noise.normal(0, 8, FRAME)
            if self.room is not None:
                hushed += self.room.echo()
            yield np.clip(hushed, -32768, 32767).astype(np.int16)
        for _ in range(2 * SETTLED // FRAME):
            yield np.zeros(FRAME, np.int16)  # what the last one comes to

    def happened(self, event: e.Event) -> None:
        match event:
            case e.PlaybackStarted() if self.sounds and not self._frames:
                self._speak_at = event.at + INTO_IT
            case e.PlaybackDone():
                self._speak_at = None
            case e.GiveFloor(to="candidate") if not self._frames:
                self._say(next(iter(interruptions().values())), 15 * FRAME)
            case e.DuckSpeech(ducked=True):
                self._note("ducked", event.at)
            case e.HoldSpeech(held=True) | e.StopSpeaking():
                self._note("quiet", event.at)
                last = self.done[-1] if self.done else None
                if last and isinstance(event, e.StopSpeaking) and event.at < last.begin + SETTLED:
                    last.yielded = True

    def tick(self, tick: Tick) -> None:
        """Nothing to see."""

    def close(self) -> None:
        """Nothing to let go of."""

    def _interrupt(self, began: float) -> None:
        self._speak_at = None
        over = self.sounds.pop(0)
        over.begin = self._at + over.phase
        over.begun = began + over.begin / SAMPLE_RATE
        self.done.append(over)
        self._say(over.sound, over.phase)

    def _note(self, what: str, at: int) -> None:
        if self.done and getattr(self.done[-1], what) is None:
            setattr(self.done[-1], what, at)
            if what == "quiet":
                self.done[-1].quiet_late = now() - self.done[-1].begun

    def _say(self, sound: Sound, wait: int) -> None:
        whole = np.concatenate([np.zeros(wait, np.int16), sound])
        padded = np.pad(whole, (0, -len(whole) % FRAME))
        self._frames.extend(padded.reshape(-1, FRAME))


class Voice:
    """Whatever the text, a stretch of an interviewer's monologue, another each time."""

    name = "monologue"

    def __init__(self) -> None:
        self.rendered: list[Samples] = []
        self._chance = np.random.default_rng(2)

    async def start(self, voice: VoiceSettings) -> None:
        """Always ready."""

    async def render(self, text: str) -> Samples:
        number = len(self.rendered)
        spoken = monologue(number % 3)
        begin = number * 4_001 % (len(spoken) - samples(SPEAKS))
        dither = self._chance.integers(-DITHER, DITHER, samples(SPEAKS))
        sentence = spoken[begin : begin + samples(SPEAKS)] // 2 + dither
        self.rendered.append(sentence.astype(np.int16))
        return self.rendered[-1]

    def settings(self) -> dict[str, Any]:
        return {}

    async def close(self) -> None:
        """Nothing to let go of."""


class Device(MemorySink):
    """Keeps what it played."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: Samples = np.zeros(0, np.int16)
        self.heard: list[Samples] = []  # at its full level
        self.sounded: Samples = np.zeros(0, np.int16)  # as loud as it was, with the silence

    def write(self, audio: Samples) -> None:
        self._waiting = np.concatenate([self._waiting, audio])

    def take_played(self, elapsed: int) -> Samples:
        played, self._waiting = self._waiting[:elapsed], self._waiting[elapsed:]
        self.heard.append(played)
        sounded = (played * self.gain).astype(np.int16)
        silence = np.zeros(elapsed - len(played), np.int16)
        self.sounded = np.concatenate([self.sounded[-SAMPLE_RATE:], sounded, silence])
        return sounded

    def abort(self) -> None:
        self._waiting = self._waiting[:0]


class Room:
    """What the microphone hears of the device, frame by frame: see `heard_in_room`."""

    def __init__(self, device: Device, delay: float, level: float) -> None:
        self._device = device
        self._delay = samples(delay)  # more than a frame: what was played by then is known
        tail = room_response()
        self._tail = tail / np.sqrt(np.sum(tail**2)) * 10 ** (level / 20)

    def echo(self) -> NDArray[np.float64]:
        length = FRAME + len(self._tail) - 1
        known = np.pad(self._device.sounded, (length + self._delay, 0))
        end = len(known) + FRAME - self._delay
        return np.convolve(bent(known[end - length : end]), self._tail, mode="valid")


class Heard:
    """A recognizer that understands everything, at once: what it would make of a cough is the
    recognizer's own benchmark."""

    name = "true words"

    def __init__(self, candidate: Interrupter) -> None:
        self._candidate = candidate

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(
        self, audio: Samples, start: int, vocabulary: Sequence[str], **_: Any
    ) -> tuple[Word, ...]:
        said = (
            over.words
            for over in self._candidate.done
            if start < over.begin + len(over.sound) and over.begin < start + len(audio)
        )
        return tuple(
            Word(text, start + n * 100, start + n * 100 + 90)
            for n, text in enumerate(next(said, ANSWER).split())
        )

    def settings(self) -> dict[str, Any]:
        return {}

    def close(self) -> None:
        """Nothing to let go of."""


async def speak_over(
    sounds: Iterable[Over],
    *,
    paced: bool = False,
    echo: EchoCanceller | None = None,
    room: tuple[float, float] | None = None,
) -> tuple[list[Over], int]:
    """What became of each sound, and how many samples of the interviewer's were lost or doubled.

    With `room` (seconds, dB) the microphone hears the loudspeaker, too."""
    candidate, device, voice = Interrupter(list(sounds), paced), Device(), Voice()
    candidate.room = Room(device, *room) if room is not None else None
    count = len(candidate.sounds)
    questions = (question(f"q{n}", f"And number {n}?") for n in range(4 * count + 9))
    plan = small_plan(stage("one", *questions, minutes=100_000))
    doors = Doors(
        candidate, device, SileroVad(), Heard(candidate), voice, ScriptedModel(), SystemClock(),
        (candidate,), echo,
    )  # fmt: skip
    session = Session(Interview(plan), doors, MemoryRecorder(), plain_prompts())
    await session.run(e.SessionStarted(at=0))
    assert len(candidate.done) == count, f"{len(candidate.done)} of {count} sounds were made"
    return candidate.done, misplayed(np.concatenate(device.heard), voice.rendered)


def misplayed(heard: Samples, rendered: list[Samples]) -> int:
    """Samples of `heard` that are not the beginning of a sentence after the one before."""
    position = 0
    for sentence in rendered:
        begin = max(
            range(max(0, position - CHANCE), position + 1), key=partial(_same, heard, sentence)
        )
        if (same := _same(heard, sentence, begin)) > ALIKE:  # else it was dropped before it began
            position = begin + same
    return len(heard) - position


def _same(heard: Samples, sentence: Samples, begin: int) -> int:
    """How many samples from `begin` on are the sentence's."""
    there = heard[begin : begin + len(sentence)]
    differs = np.flatnonzero(there != sentence[: len(there)])
    return int(differs[0]) if len(differs) else len(there)


def measure() -> list[Figure]:
    barged: list[Over] = []
    wrong = 0
    for level in LEVELS:  # a candidate is as loud throughout a session
        one, bad = asyncio.run(speak_over(_interruptions(level)))
        barged, wrong = [*barged, *one], wrong + bad
    few = _interruptions(LEVELS[1])
    paced, _ = asyncio.run(speak_over(few[:: int(len(few) / PACED) + 1], paced=True))
    exact = Figure("... samples lost or doubled after them", wrong, "", 0)
    return [*_soon(barged, paced), exact, *_no_speech()]


def _interruptions(level: float) -> list[Over]:
    return [
        Over(name, quieter(sound, level), phase)
        for name, sound in interruptions().items()
        for phase in PHASES
    ]


def _soon(barged: list[Over], paced: list[Over]) -> list[Figure]:
    quiet = _after(barged, "quiet")
    ducked = _after(barged, "ducked")
    wall = [1000 * over.quiet_late for over in paced if over.quiet is not None]
    note = f"{len(quiet)} of {len(barged)} noticed"
    return [
        Figure("barge-in: onset to silence, median", median(quiet), "ms", 150, note),
        Figure("barge-in: onset to silence, p95", float(np.percentile(quiet, 95)), "ms", 220, note),
        Figure("barge-in: onset to ducked, median", median(ducked), "ms", 100),
        Figure("barge-in: onset to ducked, p95", float(np.percentile(ducked, 95)), "ms", 100),
        Figure("barge-in: the same on the wall, median", median(wall), "ms", 150,
               f"{len(wall)} at the pace of life, p95 {np.percentile(wall, 95):.0f} ms"),
        Figure("barge-in: never noticed", 100 - 100 * len(quiet) / len(barged), "%", 0),
    ]  # fmt: skip


def _no_speech() -> list[Figure]:
    figures = []
    for kind, sounds, words in (
        ("coughs", bursts(), lambda name: ""),
        ("mm-hm", backchannels(), lambda name: name.rpartition(": ")[2]),
    ):
        made = [
            Over(name, quieter(sound, level), PHASES[1], words(name))
            for name, sound in sounds.items()
            for level in LEVELS[:2]
        ]
        over, wrong = asyncio.run(speak_over(made))
        stopped = [each for each in over if each.yielded]
        note = f"of {len(over)}; {sum(each.quiet is None for each in over)} passed without a pause"
        short = [len(each.sound) / SAMPLE_RATE for each in stopped]
        if short:
            note += f"; the shortest that did took {min(short):.2f} s"
        figures += [
            Figure(f"{kind} that stop her", 100 * len(stopped) / len(over), "%", 5, note),
            Figure(f"... samples lost or doubled after {kind}", wrong, "", 0),
        ]
    return figures


def _after(overs: list[Over], what: str) -> list[float]:
    places = [(over.begin, getattr(over, what)) for over in overs]
    return [1000 * (at - begin) / SAMPLE_RATE for begin, at in places if at is not None]


if __name__ == "__main__":
    sys.modules["barge_in"] = sys.modules["__main__"]
    for figure in measure():
        print(figure)
