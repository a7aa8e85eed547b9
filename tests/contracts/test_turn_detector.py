"""What every `TurnDetector` does."""

import numpy as np
import pytest
from human_speech import human_speech
from noises import noise, silence

from voiceinterview.engines.speech.smart_turn import INSTALL, SmartTurn, find_smart_turn
from voiceinterview.testing import ScriptedTurnDetector


def smart_turn():
    if find_smart_turn() is None:
        pytest.skip(f"the model of Smart Turn is not on this machine ({INSTALL})")
    return SmartTurn()


@pytest.fixture(params=[ScriptedTurnDetector, smart_turn])
def detector(request):
    made = request.param()
    made.load()
    return made


@pytest.mark.parametrize("seconds", [0, 0.1, 3, 8, 20])
def test_any_length_of_sound_has_a_probability(detector, seconds):
    for audio in (noise(seconds), silence(seconds)):
        likely = detector.probability(audio)
        assert type(likely) is float and 0 <= likely <= 1


def test_it_remembers_nothing(detector):
    audio = noise(2)
    first = detector.probability(audio)
    detector.probability(silence(3))
    assert detector.probability(audio) == first


def test_it_does_not_change_what_it_hears(detector):
    audio = noise(2)
    kept = audio.copy()
    detector.probability(audio)
    assert (audio == kept).all()


def test_its_settings_name_no_folder_of_this_machine(detector):
    assert "/" not in str(detector.settings())


def test_smart_turn_tells_a_sentences_end_from_its_middle():
    detector = smart_turn()
    detector.load()
    whole = human_speech("t16_LJ001-0002.wav")
    broken_off = human_speech("jfk.flac")[: int(6.7 * 16_000)]
    pause = silence(0.32)
    assert detector.probability(np.concatenate([whole, pause])) > 0.9
    assert detector.probability(np.concatenate([broken_off, pause])) < 0.3
