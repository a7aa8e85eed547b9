"""What every `VoiceActivityDetector` does."""

import numpy as np
import pytest
from human_speech import human_speech
from noises import noise, silence

from voiceinterview.engines.speech.silero_vad import SileroVad


@pytest.fixture(params=[SileroVad])
def detector(request):
    return request.param()


def probabilities(detector, audio):
    frames = audio[: len(audio) // 512 * 512].reshape(-1, 512)
    return [detector.probability(frame) for frame in frames]


def test_it_gives_a_probability_for_each_frame(detector):
    heard = probabilities(detector, noise(1))
    assert all(type(each) is float and 0 <= each <= 1 for each in heard)


def test_speech_is_told_from_silence_and_noise(detector):
    assert max(probabilities(detector, silence(2))) < 0.3
    assert max(probabilities(detector, noise(2))) < 0.3
    speech = probabilities(detector, human_speech("t16_LJ001-0013.wav"))
    assert np.median(speech) > 0.8


def test_after_a_reset_it_hears_as_if_for_the_first_time(detector):
    first = probabilities(detector, noise(1))
    detector.reset()
    assert probabilities(detector, noise(1)) == first


def test_it_does_not_change_the_frame(detector):
    frame = noise(0.032)
    kept = frame.copy()
    detector.probability(frame)
    assert (frame == kept).all()
