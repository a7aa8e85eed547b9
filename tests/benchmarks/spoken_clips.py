"""Recorded sentences for benchmarks, trimmed to where the voice ends."""

import numpy as np
import soundfile
from human_speech import FOLDER
from numpy.typing import NDArray

from voiceinterview.app.demo import find_candidate

NAMES = ("t16_LJ001-0002.wav", "t16_LJ001-0008.wav", "t16_LJ001-0013.wav")
LOUD = 300


def clips() -> list[NDArray[np.int16]]:
    """Human sentences where they are at hand, else the demo's synthetic candidate; 16 kHz."""
    if FOLDER.is_dir():
        return [soundfile.read(FOLDER / name, dtype="int16")[0] for name in NAMES]
    spoken = sorted(find_candidate().glob("otherwise-*.flac"))
    return [_trimmed(soundfile.read(path, dtype="int16")[0]) for path in spoken]


def _trimmed(audio: NDArray[np.int16]) -> NDArray[np.int16]:
    return audio[: int(np.flatnonzero(np.abs(audio) > LOUD)[-1]) + 1]
