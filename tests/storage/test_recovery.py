"""`recover` mends what a crash leaves, says what it did, and does nothing twice."""

import os
import shutil
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_session import EVENTS, Start, abandoned_session, snapshot, voice, whole_session

from voiceinterview.errors import CorruptSession, SessionBusy
from voiceinterview.storage.event_log import encode_event
from voiceinterview.storage.recovery import recover
from voiceinterview.storage.stored_session import read_session
from voiceinterview.storage.writer import SessionWriter


@pytest.fixture(scope="module")
def abandoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return abandoned_session(tmp_path_factory.mktemp("abandoned"))


def cut_to(path: Path, share: float) -> int:
    length = int(path.stat().st_size * share)
    os.truncate(path, length)
    return length


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 1))
def test_a_log_cut_at_any_byte_keeps_every_complete_line(abandoned: Path, share: float) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(abandoned, Path(place) / "session"))
        log = folder / "events.jsonl"
        before = log.read_bytes()
        length = cut_to(log, share)

        recovery = recover(folder)

        complete = before[:length].count(b"\n")
        assert read_session(folder).events == EVENTS[:complete]
        torn = folder / "events.jsonl.torn"
        kept = torn.read_bytes()[:-1] if torn.exists() else b""
        assert log.read_bytes() + kept == before[:length]
        assert recovery.status == "recovered"
        assert recover(folder).mended == ()


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_recordings_cut_at_any_byte_keep_every_whole_sample(
    abandoned: Path, share: float, other_share: float
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(abandoned, Path(place) / "session"))
        left = max(cut_to(folder / "candidate.wav", share) - 44, 0) // 2
        other = max(cut_to(folder / "interviewer.wav", other_share) - 44, 0) // 2

        recovery = recover(folder)

        session = read_session(folder)
        candidate, interviewer = session.candidate.read(), session.interviewer.read()
        assert len(candidate) == len(interviewer) == session.manifest.samples
        assert len(candidate) >= max(left, other, EVENTS[-2].at)
        assert np.array_equal(candidate[:left], voice(0, left))
        assert not candidate[left:].any()
        assert np.array_equal(interviewer[:other], voice(0, other, offset=11))
        assert not interviewer[other:].any()
        assert recovery.seconds == len(candidate) / 16_000
        assert recover(folder).mended == ()


def test_a_finished_session_is_left_as_it_is(tmp_path: Path) -> None:
    folder = whole_session(tmp_path)
    before = snapshot(folder)

    recovery = recover(folder)

    assert recovery.mended == ()
    assert recovery.status == "finished"
    assert recovery.turns == 2
    assert recovery.seconds == 6 * 512 / 16_000
    assert snapshot(folder) == before


def test_a_recovery_says_what_it_did(abandoned: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(abandoned, tmp_path / "session"))
    with (folder / "events.jsonl").open("ab") as log:
        log.write(b'{"at":30')
    with (folder / "candidate.wav").open("ab") as wav:
        wav.write(b"\x01\x02\x03")

    told = "\n".join(recover(folder).mended)

    assert "events.jsonl: a torn last line of 8 bytes was cut off" in told
    assert "candidate.wav: the header was patched" in told
    assert "interviewer: 0.000 s of silence added" in told
    assert "candidate.flac was made" in told
    assert (folder / "events.jsonl.torn").read_bytes() == b'{"at":30\n'
    assert (folder / "candidate.wav.torn").read_bytes() == b"\x03"


def test_a_header_of_nonsense_does_not_cost_the_samples(abandoned: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(abandoned, tmp_path / "session"))
    with (folder / "candidate.wav").open("r+b") as wav:
        wav.write(bytes(44))

    recover(folder)

    assert np.array_equal(read_session(folder).candidate.read(), voice(0, 6 * 512))


def test_a_session_in_use_is_not_recovered(abandoned: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(abandoned, tmp_path / "session"))
    with SessionWriter.reopen(folder), pytest.raises(SessionBusy, match=f"process {os.getpid()}"):
        recover(folder)


def test_damage_that_no_crash_does_is_reported_and_nothing_is_changed(
    abandoned: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(abandoned, tmp_path / "session"))
    log = folder / "events.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*lines[:2], b"{]\n", *lines[3:], b'{"torn']))
    before = snapshot(folder)

    with pytest.raises(CorruptSession) as caught:
        recover(folder)

    assert caught.value.line == 3
    assert "line 3" in caught.value.advice
    assert snapshot(folder) == before


def test_links_are_not_followed_out_of_the_folder(abandoned: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(abandoned, tmp_path / "session"))
    private = tmp_path / "private"
    private.write_bytes(b"not a recording")
    (folder / "candidate.wav").unlink()
    (folder / "candidate.wav").symlink_to(private)

    with pytest.raises(CorruptSession, match="symbolic link"):
        recover(folder)
    with pytest.raises(CorruptSession, match="symbolic link"):
        SessionWriter.reopen(folder)

    assert private.read_bytes() == b"not a recording"


