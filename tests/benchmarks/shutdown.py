"""How soon an interview is over once one leaves it, at 1,000 random moments and in every state.

In process: the program's own composition (`hold_interview`) with its real threads, recorder and,
now and then, its real voice; around it a sound card, a recognizer and a model that are quick, slow
or hang. Then the real command, with signals.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import AsyncGenerator, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

import numpy as np
from run import HERE, Figure
from small_plan import question, small_plan, stage
from tiny_whisper import make_tiny_whisper

from voiceinterview.app import engines
from voiceinterview.app.engines import Sound
from voiceinterview.app.interviewing import hold_interview
from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import find_content
from voiceinterview.domain import events as e
from voiceinterview.domain.conversation import ReplyPart
from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, Word
from voiceinterview.engines.audio.audio_files import NullSink
from voiceinterview.engines.models.scripted_model import ScriptedModel
from voiceinterview.engines.speech.pyttsx3_synthesizer import Pyttsx3Synthesizer
from voiceinterview.engines.speech.silent_synthesizer import SilentSynthesizer
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import DeviceLost

MOMENTS = int(os.environ.get("SHUTDOWN_MOMENTS", "1000"))
COMMANDS = int(os.environ.get("SHUTDOWN_COMMANDS", "20"))
GOAL = 1.0  # seconds
SPEED = 30  # times life, for the stub of a microphone: a frame a millisecond
SPREAD = 0.03  # seconds of real time that the moment lies behind the begin of its state, at most
STATES = ("opening", "listening", "transcribing", "replying", "speaking", "paused", "closing")
WAYS = ("quit key", "Ctrl-C", "cancelled", "lost microphone")
PATIENCE = 0.3  # seconds; then the state does not come any more, and one leaves all the same
CANDIDATE = HERE.parents[1] / "recordings" / "golden" / "candidate"
PLAN = small_plan(stage("one", question("q1", "Why?")))
SILENCE, SPEECH = np.zeros(FRAME, np.int16), np.full(FRAME, 8000, np.int16)


class Nuisance:
    """How the engines behave in one interview: each is quick, slow or hangs, by chance."""

    def __init__(self, chance: random.Random) -> None:
        def draw() -> float:
            return chance.choice((0.0, 0.0, 0.0, 0.005, 0.005, 0.05, 0.05, 0.2, 0.4, 0.4, 3600.0))

        self.hearing, self.thinking, self.rendering = draw(), draw(), draw()
        self.speaks = chance.random() < 0.1  # by the real voice, a child process
        self.over = threading.Event()  # lets go of what hangs, once all was measured


class Microphone:
    """Frames from a thread of its own, as a sound card's; speaks when it is given the floor."""

    name = "stub"
    paced = True
    live = True

    def __init__(self) -> None:
        self._queue: asyncio.Queue[np.ndarray] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        self._stop = threading.Event()
        self._speech = 0
        self.lost = False
        self._thread = threading.Thread(target=self._record, name="sound card", daemon=True)
        self._thread.start()

    def _record(self) -> None:
        while not self._stop.wait(FRAME / SAMPLE_RATE / SPEED):
            speaks, self._speech = self._speech > 0, self._speech - 1
            with suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(
                    self._queue.put_nowait, SPEECH if speaks and self._speech % 40 > 12 else SILENCE
                )

    async def frames(self) -> AsyncGenerator[np.ndarray, None]:
        while True:
            frame = await self._queue.get()
            if self.lost:
                await asyncio.sleep(0.02)
                raise DeviceLost("the microphone is gone", "Plug it in.")
            yield frame

    def speak(self, frames: int) -> None:
        self._speech = frames

    def close(self) -> None:
        self._stop.set()
        self._thread.join()


class Ears:
    name = "stub"

    def __init__(self, nuisance: Nuisance) -> None:
        self._nuisance = nuisance

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(self, audio: np.ndarray, start: int, vocabulary: object, **_: object) -> tuple:
        self._nuisance.over.wait(self._nuisance.hearing)
        return (Word("Drift.", start, start + len(audio)),)

    def settings(self) -> dict:
        return {}

    def close(self) -> None:
        """Nothing to let go of."""


class Model(ScriptedModel):
    def __init__(self, nuisance: Nuisance) -> None:
        self._nuisance = nuisance

    async def stream(self, request: object) -> AsyncGenerator[ReplyPart, None]:
        async for part in super().stream(request):
            await asyncio.sleep(self._nuisance.thinking)
            yield part


