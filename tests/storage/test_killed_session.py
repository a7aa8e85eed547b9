"""A session process dies; what it had written is still there."""

import signal
import subprocess
from pathlib import Path

import numpy as np
import pytest
from sample_session import EVENTS, Start, voice

from voiceinterview.domain.events import PartialTranscript
from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.storage.recovery import recover
from voiceinterview.storage.stored_session import StoredSession, read_session
from voiceinterview.storage.writer import SessionWriter


def kill_after(process: "subprocess.Popen[str]", lines: int) -> tuple[Path, int, int]:
    """Folder, samples and events of which the process said that they were written."""
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.readlines()
    told = {"audio": "0", "event": "-1"} | dict(line.split() for line in said)
    return Path(told["folder"]), int(told["audio"]), int(told["event"]) + 1


def assert_both_voices_stand(session: StoredSession, at_least: int) -> None:
    candidate, interviewer = session.candidate.read(), session.interviewer.read()
    assert len(candidate) == len(interviewer) >= at_least
    assert np.array_equal(candidate[:at_least], voice(0, at_least))
    assert np.array_equal(interviewer[:at_least], voice(0, at_least, offset=11))


@pytest.mark.parametrize("lines", [1, 2, 33, 34, 777, 3001])
def test_kill_9_loses_neither_audio_nor_events(lines: int, tmp_path: Path, start: Start) -> None:
    folder, samples, events = kill_after(start("forever", tmp_path), lines)

    recovery = recover(folder)

    session = read_session(folder)
    assert session.manifest.status == recovery.status == "recovered"
    assert_both_voices_stand(session, samples)
    assert recovery.seconds - samples / SAMPLE_RATE < 1
    assert [event.seq for event in session.events] == list(range(len(session.events)))
    assert len(session.events) >= events
    for event in session.events:
        assert isinstance(event, PartialTranscript)
        assert event.text == f"up to {event.at}"


def test_a_killed_session_goes_on_where_it_was(tmp_path: Path, start: Start) -> None:
    folder, samples, events = kill_after(start("forever", tmp_path), 100)

    with SessionWriter.reopen(folder) as writer:
        position = writer.clock_position
        assert position >= samples
        writer.audio(voice(position, 512), voice(position, 512, offset=11))
        assert writer.event(EVENTS[0].__class__(at=position)).seq >= events
        writer.finish("finished", "finished")

    session = read_session(folder)
    assert session.manifest.resumed == (position,)
    assert session.manifest.samples == position + 512
    assert_both_voices_stand(session, samples)


def test_death_at_any_moment_of_closing_or_resuming_loses_nothing(
    tmp_path: Path, start: Start
) -> None:
    said, _ = start("crash", tmp_path).communicate()
    deaths = [line.split() for line in said.splitlines()]

    assert {what for what, _ in deaths} == {"finish", "reopen"}
    assert len(deaths) >= 8
    for _, folder in deaths:
        recover(Path(folder))
        session = read_session(Path(folder))
        assert session.events == EVENTS[:-1]
        assert session.candidate.path.suffix == session.interviewer.path.suffix == ".flac"
        assert session.manifest.samples == 6 * 512
        assert_both_voices_stand(session, 6 * 512)
        assert not list(Path(folder).glob("*.part"))
        assert recover(Path(folder)).mended == ()
