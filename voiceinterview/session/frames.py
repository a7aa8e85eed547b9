"""Frames of the candidate's audio through pauses and lost devices."""

import asyncio
from collections.abc import AsyncGenerator, Callable

from voiceinterview.errors import DeviceLost
from voiceinterview.ports import AudioSource, Samples


class Frames:
    """`stream` gives the frames that count: none while the session is paused."""

    def __init__(
        self,
        source: AudioSource,
        lost: Callable[[DeviceLost], None],
        restored: Callable[[], None],
    ) -> None:
        self._source = source
        self._lost = lost
        self._restored = restored
        self._running = asyncio.Event()
        self._running.set()
        self._missing = False

    def pause(self) -> None:
        self._running.clear()

    def go_on(self) -> None:
        self._running.set()

    async def stream(self) -> AsyncGenerator[Samples, None]:
        while True:
            source = self._source.frames()
            try:
                async for frame in source:
                    if self._missing:
                        self._missing = False
                        self._restored()
                    if not self._source.live:
                        await self._running.wait()
                    if self._running.is_set():
                        yield frame
                return
            except DeviceLost as error:
                if not self._missing:
                    self._missing = True
                    self._lost(error)
            finally:
                if isinstance(source, AsyncGenerator):
                    await source.aclose()  # a device is let go of here, not some time later
