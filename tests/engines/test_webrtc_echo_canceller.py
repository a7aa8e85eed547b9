import numpy as np
import pytest
from noises import noise

from voiceinterview.engines.audio.webrtc_echo_canceller import WebrtcEchoCanceller
from voiceinterview.errors import SetupError


def through(canceller, near, far, frame):
    whole = range(0, len(near) // frame * frame, frame)
    return np.concatenate(
        [canceller.process(near[at : at + frame], far[at : at + frame]) for at in whole]
    )


def level(audio):
    """dB of full scale."""
    return 20 * np.log10(np.sqrt(np.mean(audio.astype(float) ** 2)) / 32_768 + 1e-9)


@pytest.fixture
def canceller():
    pytest.importorskip("livekit.rtc", reason="livekit is not installed")
    return WebrtcEchoCanceller()


def in_syllables(audio, rate):
    at = np.arange(len(audio)) / 16_000
    return (audio * (0.5 + 0.5 * np.sin(2 * np.pi * rate * at))).astype(np.int16)


@pytest.mark.parametrize("frame", [160, 512, 333])
def test_the_echo_goes_whatever_the_length_of_a_frame(canceller, frame):
    far = in_syllables(noise(8), 3)
    echo = np.concatenate([np.zeros(800, np.int16), far[:-800] // 3])  # 50 ms late, 10 dB less
    clean = through(canceller, echo, far, frame)
    assert level(clean[-64_000:]) < level(echo[-64_000:]) - 20


def test_with_nothing_played_the_voice_comes_out_a_fixed_delay_later(canceller):
    near = in_syllables(noise(3), 4)
    out = through(canceller, near, np.zeros_like(near), 512)
    late = canceller.delay
    heard, said = out[late:].astype(float), near[: len(out) - late].astype(float)
    assert np.corrcoef(heard[16_000:], said[16_000:])[0, 1] > 0.9


def test_lengths_that_change_from_frame_to_frame_lose_nothing(canceller):
    near = noise(1)
    out, at = [], 0
    for length in [1, 512, 7, 160, 0, 1_000, 159, 320] * 5:
        piece = near[at : at + length]
        cleaned = canceller.process(piece, np.zeros_like(piece))
        assert len(cleaned) == len(piece)
        out.append(cleaned)
        at += length
    assert np.concatenate(out)[canceller.delay :].any()
    assert not np.concatenate(out)[:160].any()


def test_frames_of_two_lengths_are_refused(canceller):
    with pytest.raises(ValueError, match="512 and 160"):
        canceller.process(np.zeros(512, np.int16), np.zeros(160, np.int16))


def test_without_the_extra_it_names_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "livekit.rtc", None)
    with pytest.raises(SetupError, match="pip install 'voiceinterview\\[echo\\]'"):
        WebrtcEchoCanceller()
