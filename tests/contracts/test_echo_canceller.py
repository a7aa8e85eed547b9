"""What every `EchoCanceller` does."""

import numpy as np
import pytest
from noises import noise, silence

from voiceinterview.engines.audio.webrtc_echo_canceller import WebrtcEchoCanceller


@pytest.fixture(params=[WebrtcEchoCanceller])
def canceller(request):
    pytest.importorskip("livekit.rtc", reason="livekit is not installed")
    return request.param()


def through(canceller, near, far):
    steps = range(0, len(near) // 512 * 512, 512)
    return np.concatenate(
        [canceller.process(near[at : at + 512], far[at : at + 512]) for at in steps]
    )


def test_a_frame_comes_back_at_its_length_as_int16(canceller):
    for length in (512, 512, 100, 1, 0):
        clean = canceller.process(noise(1)[:length], noise(1, seed=3)[:length])
        assert clean.dtype == np.int16 and clean.shape == (length,)


def test_silence_stays_silence(canceller):
    assert np.abs(through(canceller, silence(2), silence(2)).astype(int)).max() < 10


def test_what_the_loudspeaker_played_goes(canceller):
    far = noise(6)
    echo = np.concatenate([silence(0.06), far[:-960] // 4])
    clean = through(canceller, echo, far)
    assert clean[-32_000:].astype(float).std() < 0.1 * echo.astype(float).std()


def test_who_speaks_while_nothing_is_played_is_heard(canceller):
    near = noise(3)
    clean = through(canceller, near, silence(3))
    assert clean[-16_000:].astype(float).std() > 0.5 * near.astype(float).std()
