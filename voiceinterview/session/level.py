"""How loud a frame is."""

import math

import numpy as np

from voiceinterview.ports import Samples

FLOOR = -90.0  # dBFS; one step of a 16-bit sample is -90.3
FULL_SCALE = 32768.0


def level_of(frame: Samples) -> float:
    """Root mean square in dB below full scale, between -90 and 0."""
    if not len(frame):
        return FLOOR
    samples = frame.astype(np.float64)
    rms = math.sqrt(float(np.dot(samples, samples)) / len(samples))
    return max(FLOOR, 20 * math.log10(rms / FULL_SCALE)) if rms > 0 else FLOOR