class Voice(SilentSynthesizer):
    def __init__(self, nuisance: Nuisance) -> None:
        super().__init__()
        self._nuisance = nuisance

    async def render(self, text: str) -> np.ndarray:
        await asyncio.sleep(self._nuisance.rendering)
        return await super().render(text)


class Detector:
    def probability(self, frame: np.ndarray) -> float:
        return 1.0 if frame[0] else 0.0

    def reset(self) -> None:
        """Remembers nothing."""


class Leaving:
    """A screen on which nobody looks, and from which somebody leaves at the chosen moment."""

    def __init__(self, state: str, way: str, chance: random.Random) -> None:
        self._state, self._way = state, way
        self._after = chance.uniform(0, SPREAD)
        self._speech = chance.randrange(20, 200)  # frames of an answer
        self.microphone: Microphone | None = None
        self.left_at: float | None = None
        self.was: str = "not begun"
        self._session = None
        self._timers: list[asyncio.TimerHandle] = []
        self._task = asyncio.current_task()
        self._loop = asyncio.get_running_loop()
        self._begins_in(PATIENCE)
        if state == "opening":
            self._begins_in(self._after)

    @property
    def hurried(self) -> bool:
        return self._way != "quit key"

    def say(self, line: str) -> None:
        """Nobody reads it."""

    def attach(self, session: object) -> None:
        self._session = session

    def detach(self) -> None:
        """Keys are not read any more; what was pressed was pressed."""

    def tick(self, tick: object) -> None:
        """Nothing to see."""

    def happened(self, event: e.Event) -> None:
        self.was = event.kind
        if isinstance(event, e.GiveFloor) and event.to == "candidate":
            self.microphone.speak(self._speech)
            if self._state == "paused":
                self._loop.call_soon(self._session.command, "pause")
        if self._begins(event):
            self._begins_in(self._after)

    def _begins(self, event: e.Event) -> bool:
        match self._state:
            case "listening":
                return isinstance(event, e.SpeechStarted)
            case "transcribing":
                return isinstance(event, e.RequestTranscript)
            case "replying":
                return isinstance(event, e.RequestReply)
            case "speaking":
                return isinstance(event, e.PlaybackStarted)
            case "paused":
                return isinstance(event, e.PauseSession)
            case "closing":
                closes = isinstance(event, e.MakeMove) and event.move.startswith("close")
                return closes or isinstance(event, e.EndSession)
        return False

    def _begins_in(self, seconds: float) -> None:
        self._timers.append(self._loop.call_later(seconds, self._leave))

    def _leave(self) -> None:
        if self.left_at is not None:
            return
        self.left_at = time.perf_counter()
        if self._session is None or self._way == "cancelled":
            self._task.cancel()
            return
        if self._way == "lost microphone":
            self.microphone.lost = True
        self._session.command("quit")


@dataclass
class Left:
    """What was measured of some interviews that somebody left."""

    took: dict[str, list[float]] = field(default_factory=lambda: {one: [] for one in STATES})
    threads: Counter[str] = field(default_factory=Counter)
    hanging: int = 0  # threads in a call of a recognizer that never returns: nothing ends those
    children: int = 0

    def add(self, other: "Left") -> None:
        for state, took in other.took.items():
            self.took[state] += took
        self.threads += other.threads
        self.hanging += other.hanging
        self.children += other.children


def measure() -> list[Figure]:
    return [*_in_process(), *_by_command()]


