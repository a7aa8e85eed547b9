"""An export holds everything and reads elsewhere."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import webvtt
from sample_session import EVENTS, new_session, snapshot, voice, whole_session

from voiceinterview.domain.transcript import Speaker, Turn
from voiceinterview.errors import SessionBusy, SetupError
from voiceinterview.storage.derived import save_scorecard
from voiceinterview.storage.export import export_session
from voiceinterview.storage.stored_session import read_session
from voiceinterview.storage.transcript_text import transcript_text, transcript_vtt


def unpacked(target: Path, place: Path) -> Path:
    with zipfile.ZipFile(target) as archive:
        archive.extractall(place)
    (folder,) = place.iterdir()
    return folder


def test_an_unpacked_export_is_the_same_session(tmp_path: Path) -> None:
    folder = whole_session(tmp_path / "recordings")
    save_scorecard(folder, "ml", "1", "checklist", b"{}")

    export = export_session(folder, tmp_path / "mine.zip")

    copy = unpacked(tmp_path / "mine.zip", tmp_path / "copy")
    assert copy.name == folder.name
    assert export.left_out == ()
    assert set(export.files) == set(snapshot(copy))
    texts = {"transcript.txt", "transcript.vtt"}
    assert {k: v for k, v in snapshot(copy).items() if k not in texts} == snapshot(folder)
    session = read_session(copy)
    assert session.events == EVENTS
    assert np.array_equal(session.candidate.read(), voice(0, 6 * 512))
    assert "candidate: Bias naïve" in (copy / "transcript.txt").read_text(encoding="utf-8")


def test_an_export_can_be_exported_again(tmp_path: Path) -> None:
    folder = whole_session(tmp_path / "recordings")
    first = export_session(folder, tmp_path / "one.zip")
    copy = unpacked(tmp_path / "one.zip", tmp_path / "copy")
    assert export_session(copy, tmp_path / "two.zip").files == first.files


def test_an_export_without_audio_still_reads(tmp_path: Path) -> None:
    folder = whole_session(tmp_path / "recordings")
    export = export_session(folder, tmp_path / "mine.zip", audio=False)
    assert export.left_out == ("candidate.flac (audio)", "interviewer.flac (audio)")
    assert len(read_session(unpacked(tmp_path / "mine.zip", tmp_path / "copy")).transcript) == 2


def test_links_stay_out_of_an_export(tmp_path: Path) -> None:
    folder = whole_session(tmp_path / "recordings")
    (tmp_path / "private").mkdir()
    (tmp_path / "private" / "key").write_text("secret")
    (folder / "notes").symlink_to(tmp_path / "private" / "key")
    (folder / "labels").symlink_to(tmp_path / "private")

    export = export_session(folder, tmp_path / "mine.zip")

    assert export.left_out == ("labels (a symbolic link)", "notes (a symbolic link)")
    assert not any("key" in name or "notes" in name for name in export.files)


def test_a_damaged_session_is_exported_without_transcript(tmp_path: Path) -> None:
    folder = whole_session(tmp_path / "recordings")
    (folder / "events.jsonl").write_text("{}\n")
    (why,) = export_session(folder, tmp_path / "mine.zip").left_out
    assert why.startswith("the transcript (") and "events.jsonl:1" in why


def test_an_export_overwrites_nothing_and_leaves_no_half(tmp_path: Path) -> None:
    folder = whole_session(tmp_path / "recordings")
    (tmp_path / "mine.zip").write_text("older")
    with pytest.raises(SetupError, match="is there already"):
        export_session(folder, tmp_path / "mine.zip")
    with pytest.raises(SetupError, match="there is no folder"):
        export_session(folder, tmp_path / "nowhere" / "mine.zip")
    assert (tmp_path / "mine.zip").read_text() == "older"
    assert {path.name for path in tmp_path.iterdir()} == {"recordings", "mine.zip"}


def test_a_session_in_use_is_not_exported(tmp_path: Path) -> None:
    with new_session(tmp_path) as writer, pytest.raises(SessionBusy):
        export_session(writer.folder, tmp_path / "mine.zip")


def said(number: int, speaker: Speaker, text: str, start: int, end: int) -> Turn:
    return Turn(
        number=number, speaker=speaker, text=text, start=start, end=end, stage="s", question="q"
    )


def test_captions_hold_what_was_said_whatever_was_said() -> None:
    turns = [
        said(1, "interviewer", "Hi.", 0, 9_600),
        said(2, "candidate", "a --> b & <v x>\n\nWEBVTT", 16_000, 16_000),
        said(3, "candidate", "", 3_600 * 16_000, 3_600 * 16_000),
    ]

    captions = webvtt.from_buffer(io.StringIO(transcript_vtt(turns))).captions

    assert [(caption.start, caption.end) for caption in captions] == [
        ("00:00:00.000", "00:00:01.000"),
        ("00:00:01.000", "00:00:02.000"),
    ]
    assert [caption.voice for caption in captions] == ["interviewer", "candidate"]
    assert captions[1].raw_text == "<v candidate>a --&gt; b &amp; &lt;v x&gt; WEBVTT</v>"
    assert transcript_text(turns).splitlines()[::2] == [
        "[00:00:00] interviewer: Hi.",
        "[00:00:01] candidate: a --> b & <v x> WEBVTT",
        "[01:00:00] candidate: (nothing)",
    ]


def test_a_scorecard_is_never_overwritten_and_its_name_leads_nowhere(tmp_path: Path) -> None:
    folder = whole_session(tmp_path)
    first = save_scorecard(folder, "ml", "1.2", "openai/gpt-4o", b"first")
    second = save_scorecard(folder, "ml", "1.2", "openai/gpt-4o", b"second")
    assert first == folder / "scorecards" / "ml@1.2--openai-gpt-4o.json"
    assert second.name == "ml@1.2--openai-gpt-4o.2.json"
    assert (first.read_bytes(), second.read_bytes()) == (b"first", b"second")
