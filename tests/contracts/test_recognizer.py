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
from voiceinterview.testing import Says, ScriptedCandidate

START = 480_000  # where the clips lie on the session clock


@pytest.fixture(scope="module")
def speech():
    return human_speech("t16_LJ001-0008.wav")


@pytest.fixture(scope="module", params=["recorded", "scripted", "faster-whisper", "pocketsphinx"])
def recognizer(request, tmp_path_factory, speech):
    recognizer: Recognizer
    if request.param == "recorded":
        recognizer = RecordedRecognizer(
            [Word("surpassed", START + 8_000, START + 16_000)],
            lambda at: at if START <= at < START + len(speech) else None,
        )
    elif request.param == "scripted":
        recognizer = scripted()
    elif request.param == "faster-whisper":
        folder = tmp_path_factory.mktemp("whisper") / "tiny"
        recognizer = FasterWhisperRecognizer(str(make_tiny_whisper(folder)))
    else:
        pytest.importorskip("pocketsphinx", reason="pocketsphinx is not installed")
        recognizer = PocketsphinxRecognizer()
    recognizer.load()
    assert recognizer.name.partition(" ")[0] == request.param
    yield recognizer
    recognizer.close()
    recognizer.close()


@pytest.fixture(scope="module")
def heard(recognizer, speech):
    return recognizer.transcribe(speech, START, ("gradient boosting",))


def scripted() -> ScriptedCandidate:
    """Says one word where the clips lie."""
    candidate = ScriptedCandidate([])
    candidate.say(Says("surpassed", seconds=1.0, pause=START / 16_000 + 0.5))
    return candidate


def test_words_lie_in_the_clip_and_follow_each_other(speech, heard):
    assert heard
    assert all(isinstance(word, Word) and word.text.strip() == word.text for word in heard)
    assert all(START <= word.start <= word.end <= START + len(speech) for word in heard)
    assert [word.start for word in heard] == sorted(word.start for word in heard)
    assert all(0 <= word.confidence <= 1 for word in heard)


def test_a_clip_heard_twice_gives_the_same_words(recognizer, speech):
    assert recognizer.transcribe(speech, START, ()) == recognizer.transcribe(speech, START, ())


def test_a_thorough_pass_keeps_to_the_clip_too(recognizer, speech, heard):
    words = recognizer.transcribe(
        speech, START, ("gradient boosting",), thorough=True, abandoned=lambda: False
    )
    assert words
    assert all(START <= word.start <= word.end <= START + len(speech) for word in words)
    assert all(0 <= word.confidence <= 1 for word in words)
    assert recognizer.two_passes or words == heard


def test_what_was_heard_before_changes_nothing(recognizer, speech, heard):
    recognizer.transcribe(noise(1), 0, ("pandas",))
    recognizer.transcribe(speech[: len(speech) // 2], 0, ("pandas",), thorough=True)
    assert recognizer.transcribe(speech, START, ("gradient boosting",)) == heard


@pytest.mark.parametrize("sound", [silence(2), noise(2), silence(0.1), noise(0.1), silence(0)])
def test_where_nobody_speaks_there_are_no_words(recognizer, sound):
    assert recognizer.transcribe(sound, 0, ("gradient boosting",)) == ()


def test_a_tenth_of_a_second_is_taken(recognizer, speech):
    words = recognizer.transcribe(speech[8_000:9_600], START + 8_000, ())
    assert all(word.start >= START for word in words)


def test_settings_can_be_written_to_the_manifest(recognizer):
    import json

    assert json.loads(json.dumps(recognizer.settings())) == recognizer.settings()
