"""Sounds for tests, and how alike two of them are."""

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
Sound = NDArray[np.int16]


def babble(seconds: float, seed: int = 1) -> Sound:
    """Something like speech: band-limited noise in syllables; alike only to itself."""
    noise = np.random.default_rng(seed).normal(size=round(seconds * RATE))
    smooth = np.convolve(noise, np.hanning(9) / 4, mode="same")
    syllables = 0.55 - 0.45 * np.cos(2 * np.pi * 4 * np.arange(noise.size) / RATE)
    return np.clip(smooth * syllables * 5000, -32000, 32000).astype(np.int16)


def likeness(heard: Sound, played: Sound) -> tuple[float, int]:
    """The correlation at the best place, and how many samples into `heard` that lies."""
    long, short = heard.astype(np.float64), played.astype(np.float64)
    size = 1 << (long.size + short.size).bit_length()
    products = np.fft.irfft(np.fft.rfft(long, size) * np.conj(np.fft.rfft(short, size)), size)
    lag = int(np.argmax(products[: max(1, long.size - short.size + 1)]))
    part = long[lag : lag + short.size]
    part = np.pad(part, (0, short.size - part.size))
    scale = np.linalg.norm(part) * np.linalg.norm(short)
    return (float(part @ short / scale) if scale else 0.0), lag
