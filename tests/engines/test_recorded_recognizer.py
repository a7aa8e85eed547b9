import json

import numpy as np
import pytest

from voiceinterview.domain.speech import Word
from voiceinterview.engines.speech.recorded_recognizer import EDGE, RecordedRecognizer, read_words
from voiceinterview.errors import BadInput

SO, THEN, CHECKED = (
    Word("So", 16_000, 20_000),
    Word("then", 24_000, 26_000),
    Word("checked", 26_000, 36_000),
)


def clip(length):
    return np.zeros(length, np.int16)


def texts(words):
    return [word.text for word in words]


def test_a_clip_gives_the_words_that_lie_in_it():
    recorded = RecordedRecognizer([SO, THEN, CHECKED])
    assert recorded.transcribe(clip(24_000), 15_000, ()) == (SO, THEN, CHECKED)
    assert recorded.transcribe(clip(6_000), 15_000, ()) == (SO,)
    assert recorded.transcribe(clip(8_000), 40_000, ()) == ()


def test_a_word_cut_by_the_edge_belongs_where_its_middle_is():
    recorded = RecordedRecognizer([CHECKED], edge=0)  # its middle is 31,000
    assert recorded.transcribe(clip(1_001), 30_000, ()) == (CHECKED,)
    assert recorded.transcribe(clip(1_000), 30_000, ()) == ()
    assert recorded.transcribe(clip(5_000), 31_000, ()) == (CHECKED,)


def test_a_soft_first_word_just_before_the_clip_is_not_lost():
    recorded = RecordedRecognizer([THEN])  # its middle is 25,000
    assert recorded.transcribe(clip(8_000), 25_000 + EDGE, ()) == (THEN,)
    assert recorded.transcribe(clip(8_000), 25_001 + EDGE, ()) == ()


def test_times_are_on_the_session_clock_where_a_pause_was_put_in():
    pause = 48_000  # put in at sample 22,016 of the recording

    def position(at):
        if at < 22_016:
            return at
        return None if at < 22_016 + pause else at - pause

    recorded = RecordedRecognizer([SO, THEN, CHECKED], position)
    assert recorded.transcribe(clip(22_016), 0, ()) == (SO,)
    assert recorded.transcribe(clip(pause - 2 * EDGE), 22_016 + EDGE, ()) == ()
    assert recorded.transcribe(clip(16_000), 22_016 + pause, ()) == (
        Word("then", 24_000 + pause, 26_000 + pause),
        Word("checked", 26_000 + pause, 36_000 + pause),
    )
    assert texts(recorded.transcribe(clip(100_000), 0, ())) == ["So", "then", "checked"]


def test_stored_words_are_read(tmp_path):
    path = tmp_path / "candidate.json"
    path.write_text('{"words": [{"text": "So", "start": 16000, "end": 20000}]}')
    assert read_words(path) == (SO,)


@pytest.mark.parametrize(
    ("stored", "fault"),
    [
        ("not json", "JSON"),
        ("[]", "object"),
        ('{"words": [{"text": "So", "start": 1}]}', "words.0.end"),
        ('{"words": [{"text": "So", "start": "early", "end": 2}]}', "words.0.start"),
        ('{"words": [], "speaker": "me"}', "speaker"),
        ('{"words": [{"text": " ", "start": 1, "end": 2}]}', "word 0 has no text"),
        ('{"words": [{"text": "So", "start": 3, "end": 2}]}', "word 0"),
        ('{"words": [{"text": "So", "start": -3, "end": 2}]}', "word 0"),
    ],
)
def test_a_damaged_file_is_named_with_its_fault(tmp_path, stored, fault):
    path = tmp_path / "candidate.json"
    path.write_text(stored)
    with pytest.raises(BadInput, match=fault) as caught:
        read_words(path)
    assert str(path) in caught.value.problem


def test_words_out_of_order_are_refused(tmp_path):
    path = tmp_path / "candidate.json"
    words = [{"text": w.text, "start": w.start, "end": w.end} for w in (THEN, SO)]
    path.write_text(json.dumps({"words": words}))
    with pytest.raises(BadInput, match="word 1"):
        read_words(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"nowhere\.json"):
        read_words(tmp_path / "nowhere.json")
