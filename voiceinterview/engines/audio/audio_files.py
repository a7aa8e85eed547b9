"""Recordings instead of a microphone, files instead of a loudspeaker."""

import wave
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, seconds
from voiceinterview.engines.audio.framing import Framer
from voiceinterview.engines.audio.play_queue import PlayQueue
from voiceinterview.engines.audio.recording import Recording, read_audio
from voiceinterview.errors import SetupError, StorageFull
from voiceinterview.ports import Clock, Samples

__all__ = ["FileSink", "FileSource", "NullSink", "Pace", "SilenceSource", "read_audio"]


class Pace:
    """Says when frame n is due: reckoned from the first one, so that no error adds up.

    A frame is due when its last sample would have been recorded, as with a microphone.
    """

    def __init__(self, clock: Clock, paced: bool) -> None:
        self._clock = clock
        self._paced = paced
        self._started: float | None = None
        self._frames = 0

    async def next_frame(self) -> None:
        """Return when the next frame is due; unpaced at once, after other tasks had a go."""
        if not self._paced:
            await self._clock.sleep(0)
            return
        if self._started is None:
            self._started = self._clock.monotonic()
        self._frames += 1
        due = self._started + seconds(self._frames * FRAME)
        await self._clock.sleep(max(0.0, due - self._clock.monotonic()))


class FileSource:
    """A recording as `AudioSource`. Any rate, width and number of channels; never whole in memory.

    `frames()` called again goes on where it was left.
    """

    live = False

    def __init__(self, path: Path, paced: bool, clock: Clock) -> None:
        self.name = path.name
        self.paced = paced
        self._recording = Recording(path)
        self._pace = Pace(clock, paced)
        self._frames = self._cut()

    @property
    def warning(self) -> str | None:
        """What the user must be told of the file; look before and after."""
        return self._recording.warning

    async def frames(self) -> AsyncIterator[Samples]:
        for frame in self._frames:
            await self._pace.next_frame()
            yield frame

    def close(self) -> None:
        self._frames.close()
        self._recording.close()

    def _cut(self) -> Any:
        framer = Framer()
        for samples in self._recording.samples():
            yield from framer.add(samples)
        yield from framer.finish()


class SilenceSource:
    """The session clock of typed answers: silent frames without end."""

    name = "silence"

    live = False

    def __init__(self, paced: bool, clock: Clock) -> None:
        self.paced = paced
        self._pace = Pace(clock, paced)
        self._closed = False

    async def frames(self) -> AsyncIterator[Samples]:
        while not self._closed:
            await self._pace.next_frame()
            yield np.zeros(FRAME, np.int16)

    def close(self) -> None:
        self._closed = True


class NullSink:
    """Nobody listens, but speech takes its time all the same."""

    name = "none"

    def __init__(self) -> None:
        self._queue = PlayQueue()

    def write(self, audio: Samples) -> None:
        self._queue.write(audio)

    def take_played(self, elapsed: int) -> Samples:
        return self._queue.take(elapsed)

    def abort(self) -> None:
        self._queue.clear()

    def set_gain(self, gain: float) -> None:
        self._queue.gain = gain

    def close(self) -> None:
        self._queue.clear()


class FileSink:
    """The interviewer's side of the session as a WAV file, with the silence between.

    `wave` mends its header at every write, so the file can be opened whatever happens next.
    """

    def __init__(self, path: Path) -> None:
        if path.suffix.lower() not in ("", ".wav"):
            raise SetupError(
                f"{path}: what is written is WAV", f"Call it {path.with_suffix('.wav').name}."
            )
        self.name = path.name
        self._path = path
        self._queue = PlayQueue()
        try:
            self._file = path.open("wb")
        except OSError as error:
            raise SetupError(
                f"{path}: the interviewer's voice cannot be written there: {error.strerror}",
                "Give `--output` a file in a folder that is there and may be written to.",
            ) from None
        self._wave = wave.Wave_write(self._file)
        self._wave.setnchannels(1)
        self._wave.setsampwidth(2)
        self._wave.setframerate(SAMPLE_RATE)
        self._open = True

    def write(self, audio: Samples) -> None:
        self._queue.write(audio)

    def take_played(self, elapsed: int) -> Samples:
        """Raises `StorageFull` where the disk took no more."""
        played = self._queue.take(elapsed)
        if self._open:
            self._append(np.pad(played, (0, elapsed - played.size)))
        return played

    def abort(self) -> None:
        self._queue.clear()

    def set_gain(self, gain: float) -> None:
        self._queue.gain = gain

    def close(self) -> None:
        if self._open:
            self._open = False
            self._wave.close()
            self._file.close()

    def _append(self, audio: Samples) -> None:
        try:
            self._wave.writeframes(audio.astype("<i2").tobytes())
            self._file.flush()
        except OSError as error:
            for file in (self._wave, self._file):  # neither may try once more when collected
                with suppress(OSError):
                    file.close()
            self._open = False
            raise StorageFull(
                f"{self._path}: the disk took no more: {error.strerror}",
                "Make room; what was written before is safe.",
            ) from None
