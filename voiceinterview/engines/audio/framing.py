"""Audio at any rate, in pieces of any length, to frames of 512 samples at 16 kHz."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from voiceinterview.domain.speech import FRAME, SAMPLE_RATE
from voiceinterview.ports import Samples

Sound = NDArray[np.float32]  # mono, -1 to 1

FULL_SCALE = 32_768  # of int16; the same factor both ways, so that 16-bit audio passes unchanged


def to_sound(block: NDArray[np.int16]) -> Sound:
    """int16[n] or int16[n, channels] to mono."""
    return mixed_down(block.astype(np.float32) / np.float32(FULL_SCALE))


def mixed_down(sound: NDArray[np.float32]) -> Sound:
    """float32[n] or float32[n, channels] to mono: the mean, so that nothing clips."""
    if sound.ndim == 1:
        return sound
    if sound.shape[1] == 1:
        return sound[:, 0]
    mean: Sound = sound.mean(axis=1, dtype=np.float32)
    return mean


def to_samples(sound: Sound) -> Samples:
    """Mono to int16, clipped at full scale."""
    return np.clip(np.rint(sound * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


class Resampler:
    """A stream at `rate` Hz to int16 at 16 kHz. Holds a few milliseconds back (soxr's filter)."""

    def __init__(self, rate: int) -> None:
        self._stream = None
        if rate != SAMPLE_RATE:
            import soxr

            self._stream = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32")

    def add(self, sound: Sound, last: bool = False) -> Samples:
        if self._stream is None:
            return to_samples(sound)
        return to_samples(self._stream.resample_chunk(np.ascontiguousarray(sound), last=last))


class Framer:
    """Cuts samples into frames; what does not fill one waits for the next piece."""

    def __init__(self) -> None:
        self._rest: Samples = np.zeros(0, np.int16)

    def add(self, audio: Samples) -> Iterator[Samples]:
        audio = np.concatenate([self._rest, audio]) if self._rest.size else audio
        whole = len(audio) // FRAME * FRAME
        self._rest = audio[whole:].copy()
        for start in range(0, whole, FRAME):
            yield audio[start : start + FRAME]

    def finish(self) -> Iterator[Samples]:
        """The last frame, filled up with zeros, where anything is left."""
        if self._rest.size:
            yield np.pad(self._rest, (0, FRAME - self._rest.size))
            self._rest = self._rest[:0]
