"""The candidate's microphone."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voiceinterview.engines.audio import portaudio
from voiceinterview.engines.audio.framing import Framer, Resampler, to_sound
from voiceinterview.errors import DeviceLost, SetupError
from voiceinterview.ports import Clock, Samples

POLL = 1.0  # seconds between two looks for a device that is gone
STALL = 3.0  # seconds without a block after which a device that said nothing counts as gone

Block = NDArray[np.int16]


class Capture:
    """One opened stream. Hands on each block as it is heard, and None when the device is gone."""

    def __init__(self, wanted: str | None, hand_on: "Callable[[Capture, Block | None], None]"):
        self._hand_on = hand_on
        self._closed = False
        self.heard = 0  # blocks; only the audio thread counts them
        self.taken = 0  # blocks; only the event loop counts them
        self.dropped = 0  # times that the device said it had lost input
        self._opened = portaudio.open_stream("input", wanted, self._receive, self._finished)
        self._resampler = Resampler(self._opened.rate)
        self.name = self._opened.name
        self._opened.start()

    def samples(self, block: Block) -> Samples:
        """A block as int16 at 16 kHz; blocks must come in the order heard."""
        self.taken += 1
        return self._resampler.add(to_sound(block))

    def close(self) -> None:
        self._closed = True
        self._opened.close()

    def _receive(self, block: Block, _frames: int, _time: Any, status: Any) -> None:
        # In PortAudio's thread; the block is only lent to us.
        self.heard += 1
        if status.input_overflow:
            self.dropped += 1
        self._hand_on(self, block.copy())

    def _finished(self) -> None:
        # In PortAudio's thread too, at once when a sound server dies; and when we close.
        if not self._closed:
            self._hand_on(self, None)


class Microphone:
    """A sound card's input as `AudioSource`. `device` is a name, a part of one, or a number.

    The constructor raises `SetupError` where there is no microphone and `UnknownName` for one
    that is not there. Frames wait in memory while the loop is busy (32 kB a second) and none is
    lost, so go on reading while the session is paused.
    """

    paced = True
    live = True

    def __init__(self, device: str | None = None, *, clock: Clock) -> None:
        portaudio.find_device("input", device)
        self.name = device or "microphone"
        self.most_waiting = 0  # blocks of 32 ms that ever waited for the loop
        self._device = device
        self._clock = clock
        self._loop: asyncio.AbstractEventLoop | None = None
        self._queue: asyncio.Queue[tuple[Capture | None, Block | None]] = asyncio.Queue()
        self._capture: Capture | None = None
        self._framer = Framer()
        self._lost = False
        self._closed = False
        self._dropped_before = 0  # by captures that are closed

    @property
    def dropped(self) -> int:
        """How often the device itself lost input, because the machine was too slow."""
        return self._dropped_before + (self._capture.dropped if self._capture else 0)

    @property
    def waiting(self) -> int:
        """Blocks of 32 ms heard and not yet taken."""
        return self._capture.heard - self._capture.taken if self._capture else 0

    async def frames(self) -> AsyncIterator[Samples]:
        """Raises `DeviceLost`; called again it waits until the device is back."""
        self._loop = asyncio.get_running_loop()
        if self._lost:
            await self._until_back()
        elif self._capture is None and not self._closed:
            self._open()
        watch = self._loop.create_task(self._watch())
        try:
            while not self._closed:
                capture, block = await self._queue.get()
                if capture is None or (block is None and capture is not self._capture):
                    continue  # woken by close(), or the end of a stream replaced long ago
                if block is None:
                    raise self._loss()
                self.most_waiting = max(self.most_waiting, self.waiting)
                for frame in self._framer.add(capture.samples(block)):
                    yield frame
        finally:
            watch.cancel()

    def close(self) -> None:
        self._closed = True
        portaudio.leave(self)
        self._drop_capture()
        self._queue.put_nowait((None, None))  # wakes a reader, who then sees that we are closed

    @property
    def busy(self) -> bool:
        """Never: a fresh look costs 0.1 s of sound, and may bring the loudspeaker back."""
        return False

    def let_go(self) -> None:
        self._drop_capture()

    def take_up(self) -> None:
        if self._closed or self._lost:
            return  # whoever waits in `frames` opens it himself
        try:
            self._open()
        except SetupError:
            self._lost = True
            self._queue.put_nowait((self._capture, None))

    def _open(self) -> None:
        self._capture = Capture(self._device, self._hand_on)
        self.name = self._capture.name
        self._lost = False
        portaudio.enter(self)

    def _drop_capture(self) -> None:
        if self._capture is not None:
            self._dropped_before += self._capture.dropped
            self._capture.close()
            self._capture = None

    def _loss(self) -> DeviceLost:
        self._lost = True
        self._drop_capture()
        return DeviceLost(
            f"the microphone {self.name!r} is gone", "Plug it in again; the interview waits."
        )

    async def _until_back(self) -> None:
        while not self._closed:
            if self._opens() or (portaudio.look_again() and self._opens()):
                return
            await self._clock.sleep(POLL)

    def _opens(self) -> bool:
        with suppress(SetupError):
            self._open()
            return True
        return False

    async def _watch(self) -> None:
        """Some drivers stop calling without a word; whoever hears nothing at all is gone."""
        before: tuple[Capture | None, int] = (None, 0)
        while True:
            await self._clock.sleep(STALL)
            now = (self._capture, self._capture.heard if self._capture else 0)
            if now == before and now[0] is not None:
                self._queue.put_nowait((now[0], None))
            before = now

    def _hand_on(self, capture: Capture, block: Block | None) -> None:
        """From PortAudio's thread to the loop's."""
        assert self._loop is not None
        with suppress(RuntimeError):  # the loop is closed: nobody listens any more
            self._loop.call_soon_threadsafe(self._queue.put_nowait, (capture, block))
