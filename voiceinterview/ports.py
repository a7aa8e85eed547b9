"""The doors to the world, as small protocols. Engines share no base class.

Audio is numpy int16, mono, 16 kHz, unless a docstring says otherwise.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.conversation import ReplyPart, ReplyRequest
from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import Word

Samples = NDArray[np.int16]


def never() -> bool:
    """For work that nothing breaks off."""
    return False


class Clock(Protocol):
    """The only place that knows what time it is."""

    def monotonic(self) -> float:
        """Seconds from some fixed moment."""
        ...

    def utc(self) -> datetime: ...

    async def sleep(self, seconds: float) -> None: ...

    def limit(self, seconds: float) -> asyncio.Timeout:
        """`async with clock.limit(5):` raises TimeoutError where the block takes longer."""
        ...


class AudioSource(Protocol):
    """The candidate's side. Each frame is exactly 512 samples, and is the session clock's tick.

    `paced` is true where frames come at the speed of life; where it is false the session
    waits for every engine before it asks for the next frame. `live` is true where a frame
    that is not taken is lost, as at a microphone; during a pause only such frames are taken.
    """

    name: str
    paced: bool
    live: bool

    def frames(self) -> AsyncIterator[Samples]:
        """Frames until the input is over. Raises `DeviceLost`, after which it may be called
        again to go on; `SetupError` where the device cannot be opened at all."""
        ...

    def close(self) -> None:
        """Let go of the device. May be called twice."""
        ...


class AudioSink(Protocol):
    """The interviewer's side."""

    name: str

    def write(self, audio: Samples) -> None:
        """Queue audio behind what is queued."""
        ...

    def take_played(self, elapsed: int) -> Samples:
        """What the listener has heard since the last call, without the silence round it.

        `elapsed` is how many samples of session time went by. A device returns what it really
        played; a sink without one plays at most `elapsed` samples. Raises `DeviceLost`.
        """
        ...

    def abort(self) -> None:
        """Fall silent at once; what is queued is dropped."""
        ...

    def set_gain(self, gain: float) -> None:
        """From now on play `gain` times as loud; what is queued, too."""
        ...

    def close(self) -> None: ...


class VoiceActivityDetector(Protocol):
    def probability(self, frame: Samples) -> float:
        """How likely the 512 samples are speech, 0 to 1. Remembers the frames before."""
        ...

    def reset(self) -> None: ...


class TurnDetector(Protocol):
    """Whether a turn is over, by how it sounds. Blocking; the session calls it from a worker
    thread, one at a time."""

    name: str

    def load(self) -> None:
        """Get the model ready. Raises `SetupError` where there is none."""
        ...

    def probability(self, audio: Samples) -> float:
        """How likely she has finished whose turn `audio` is, up to now, 0 to 1; only its last
        seconds are heard, and it may be empty. Raises `EngineError`."""
        ...

    def settings(self) -> dict[str, Any]: ...


class EchoCanceller(Protocol):
    name: str

    def process(self, near: Samples, far: Samples) -> Samples:
        """The microphone's frame without what the loudspeaker played; same length as `near`."""
        ...


class Recognizer(Protocol):
    """Speech to words. Blocking; the session calls it from a worker thread, one at a time.

    `two_passes` is true where a thorough transcription may hear better than a quick one.
    """

    name: str
    two_passes: bool

    def load(self) -> None:
        """Get the model ready. Raises `SetupError` with the ways on where there is none."""
        ...

    def transcribe(
        self,
        audio: Samples,
        start: int,
        vocabulary: Sequence[str],
        *,
        thorough: bool = False,
        abandoned: Callable[[], bool] = never,
    ) -> tuple[Word, ...]:
        """Words of `audio`, whose first sample is `start` on the session clock. () for no speech.

        Quick, for somebody waits; `thorough` as well as this engine can, for the record. A
        thorough one asks now and then whether it is `abandoned`, and raises `Abandoned` then.
        What was transcribed before changes nothing. Raises `EngineError`."""
        ...

    def settings(self) -> dict[str, Any]:
        """What the manifest keeps of this engine."""
        ...

    def close(self) -> None: ...


class Synthesizer(Protocol):
    name: str

    async def start(self, voice: VoiceSettings) -> None:
        """Get ready to speak. Raises `UnknownName` for a voice that is not there."""
        ...

    async def render(self, text: str) -> Samples:
        """Speech of `text`; an empty array for text with nothing to say. Raises `EngineError`."""
        ...

    def settings(self) -> dict[str, Any]: ...

    async def close(self) -> None: ...


class LanguageModel(Protocol):
    name: str

    async def load(self) -> None:
        """Get ready ahead of the first call, as far as that takes time."""
        ...

    def stream(self, request: ReplyRequest) -> AsyncGenerator[ReplyPart, None]:
        """The reply as it is written; closing the iterator cancels the call at the server.

        Raises `EngineError` (`lasting` for a wrong key, an unknown model, no credit)."""
        ...

    def settings(self) -> dict[str, Any]:
        """What the manifest keeps: model name, address, parameters; never a key."""
        ...

    async def close(self) -> None: ...


class Workbench(Protocol):
    """Where a candidate's code lies while she writes it, and where it is run."""

    def file(self, question: str) -> Path:
        """Her file for that exercise; made, with what she starts from, where there is none yet.
        Raises `SetupError` where it cannot be, or nobody knows the exercise."""
        ...

    async def run(self, question: str, number: int, *, submitted: bool = False) -> CodeRun:
        """Run her file as it stands against the exercise's checks. What the code does wrong, and
        a file that cannot be read, is told in the run; nothing is raised. May be cancelled."""
        ...
