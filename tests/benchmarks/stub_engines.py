"""Engines of a known delay, as the peers' halves have them (`peers/side.py`)."""

import asyncio
import time
from collections.abc import AsyncGenerator, Sequence
from typing import Any

import numpy as np
from peers.side import HEARD, RATE, STT, TOKENS, TTFA, TTFT

from voiceinterview.domain.conversation import ReplyPart, ReplyRequest
from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import SAMPLE_RATE, Word
from voiceinterview.ports import Samples

now = time.perf_counter


class StubRecognizer:
    name = "stub"

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(
        self, audio: Samples, start: int, vocabulary: Sequence[str], **_: Any
    ) -> tuple[Word, ...]:
        time.sleep(STT)  # in the recognizer's own thread, as a model that computes
        return tuple(
            Word(text, start + n * 100, start + n * 100 + 90)
            for n, text in enumerate(HEARD.split())
        )

    def settings(self) -> dict[str, Any]:
        return {}

    def close(self) -> None:
        """Nothing to let go of."""


class StubModel:
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


class StubVoice:
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


class StubSink:
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
