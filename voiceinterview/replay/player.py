"""Plays a recorded session into a sink, and says how far the listener has heard it."""

import asyncio
from typing import Protocol

from voiceinterview.domain.speech import samples
from voiceinterview.errors import DeviceLost
from voiceinterview.ports import AudioSink, Clock
from voiceinterview.replay.sound import SessionSound

AHEAD = samples(0.5)  # kept queued in the sink; a device takes some 0.05 s at a time
LOOK = 0.02  # seconds between two looks at how much was played
RING_OUT = 0.25  # seconds; a device still holds what it was handed last


class Listener(Protocol):
    def heard(self, position: int) -> None:
        """Everything before the sample `position` of the session has been played."""
        ...

    def say(self, line: str) -> None:
        """Something that the listener must be told."""
        ...


class Player:
    """Create with a session, a sink and a place to begin at (a sample), then await `play` once.

    The sink sets the pace: the position is what it has played. A device plays at its own speed;
    a sink without one is given the time that passed on `clock`, or, where it is not `paced`,
    plays whatever is there.
    """

    def __init__(
        self,
        sound: SessionSound,
        sink: AudioSink,
        clock: Clock,
        listener: Listener,
        *,
        start: int = 0,
        paced: bool = True,
    ) -> None:
        self.position = start
        self._sound = sound
        self._sink = sink
        self._clock = clock
        self._listener = listener
        self._paced = paced
        self._running = asyncio.Event()
        self._running.set()
        self._stopped = False
        self._lost = False
        self._rewind()

    async def play(self) -> bool:
        """True at the end, False where `stop` came first.

        Raises `CorruptSession`, `StorageFull`.
        """
        while not self._stopped and self.position < self._sound.samples:
            if not self._running.is_set():
                await self._running.wait()
                self._rewind()
                continue
            self._fill()
            self._take()
            self._listener.heard(self.position)
            await self._clock.sleep(LOOK if self._paced else 0)
        if self._stopped:
            self._sink.abort()
        elif self._paced:
            await self._clock.sleep(RING_OUT)
        return not self._stopped

    def pause(self) -> None:
        """Silent at once, or on from where it was heard last."""
        if self._running.is_set():
            self._running.clear()
            self._take()
            self._sink.abort()  # what was queued is read again
        else:
            self._running.set()

    def stop(self) -> None:
        self._stopped = True
        self._running.set()

    def _rewind(self) -> None:
        """Queue from the position on, and count the time from now."""
        self._frames = self._sound.frames(self.position)
        self._queued = 0
        self._began = self._clock.monotonic()
        self._elapsed = 0

    def _fill(self) -> None:
        while self._queued < AHEAD and (frame := next(self._frames, None)) is not None:
            self._sink.write(frame)
            self._queued += len(frame)

    def _take(self) -> None:
        try:
            played = len(self._sink.take_played(self._due()))
        except DeviceLost as error:
            if not self._lost:
                self._listener.say(f"{error.problem}; the replay waits. {error.advice}")
            self._lost = True
            return
        if self._lost:
            self._lost = False
            self._listener.say(f"{self._sink.name} is back")
        self._queued -= played
        self.position += played

    def _due(self) -> int:
        """Samples that a sink without a device may play now: never more than are queued."""
        if not self._paced:
            return self._queued
        elapsed = samples(self._clock.monotonic() - self._began)
        since, self._elapsed = elapsed - self._elapsed, elapsed
        return min(since, self._queued)
