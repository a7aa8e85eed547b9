import numpy as np
import pytest
from human_speech import human_speech
from noises import hum, noise, silence

from voiceinterview.engines.speech.silero_vad import SileroVad, holds_speech


def probabilities(detector, audio):
    frames = audio[: len(audio) // 512 * 512].reshape(-1, 512)
    return np.array([detector.probability(frame) for frame in frames])


def test_frame_by_frame_it_says_what_the_whole_recording_would():
    from faster_whisper.vad import get_vad_model

    speech = human_speech("t16_LJ001-0013.wav")
    whole = speech[: len(speech) // 512 * 512].astype(np.float32) / 32768
    at_once = np.ravel(get_vad_model()(whole))
    # The last frame is left out: there faster-whisper overwrites what it was given.
    assert probabilities(SileroVad(), speech)[:-1] == pytest.approx(at_once[:-1], abs=1e-5)


def test_human_speech_is_likely_and_silence_is_not():
    speech = human_speech("t16_LJ001-0013.wav")
    heard = probabilities(SileroVad(), np.concatenate([silence(1), speech, silence(1)]))
    assert heard[:31].max() < 0.1
    assert (heard[34:100] > 0.5).mean() > 0.9
    assert heard[-20:].max() < 0.1


def test_reset_forgets_what_was_heard():
    speech = human_speech("t16_LJ001-0008.wav")
    detector = SileroVad()
    fresh = probabilities(detector, speech)
    carried_on = probabilities(detector, speech)
    detector.reset()
    assert (probabilities(detector, speech) == fresh).all()
    assert (carried_on != fresh).any()


@pytest.mark.parametrize(
    "frame", [np.zeros(511, np.int16), np.zeros(512, np.float32), np.zeros((512, 1), np.int16)]
)
def test_anything_but_512_samples_of_int16_is_refused(frame):
    with pytest.raises(ValueError, match="512"):
        SileroVad().probability(frame)


@pytest.mark.parametrize("sound", [silence(3), noise(3), noise(3, 300), hum(3), silence(0)])
def test_silence_noise_and_hum_hold_no_speech(sound):
    assert not holds_speech(sound)


def test_one_word_after_seconds_of_silence_is_speech():
    word = human_speech("t16_LJ001-0013.wav")[8_000:13_000]
    assert holds_speech(np.concatenate([silence(5), word]))
