"""Words of record in a session folder: added, never overwritten, and what is read from then on."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from voiceinterview.domain.manifest import EngineUsed
from voiceinterview.domain.speech import Word
from voiceinterview.domain.words_of_record import Utterance, WordsOfRecord
from voiceinterview.errors import CorruptSession
from voiceinterview.interview.utterances import utterances_of
from voiceinterview.storage.export import export_session
from voiceinterview.storage.stored_session import StoredSession, read_session
from voiceinterview.storage.transcripts import save_record

GOLDEN = Path(__file__).resolve().parents[2] / "recordings" / "golden" / "session"
WHISPER = EngineUsed("faster-whisper", {"model": "base.en", "record_model": "small.en"})


@pytest.fixture
def stored(tmp_path: Path) -> StoredSession:
    folder = shutil.copytree(GOLDEN, tmp_path / "one", ignore=shutil.ignore_patterns(".lock*"))
    return read_session(folder)


def record(stored: StoredSession, text: str, at: str = "2026-02-01T10:00:00+00:00"):
    """The first utterance heard as `text`; nothing else was heard again."""
    first = utterances_of(stored.events)[0].utterance
    words = tuple(
        Word(word, first.start + n, first.start + n + 1) for n, word in enumerate(text.split())
    )
    return WordsOfRecord(
        session=stored.manifest.id,
        at=at,
        recognizer=WHISPER,
        utterances=(replace(first, words=words),),
    )


def answer(stored: StoredSession) -> str:
    return next(turn.text for turn in stored.transcript if turn.speaker == "candidate")


def test_the_last_record_is_what_was_said_and_the_others_stay(stored: StoredSession) -> None:
    before = stored.transcript
    assert (stored.record, stored.earlier_transcripts) == (None, ())
    one = save_record(stored.folder, record(stored, "First of all"))
    two = save_record(stored.folder, record(stored, "Second of all"))
    assert [one.name, two.name] == [
        "faster-whisper-small.en.json", "faster-whisper-small.en.2.json"
    ]  # fmt: skip
    assert answer(stored).startswith("Second of all")
    assert stored.heard == before
    earlier = [turns[1].text[:12] for turns in stored.earlier_transcripts]
    assert earlier == [before[1].text[:12], "First of all"]


def test_an_export_has_the_words_of_record(stored: StoredSession, tmp_path: Path) -> None:
    import zipfile

    save_record(stored.folder, record(stored, "Once more with care"))
    export_session(stored.folder, tmp_path / "out.zip", audio=False)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert b"Once more with care" in archive.read("one/transcript.txt")
        assert "one/transcripts/faster-whisper-small.en.json" in archive.namelist()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda plain: plain | {"utterances": [{"number": 1, "start": 9, "end": 3, "words": []}]},
        lambda plain: plain | {"session": "another"},
        lambda plain: plain | {"unknown": 1},
        lambda plain: {},
    ],
)
def test_one_that_does_not_read_is_named_and_nothing_stands_in_for_it(
    stored: StoredSession, spoil
) -> None:
    path = save_record(stored.folder, record(stored, "Fine"))
    path.write_text(json.dumps(spoil(json.loads(path.read_text()))))
    with pytest.raises(CorruptSession) as caught:
        assert stored.transcript
    assert caught.value.path == path and "voiceinterview transcribe" in caught.value.advice


def test_a_link_among_them_is_not_followed(stored: StoredSession, tmp_path: Path) -> None:
    path = save_record(stored.folder, record(stored, "Fine"))
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(CorruptSession, match="symbolic link"):
        assert stored.transcript


def test_a_word_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(ValueError, match="utterance 3"):
        Utterance(3, 0, 100, (Word("so", 50, 40),))
