"""The interviewer's voice on a sound card."""

from collections import deque
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voiceinterview.domain.speech import FRAME, SAMPLE_RATE
from voiceinterview.engines.audio import portaudio
from voiceinterview.engines.audio.framing import FULL_SCALE, to_samples
from voiceinterview.engines.audio.play_queue import PlayQueue
from voiceinterview.errors import DeviceLost, SetupError
from voiceinterview.ports import Samples

RETRY = SAMPLE_RATE  # samples of session time between two attempts to open a device that is gone
ATTEMPTS_A_LOOK = 4  # every so many attempts PortAudio looks anew, which breaks other streams


class Playback:
    """One opened stream. Its callback takes what is due from the queue, and notes what it took."""

    def __init__(self, wanted: str | None, queue: PlayQueue) -> None:
        self._queue = queue
        self._handed: deque[Samples] = deque()  # at 16 kHz; appended there, taken here: no lock
        self._ahead: NDArray[np.float32] = np.zeros(0, np.float32)  # resampled, not yet due
        self.underflows = 0  # times that the device said we came too late
        self._opened = portaudio.open_stream("output", wanted, self._fill)
        self.name = self._opened.name
        self._resampler = self._new_resampler()
        self._opened.start()

    @property
    def alive(self) -> bool:
        """False once the device or the sound server is gone."""
        return bool(self._opened.stream.active)

    @property
    def latency(self) -> float:
        """Seconds from what the callback hands over to what is heard, as the device says."""
        return float(self._opened.stream.latency)

    def take_handed(self) -> Samples:
        parts = [self._handed.popleft() for _ in range(len(self._handed))]
        return np.concatenate(parts) if parts else np.zeros(0, np.int16)

    def cut(self) -> None:
        """Silent at once: `abort` takes 1 ms, where `stop` plays out a buffer of up to 200.

        Raises `SetupError` where the device does not start again.
        """
        self._opened.stream.abort()
        self._queue.clear()
        self._ahead = self._ahead[:0]
        self._resampler = self._new_resampler()
        self._opened.start()

    def close(self) -> None:
        self._opened.close()

    def _new_resampler(self) -> Any:
        """None where the device takes 16 kHz."""
        if self._opened.rate == SAMPLE_RATE:
            return None
        import soxr

        return soxr.ResampleStream(SAMPLE_RATE, self._opened.rate, 1, dtype="float32")

    def _fill(self, out: NDArray[np.int16], count: int, _time: Any, status: Any) -> None:
        # In PortAudio's thread.
        if status.output_underflow:
            self.underflows += 1
        mono = self._due(count) if self._resampler is None else self._resampled(count)
        out[:] = mono[:, np.newaxis]

    def _due(self, count: int) -> Samples:
        """The next samples at 16 kHz, silence where there is nothing to say."""
        audio = self._queue.take(count)
        if audio.size:
            self._handed.append(audio)
        return np.pad(audio, (0, count - audio.size)) if audio.size < count else audio

    def _resampled(self, count: int) -> Samples:
        """The next samples at the device's rate; the filter runs on through the silence."""
        while self._ahead.size < count:
            due = self._due(FRAME).astype(np.float32) / FULL_SCALE
            self._ahead = np.concatenate([self._ahead, self._resampler.resample_chunk(due)])
        now, self._ahead = self._ahead[:count], self._ahead[count:]
        return to_samples(now)


class Speaker:
    """A sound card's output as `AudioSink`. `device` is a name, a part of one, or a number.

    The constructor opens it: `SetupError` where there is none, `UnknownName` for one that is not
    there. A device that goes away in mid-session makes `take_played` raise `DeviceLost` until it
    is back; what is queued then is played on, unless `abort` drops it.
    """

    def __init__(self, device: str | None = None) -> None:
        self._device = device
        self._queue = PlayQueue()
        self._closed = False
        self._told = False  # of a device that is gone
        self._until_retry = 0  # samples of session time
        self._attempts = 0
        self._underflows_before = 0  # of playbacks that are closed
        self._playback: Playback | None = Playback(device, self._queue)
        self.name = self._playback.name
        portaudio.enter(self)

    @property
    def underflows(self) -> int:
        """How often the device ran out of sound because the machine was too slow."""
        return self._underflows_before + (self._playback.underflows if self._playback else 0)

    @property
    def latency(self) -> float:
        """Seconds by which what is heard lags behind what `take_played` returns."""
        return self._playback.latency if self._playback else 0.0

    def write(self, audio: Samples) -> None:
        if not self._closed:
            self._queue.write(audio)

    def take_played(self, elapsed: int) -> Samples:
        """What was handed to the device since the last call. Raises `DeviceLost`."""
        if self._playback is not None:
            handed = self._playback.take_handed()
            if handed.size or self._playback.alive or self._closed:
                return handed
            self._drop_playback()
        elif self._closed:
            return np.zeros(0, np.int16)
        if not self._back_after(elapsed):
            raise DeviceLost(
                f"the loudspeaker {self.name!r} is gone", "Plug it in again; the interview waits."
            )
        return np.zeros(0, np.int16)

    def abort(self) -> None:
        if self._playback is None or not self._playback.alive:
            self._queue.clear()
            return
        with suppress(SetupError):  # it is not alive then, which `take_played` will find
            self._playback.cut()

    def set_gain(self, gain: float) -> None:
        self._queue.gain = gain

    def close(self) -> None:
        """May be called twice. What was played before can still be taken."""
        if self._closed:
            return
        self._closed = True
        portaudio.leave(self)
        if self._playback is not None:
            self._playback.close()

    @property
    def busy(self) -> bool:
        """Speaking: whoever wants a fresh look at the devices waits for the end of it."""
        return self._queue.waiting > 0 and self._playback is not None and self._playback.alive

    def let_go(self) -> None:
        self._drop_playback()

    def take_up(self) -> None:
        with suppress(SetupError):  # `take_played` goes on trying
            self._open()

    def _open(self) -> None:
        self._playback = Playback(self._device, self._queue)
        self.name = self._playback.name
        self._told = False
        self._attempts = 0

    def _drop_playback(self) -> None:
        if self._playback is not None:
            self._underflows_before += self._playback.underflows
            self._playback.close()
            self._playback = None

    def _back_after(self, elapsed: int) -> bool:
        """Try to open the device again now and then; the first call only tells of the loss."""
        self._until_retry -= elapsed
        if not self._told:
            self._told, self._until_retry = True, 0
            return False
        if self._until_retry > 0:
            return False
        self._until_retry = RETRY
        self._attempts += 1
        if self._attempts % ATTEMPTS_A_LOOK == 0:
            return portaudio.look_again() and self._playback is not None
        with suppress(SetupError):
            self._open()
        return self._playback is not None
