"""How loud a frame is, in dB below full scale."""

import numpy as np
import pytest

from voiceinterview.domain.speech import FRAME
from voiceinterview.session.level import FLOOR, level_of


@pytest.mark.parametrize(
    ("amplitude", "level"), [(32767, 0.0), (16384, -6.02), (328, -40.0), (1, FLOOR), (0, FLOOR)]
)
def test_the_level_of_a_steady_frame(amplitude: int, level: float) -> None:
    assert level_of(np.full(FRAME, amplitude, np.int16)) == pytest.approx(level, abs=0.01)


def test_an_empty_frame_is_silent() -> None:
    assert level_of(np.zeros(0, np.int16)) == FLOOR
