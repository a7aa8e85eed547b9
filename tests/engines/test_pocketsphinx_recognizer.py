import importlib.util

import numpy as np
import pytest
from human_speech import human_speech

from voiceinterview.engines.speech.pocketsphinx_recognizer import PocketsphinxRecognizer
from voiceinterview.errors import EngineError, SetupError

needs_pocketsphinx = pytest.mark.skipif(
    importlib.util.find_spec("pocketsphinx") is None, reason="pocketsphinx is not installed"
)


@pytest.fixture(scope="module")
def recognizer():
    pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed")
    recognizer = PocketsphinxRecognizer()
    recognizer.load()
    return recognizer


def test_most_content_words_of_a_human_speech_are_right(recognizer):
    speech = human_speech("jfk.flac")[: 7 * 16_000]
    words = recognizer.transcribe(speech, 16_000, ())
    heard = [word.text for word in words]
    # Measured: "and hello my fellow american and not what your country can do"; of the whole
    # speech, which takes twice as long, 18 of the 22 words.
    content = {"my", "fellow", "not", "what", "your", "country", "can", "do"}
    assert len(content & set(heard)) >= 7
    assert not [text for text in heard if set(text) & set("<>[]()")]
    assert all(16_000 <= word.start < word.end <= 16_000 + len(speech) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)


def test_a_clip_heard_twice_reads_the_same(recognizer):
    speech = human_speech("t16_LJ001-0008.wav")
    first = recognizer.transcribe(speech, 0, ())
    recognizer.transcribe(human_speech("t16_LJ001-0002.wav"), 0, ())
    assert recognizer.transcribe(speech, 0, ()) == first
    assert [word.text for word in first][-2:] == ["been", "surpassed"]


def test_confidence_tells_words_apart(recognizer):
    words = recognizer.transcribe(human_speech("t16_LJ001-0013.wav"), 0, ())
    assert all(0 <= word.confidence <= 1 for word in words)
    assert len({word.confidence for word in words}) > 1


@needs_pocketsphinx
def test_use_before_loading_is_an_engine_error():
    with pytest.raises(EngineError, match="before it was loaded"):
        PocketsphinxRecognizer().transcribe(np.zeros(512, np.int16), 0, ())


def test_without_the_extra_it_names_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pocketsphinx", None)
    with pytest.raises(SetupError, match="pip install 'voiceinterview\\[pocketsphinx\\]'"):
        PocketsphinxRecognizer().load()
