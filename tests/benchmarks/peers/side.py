"""What every side of the comparison shares: what is said and when, and how slow the engines are.

Numpy and the standard library only: a peer's virtual environment has nothing else of ours.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]

STT, TTFT, RATE, TTFA = 0.3, 0.3, 50.0, 0.15  # seconds, seconds, tokens a second, seconds
REPLY = "Thanks, that is a clear account of the question. Can you say what changed about it later?"
TOKENS = [f"{word} " for word in REPLY.split()]
FIRST = 9  # of them make the first sentence
IDEAL = STT + TTFT + (FIRST - 1) / RATE + TTFA  # seconds; one after the other, no deciding
HEARD = "In being comparatively modern."
LAG = 0.02  # seconds by which a frame may be late before its turn is not counted

HEARING, SPEAKING = 16_000, 24_000  # Hz, of a peer's microphone and voice
FRAME = 320  # samples: 20 ms, what the peers take
TONE_FRAME = SPEAKING // 10
QUIET = 0.6  # seconds after the last sound before she speaks again
GIVE_UP = 8.0  # seconds
now = time.perf_counter


@dataclass
class Turn:
    """Times of `perf_counter`: `over` is when the last sample of speech was due."""

    over: float = 0.0
    late: float = 0.0  # the worst lag of the loop from there to the answer
    early: bool = False  # the other spoke before she had finished
    answered: float | None = None
    replies: int = 0  # that the model was asked for

    @property
    def counts(self) -> bool:
        return self.answered is not None and self.late < LAG and not self.early


class Candidate:
    """Speaks into `hand_on` at the pace of life, a clip a turn, each time the other is done."""

    def __init__(self, clips: list[Samples], hand_on: Callable[[Samples], object]) -> None:
        self._clips = clips
        self._hand_on = hand_on
        self._noise = np.random.default_rng(1)
        self._due = 0.0
        self._lag = 0.0
        self._last_sound = 0.0
        self.turn = Turn()

    async def speak(self, turns: int, busy: Callable[[], bool] = lambda: False) -> list[Turn]:
        """`busy` tells whether the other's voice still sounds."""
        self._due = now()
        await self._hush(1.0)
        held = []
        for number in range(turns):
            turn = self.turn = Turn()
            clip = self._clips[number % len(self._clips)]
            await self._say(np.pad(clip, (-len(clip) % FRAME, 0)))  # it ends with a frame
            turn.over = self._due
            await self._wait_for_answer(turn)
            while busy() or now() - self._last_sound < QUIET:
                await self._hush(0.1)
            held.append(turn)
            await self._hush(0.3)
        return held

    def asked(self) -> None:
        """The model was."""
        self.turn.replies += 1

    def heard_something(self) -> None:
        """A frame went to the device."""
        self._last_sound = now()
        if not self.turn.over:
            self.turn.early = True
        elif self.turn.answered is None:
            self.turn.answered = self._last_sound

    async def _wait_for_answer(self, turn: Turn) -> None:
        self._lag = 0.0
        while turn.answered is None and now() - turn.over < GIVE_UP:
            await self._hush(0.1)
        turn.late = self._lag

    async def _hush(self, seconds: float) -> None:
        await self._say(self._noise.normal(0, 8, round(seconds * HEARING)).astype(np.int16))

    async def _say(self, audio: Samples) -> None:
        for frame in audio.reshape(-1, FRAME):
            self._due += FRAME / HEARING
            await asyncio.sleep(max(0.0, self._due - now()))
            self._lag = max(self._lag, now() - self._due)
            self._hand_on(frame)


async def write_reply(write: Callable[[str], object]) -> None:
    """The model's tokens in their time; `write` may be a coroutine function."""
    began = now()
    for number, token in enumerate(TOKENS):
        await asyncio.sleep(max(0.0, began + TTFT + number / RATE - now()))
        if (written := write(token)) is not None:
            await written  # type: ignore[misc]


def tone() -> bytes:
    """A tenth of a second of voice."""
    at = np.arange(TONE_FRAME) / SPEAKING
    return (3000 * np.sin(2 * np.pi * 220 * at)).astype(np.int16).tobytes()


def given() -> tuple[list[Samples], int]:
    """Clips and turns, from the command line: CLIPS.npz TURNS."""
    with np.load(Path(sys.argv[1])) as stored:
        return [stored[name] for name in sorted(stored.files)], int(sys.argv[2])


def tell(turns: list[Turn]) -> None:
    """One line of JSON on stdout, the last."""
    print(json.dumps([asdict(turn) | {"counts": turn.counts} for turn in turns]))