def _in_process() -> list[Figure]:
    workers = 2 * (os.cpu_count() or 1)  # they mostly wait
    left = Left()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for one in pool.map(_leave_often, [MOMENTS // workers] * workers, range(workers)):
            left.add(one)
    every = [one for each in left.took.values() for one in each]
    by_state = ", ".join(f"{state} {max(each):.2f}" for state, each in left.took.items() if each)
    hanging = f"{dict(left.threads) or 'none'}; {left.hanging} in a call that never returns"
    return [
        Figure("leaving an interview, longest", max(every), "s", GOAL, f"by state: {by_state}"),
        Figure("leaving an interview, p95", _p95(every), "s", GOAL, f"{len(every)} moments"),
        Figure("threads left after it", left.threads.total(), "", 0, hanging),
        Figure("child processes left after it", left.children, "", 0),
    ]


def _leave_often(times: int, seed: int) -> Left:
    chance, left = random.Random(seed), Left()
    before = set(threading.enumerate())  # those of the pool
    with tempfile.TemporaryDirectory() as folder:
        for number in range(times):
            state, way = STATES[number % len(STATES)], chance.choice(WAYS)
            nuisance = Nuisance(chance)
            root = Path(folder) / str(number)
            left.took[state].append(_leave_once(root, state, way, nuisance, chance))
            threads = _threads_left(before)
            hangs = nuisance.hearing > PATIENCE
            hanging = [one for one in threads if hangs and one.name == "recognizer"]
            left.hanging += len(hanging)
            left.threads.update(one.name for one in threads if one not in hanging)
            left.children += len(children_of(os.getpid()))
            nuisance.over.set()
            for thread in threads:
                thread.join(GOAL)
    return left


def _leave_once(
    root: Path, state: str, way: str, nuisance: Nuisance, chance: random.Random
) -> float:
    """Seconds from leaving to the end of all."""

    async def interview() -> Leaving:
        screen = Leaving(state, way, chance)
        with _stubs(screen, nuisance), suppress(asyncio.CancelledError):
            await hold_interview(
                PLAN, Settings(model="scripted", seed=1), Sound(output="none"), find_content(),
                root, SystemClock(), screen,
            )  # fmt: skip
        return screen

    screen = asyncio.run(interview())
    assert screen.left_at is not None
    return time.perf_counter() - screen.left_at


@contextmanager
def _stubs(screen: Leaving, nuisance: Nuisance) -> Iterator[None]:
    def microphone(*_: object) -> Microphone:
        screen.microphone = Microphone()
        return screen.microphone

    def voice(*_: object) -> object:
        return Pyttsx3Synthesizer() if nuisance.speaks else Voice(nuisance)

    stubs = {
        "open_source": microphone,
        "open_sink": lambda *_: NullSink(),
        "open_recognizer": lambda *_: Ears(nuisance),
        "open_turn_detector": lambda *_: None,
        "open_echo": lambda *_: (None, False),
        "open_synthesizer": voice,
        "open_model": lambda *_: Model(nuisance),
    }
    with (
        patch.multiple(engines, **stubs),
        patch("voiceinterview.app.interviewing.SileroVad", Detector),
    ):
        yield


def _threads_left(before: set[threading.Thread]) -> list[threading.Thread]:
    """Those that live on although they had the time to end."""
    until = time.perf_counter() + GOAL / 2
    while left := [thread for thread in threading.enumerate() if thread not in before]:
        if time.perf_counter() > until:
            return left
        time.sleep(0.002)
    return []


def children_of(process: int) -> list[int]:
    """The processes that it has started and that live; Linux."""
    found: list[int] = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # that thread has ended
            found += map(int, path.read_text().split())
    return found


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


def _by_command() -> list[Figure]:
    """`practice` on a recording and typed, each ended by a signal at some moment."""
    chance, took, left, codes = random.Random(5), [], 0, Counter()
    with tempfile.TemporaryDirectory() as folder:
        whisper = make_tiny_whisper(Path(folder) / "whisper")
        for number in range(COMMANDS):
            sound = ["--typed"]
            if number % 2:
                sound = ["--input", str(CANDIDATE), "--recognizer-model", str(whisper)]
            practice = Command([*sound, "--model", "scripted"], Path(folder) / str(number))
            time.sleep(chance.uniform(0, 6))
            children = children_of(practice.process.pid)
            began = time.perf_counter()
            practice.process.send_signal(chance.choice((signal.SIGINT, signal.SIGTERM)))
            codes[practice.ended()] += 1
            took.append(time.perf_counter() - began)
            until = began + 2 * GOAL
            while any(map(_lives, children)) and time.perf_counter() < until:
                time.sleep(0.01)
            left += sum(map(_lives, children))
    note = f"{COMMANDS} runs, exit codes {dict(codes)}"
    return [
        Figure("signal to the command's exit, longest", max(took), "s", GOAL, note),
        Figure("signal to the command's exit, p95", _p95(took), "s", GOAL),
        Figure("its processes left a second later", left, "", 0),
    ]


class Command:
    """A running `practice` without a sound card."""

    def __init__(self, arguments: list[str], sessions: Path) -> None:
        command = [str(Path(sys.executable).with_name("voiceinterview")), "practice"]
        places = ["--output", "none", "--sessions", str(sessions)]
        self.process = subprocess.Popen(
            [*command, *arguments, *places],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def ended(self) -> int:
        """Its exit code; one that hangs is killed."""
        try:
            return self.process.wait(10 * GOAL)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.process.stdin.close()


def _lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