def test_an_event_far_beyond_the_audio_does_not_fill_the_disk(tmp_path: Path) -> None:
    folder = abandoned_session(tmp_path)
    with (folder / "events.jsonl").open("ab") as log:
        log.write(encode_event(EVENTS[-1].__class__(at=10**15, seq=99, reason="quit")) + b"\n")

    assert recover(folder).seconds == 6 * 512 / 16_000


def test_a_closed_recording_behind_its_events_is_padded_too(tmp_path: Path) -> None:
    folder = whole_session(tmp_path)
    with (folder / "events.jsonl").open("ab") as log:
        log.write(encode_event(EVENTS[-1].__class__(at=5000, seq=99, reason="quit")) + b"\n")

    assert recover(folder).seconds == 5000 / 16_000

    audio = read_session(folder).interviewer.read()
    assert np.array_equal(audio[: 6 * 512], voice(0, 6 * 512, offset=11))
    assert not audio[6 * 512 :].any()
    assert not list(folder.glob("*.wav"))


def test_a_session_without_a_sample_recovers(tmp_path: Path) -> None:
    folder = abandoned_session(tmp_path, frames=0)
    (folder / "events.jsonl").write_bytes(b"")

    recovery = recover(folder)

    assert recovery.seconds == 0
    assert read_session(folder).candidate.read().size == 0
    assert recover(folder).mended == ()


def test_a_recording_that_went_missing_is_said_and_stood_in_for(tmp_path: Path) -> None:
    folder = abandoned_session(tmp_path)
    (folder / "interviewer.wav").unlink()

    told = "\n".join(recover(folder).mended)

    assert "interviewer.wav was missing" in told
    assert not read_session(folder).interviewer.read().any()


def test_two_processes_do_not_share_a_session(tmp_path: Path, start: Start) -> None:
    folder = abandoned_session(tmp_path)
    other = start("hold", folder)
    assert other.stdout is not None and other.stdout.readline() == "held\n"

    for attempt in (SessionWriter.reopen, recover):
        with pytest.raises(SessionBusy) as caught:
            attempt(folder)
        assert str(folder) in caught.value.problem
        assert f"process {other.pid}" in caught.value.problem

    other.kill()
    other.wait()
    assert recover(folder).status == "recovered"


@pytest.mark.parametrize("gone", [("candidate",), ("candidate", "interviewer")])
def test_recordings_left_out_of_a_closed_session_are_not_made_up(
    tmp_path: Path, gone: tuple[str, ...]
) -> None:
    folder = whole_session(tmp_path)
    for channel in gone:
        (folder / f"{channel}.flac").unlink()
    before = snapshot(folder)

    recovery = recover(folder)

    assert (recovery.mended, recovery.absent, recovery.status) == ((), gone, "finished")
    assert recovery.seconds == 6 * 512 / 16_000
    assert snapshot(folder) == before


def test_a_torn_log_is_mended_without_the_recordings(tmp_path: Path) -> None:
    folder = whole_session(tmp_path)
    for channel in ("candidate", "interviewer"):
        (folder / f"{channel}.flac").unlink()
    cut_to(folder / "events.jsonl", 0.9)

    recovery = recover(folder)

    assert recovery.status == "recovered"
    assert read_session(folder).manifest.samples == 6 * 512
    assert not list(folder.glob("*.wav")) + list(folder.glob("*.flac"))


def test_a_crashed_session_exported_without_audio_is_closed_without_it(tmp_path: Path) -> None:
    folder = abandoned_session(tmp_path)
    for wav in folder.glob("*.wav"):
        wav.unlink()

    recovery = recover(folder)

    assert recovery.absent == ("candidate", "interviewer")
    assert recovery.status == "recovered"
    assert recover(folder).mended == ()


def test_a_session_without_its_recordings_does_not_go_on(tmp_path: Path) -> None:
    folder = whole_session(tmp_path)
    (folder / "candidate.flac").unlink()
    before = snapshot(folder)

    with pytest.raises(CorruptSession, match="recording is missing"):
        SessionWriter.reopen(folder)

    assert snapshot(folder) == before


def test_a_closed_recording_that_lost_some_is_refused_and_left(tmp_path: Path) -> None:
    folder = whole_session(tmp_path / "one")
    shorter = whole_session(tmp_path / "other", frames=3)
    shutil.copy(shorter / "candidate.flac", folder)
    before = snapshot(folder)

    with pytest.raises(CorruptSession, match=r"holds 0\.10 s of the 0\.19 s recorded"):
        recover(folder)

    assert snapshot(folder) == before


@pytest.mark.parametrize("name", [".lock", ".lock-holder"])
def test_a_lock_that_is_a_link_is_not_written_through(tmp_path: Path, name: str) -> None:
    folder = abandoned_session(tmp_path / "recordings")
    private = tmp_path / "private"
    private.write_text("dear")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(private)

    for attempt in (recover, SessionWriter.reopen):
        with pytest.raises(CorruptSession, match="symbolic link"):
            attempt(folder)

    assert private.read_text() == "dear"
