"""What is no speech, made on the spot, as int16 mono 16 kHz."""

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.int16]


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * 16_000), np.int16)


def noise(seconds: float, level: float = 3_000, seed: int = 7) -> Sound:
    """White noise of the given standard deviation (3,000 is -21 dB of full scale)."""
    loud = np.random.default_rng(seed).standard_normal(round(seconds * 16_000)) * level
    return np.clip(loud, -32_768, 32_767).astype(np.int16)


def hum(seconds: float, level: float = 3_000) -> Sound:
    """Mains hum: 50 Hz with its overtones."""
    at = np.arange(round(seconds * 16_000)) / 16_000
    return (level * sum(np.sin(2 * np.pi * 50 * n * at) / n for n in range(1, 8))).astype(np.int16)
