"""How late and how loud what was played comes back in a recording. Pure."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voiceinterview.domain.speech import SAMPLE_RATE, samples
from voiceinterview.ports import Samples

EARLIEST = -samples(0.1)  # the clocks of two devices are laid side by side a frame or two askew
LATEST = samples(0.6)  # Bluetooth takes 0.3 s and more
BAND = (200.0, 4_000.0)  # Hz; the trial sound's own. Below it mains and fans hum
# Correlation over a second, from which an echo counts as found; that of unlike sounds falls with
# the root of their length. 1,700 stretches of speech, noise and babble of 0.6 to 4 s came to 0.15
# at most; in 4 s an echo as loud as the noise about it comes to 1, one of 13 dB less to 0.35.
ALIKE = 0.25

Wave = NDArray[np.float64]


@dataclass(frozen=True)
class FoundEcho:
    """`delay` in samples, below 0 where it was recorded before it was noted as played; `level` in
    dB over what was played."""

    delay: int
    level: float


def find_echo(near: Samples, far: Samples) -> FoundEcho | None:
    """What `near`, the microphone, heard of `far`, the loudspeaker; None where that is nothing.

    Both are of one length and begin together; `near` before the first sound of `far` is taken for
    the background, the power of which is no echo. The delay is the lag at which the waveforms
    correlate best, by size, since a device may turn the wave over.
    """
    if near.shape != far.shape:
        raise ValueError(f"near and far differ in length: {len(near)} and {len(far)}")
    start, end = sounding(far)
    if start == end or not near.any():
        return None
    heard, played = _in_band(near), _in_band(far)[start:end]
    lags = np.arange(EARLIEST, LATEST + 1)
    alike = _alike(heard, played, start + lags)
    best = int(np.argmax(alike))
    if alike[best] < ALIKE / np.sqrt(len(played) / SAMPLE_RATE):
        return None
    delay = int(lags[best])
    background = _power(heard[: max(0, start + min(delay, 0))])
    part = heard[max(0, start + delay) : end + delay]
    return FoundEcho(delay, _level(part, played, background, float(alike[best])))


def sounding(far: Samples) -> tuple[int, int]:
    """The first sample that is no silence, and the one after the last; (0, 0) where all is."""
    loud = np.flatnonzero(far)
    return (int(loud[0]), int(loud[-1]) + 1) if loud.size else (0, 0)


def _in_band(audio: Samples) -> Wave:
    spectrum = np.fft.rfft(audio.astype(np.float64))
    pitch = np.fft.rfftfreq(len(audio), 1 / SAMPLE_RATE)
    spectrum[(pitch < BAND[0]) | (pitch > BAND[1])] = 0
    wave: Wave = np.fft.irfft(spectrum, len(audio))
    return wave


def _alike(heard: Wave, played: Wave, begins: NDArray[np.int_]) -> Wave:
    """The size of the correlation, 0 to 1, where `played` is laid over `heard` at each place; what
    hangs over an end lies over silence."""
    size = 1 << (len(heard) + len(played)).bit_length()  # so that neither end wraps round
    products = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(played, size)), size)
    sums = np.concatenate([[0.0], np.cumsum(heard**2)])
    ends = np.clip(begins + len(played), 0, len(heard))
    energy = (sums[ends] - sums[np.clip(begins, 0, len(heard))]) * np.sum(played**2)
    alike: Wave = np.abs(products[begins]) / np.sqrt(np.maximum(energy, 1.0))
    return alike


def _level(part: Wave, played: Wave, background: float, alike: float) -> float:
    """By power over the background, as walls and a drift between two sound cards leave the waves
    unlike; and at least what is alike in them, where the background swells."""
    power = max(_power(part) - background, alike**2 * _power(part))
    return float(10 * np.log10(power / _power(played)))


def _power(wave: Wave) -> float:
    return float(np.mean(wave**2)) if wave.size else 0.0
