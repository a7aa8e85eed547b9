"""Whoever quits is not kept waiting."""

import asyncio
from collections.abc import Callable

from voiceinterview.ports import Clock

# Seconds that the words she said last may still take. Later ones are in the recording only;
# `transcribe` finds them there.
LAST_WORDS = 0.5


class Leaving:
    """Calls `leave_at_once` unless the session is over some time after the first quit."""

    def __init__(self, clock: Clock, leave_at_once: Callable[[], None]) -> None:
        self._clock = clock
        self._leave_at_once = leave_at_once
        self._waiting: asyncio.Task[None] | None = None

    def begin(self) -> None:
        if self._waiting is None:
            self._waiting = asyncio.create_task(self._wait())

    def close(self) -> None:
        """The session is over."""
        if self._waiting is not None:
            self._waiting.cancel()

    async def _wait(self) -> None:
        await self._clock.sleep(LAST_WORDS)
        self._leave_at_once()
