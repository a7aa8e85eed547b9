"""What every `Recognizer` does."""

import pytest
from human_speech import human_speech
from noises import noise, silence
from tiny_whisper import make_tiny_whisper

from voiceinterview.domain.speech import Word
from voiceinterview.engines.speech.faster_whisper_recognizer import FasterWhisperRecognizer
from voiceinterview.engines.speech.pocketsphinx_recognizer import PocketsphinxRecognizer
from voiceinterview.engines.speech.recorded_recognizer import RecordedRecognizer
from voiceinterview.ports import Recognizer

START = 480_000  # where the clips lie on the session clock


@pytest.fixture(scope="module")
def speech():
    return human_speech("t16_LJ001-0008.wav")


@pytest.fixture(scope="module", params=["recorded", "faster-whisper", "pocketsphinx"])
def recognizer(request, tmp_path_factory, speech):
    recognizer: Recognizer
    if request.param == "recorded":
        recognizer = RecordedRecognizer(
            [Word("surpassed", START + 8_000, START + 16_000)],
            lambda at: at if START <= at < START + len(speech) else None,
        )
    elif request.param == "faster-whisper":
        folder = tmp_path_factory.mktemp("whisper") / "tiny"
        recognizer = FasterWhisperRecognizer(str(make_tiny_whisper(folder)))
    else:
        pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed")
        recognizer = PocketsphinxRecognizer()
    recognizer.load()
    assert recognizer.name == request.param
    yield recognizer
    recognizer.close()
    recognizer.close()


def test_words_lie_in_the_clip_and_follow_each_other(recognizer, speech):
    words = recognizer.transcribe(speech, START, ("gradient boosting",))
    assert words
    assert all(isinstance(word, Word) and word.text.strip() == word.text for word in words)
    assert all(START <= word.start <= word.end <= START + len(speech) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
    assert all(0 <= word.confidence <= 1 for word in words)


def test_a_clip_heard_twice_gives_the_same_words(recognizer, speech):
    assert recognizer.transcribe(speech, START, ()) == recognizer.transcribe(speech, START, ())


@pytest.mark.parametrize("sound", [silence(2), noise(2), silence(0.1), noise(0.1), silence(0)])
def test_where_nobody_speaks_there_are_no_words(recognizer, sound):
    assert recognizer.transcribe(sound, 0, ("gradient boosting",)) == ()


def test_a_tenth_of_a_second_is_taken(recognizer, speech):
    words = recognizer.transcribe(speech[8_000:9_600], START + 8_000, ())
    assert all(word.start >= START for word in words)


def test_settings_can_be_written_to_the_manifest(recognizer):
    import json

    assert json.loads(json.dumps(recognizer.settings())) == recognizer.settings()
