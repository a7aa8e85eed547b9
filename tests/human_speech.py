"""Human speech for tests, from the folder that lies beside the repository."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "speech"


def human_speech(name: str) -> NDArray[np.int16]:
    """The recording as int16 mono 16 kHz; the test is skipped where the folder is absent."""
    if not FOLDER.is_dir():
        pytest.skip(f"no human speech: {FOLDER} is absent")
    audio, rate = soundfile.read(FOLDER / name, dtype="int16", always_2d=True)
    return soxr.resample(np.ascontiguousarray(audio[:, 0]), rate, 16_000)
