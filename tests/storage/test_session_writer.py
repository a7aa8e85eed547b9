"""What is written comes back, and what cannot be written is said."""

import dataclasses
import os
import resource
import shutil
import typing
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_session import (
    EVENTS,
    MANIFEST,
    PLAN,
    Start,
    StoppedClock,
    new_session,
    record,
    voice,
    whole_session,
)

from voiceinterview.domain import conversation
from voiceinterview.domain.decisions import Reason
from voiceinterview.domain.events import DECISIONS, OBSERVATIONS, CandidateCommand, Event
from voiceinterview.domain.exchange import Exchange, digest_of
from voiceinterview.domain.speech import Word
from voiceinterview.errors import SessionBusy, SetupError, StorageFull
from voiceinterview.storage.event_log import encode_event, read_events
from voiceinterview.storage.recovery import recover
from voiceinterview.storage.stored_session import read_session
from voiceinterview.storage.writer import SessionWriter

PLAIN: dict[object, st.SearchStrategy[object]] = {
    str: st.text(),
    int: st.integers(0, 2**40),
    bool: st.booleans(),
    float: st.floats(0, 1),
    str | None: st.none() | st.text(),
    tuple[Word, ...]: st.lists(
        st.builds(Word, st.text(), st.integers(0), st.integers(0), st.floats(0, 1)), max_size=4
    ).map(tuple),
    tuple[Reason, ...]: st.lists(st.builds(Reason, st.text(), st.floats(-10, 30)), max_size=3).map(
        tuple
    ),
}


def examples_of(event_type: type[Event]) -> st.SearchStrategy[Event]:
    hints = typing.get_type_hints(event_type)
    fields = {field.name: hints[field.name] for field in dataclasses.fields(event_type)}
    return st.builds(
        event_type,
        **{
            name: st.sampled_from(typing.get_args(hint))
            if typing.get_origin(hint) is typing.Literal
            else PLAIN.get(hint, st.from_type(hint))
            for name, hint in fields.items()
        },
    )


@pytest.mark.parametrize("event_type", [*OBSERVATIONS, *DECISIONS], ids=lambda kind: kind.__name__)
def test_every_event_comes_back_as_it_was(
    event_type: type[Event], tmp_path_factory: pytest.TempPathFactory
) -> None:
    log = tmp_path_factory.mktemp("log") / "events.jsonl"

    @settings(max_examples=12, deadline=None)
    @given(examples_of(event_type))
    def comes_back(event: Event) -> None:
        line = encode_event(event)
        log.write_bytes(line + b"\n")
        assert b"\n" not in line
        assert read_events(log) == (event,)

    comes_back()


def test_typed_bytes_that_are_no_text_survive_the_log(tmp_path: Path) -> None:
    typed = CandidateCommand(at=0, seq=0, command="say", text="caf\udce9 déjà")
    (tmp_path / "events.jsonl").write_bytes(encode_event(typed) + b"\n")
    assert read_events(tmp_path / "events.jsonl") == (typed,)


def test_a_finished_session_reads_as_it_was_held(tmp_path: Path) -> None:
    exchange = Exchange(request="ab" * 32, reply="Why?", model="m", cost=0.001, latency=0.8)
    with new_session(tmp_path) as writer:
        for event in EVENTS:
            assert writer.event(event) == event
        writer.exchange(exchange)
        assert list(record(writer, 3)) == [512, 1024, 1536]
        manifest = writer.finish("finished", "finished")
        assert writer.finish("interrupted", "quit") is manifest

    session = read_session(writer.folder)

    assert session.manifest == manifest
    assert session.manifest.id == writer.folder.name
    assert session.manifest.id.startswith("2026-01-31T0930-data-scientist-ml-")
    assert session.manifest.created == "2026-01-31T09:30:12+00:00"
    assert (manifest.status, manifest.end_reason, manifest.samples) == (
        "finished",
        "finished",
        1536,
    )
    assert manifest.engines == MANIFEST.engines
    assert session.plan == PLAN
    assert session.events == EVENTS
    assert session.exchanges == (exchange,)
    assert not list(writer.folder.glob("*.wav"))
    for track, offset in ((session.candidate, 0), (session.interviewer, 11)):
        assert soundfile.info(track.path).subtype == "PCM_16"
        assert np.array_equal(track.read(), voice(0, 1536, offset))
        assert np.array_equal(track.read(100, 200), voice(100, 100, offset))
        assert track.read(1500, 9999).size == 36


def test_a_long_recording_is_read_in_blocks(tmp_path: Path) -> None:
    with new_session(tmp_path) as writer:
        for _ in range(25):
            second = voice(writer.clock_position, 16_000)
            writer.audio(second, second)
        live = read_session(writer.folder).candidate
        writer.finish("finished", "finished")
        closed = read_session(writer.folder).candidate

    assert live.samples == closed.samples == 25 * 16_000
    assert [len(block) for block in closed.blocks()] == [160_000, 160_000, 80_000]
    assert np.array_equal(np.concatenate(list(closed.blocks())), voice(0, 25 * 16_000))


def test_a_session_under_way_can_be_read_and_its_wav_played(tmp_path: Path) -> None:
    with new_session(tmp_path) as writer:
        writer.event(EVENTS[0])
        list(record(writer, 40))

        session = read_session(writer.folder)
        assert session.manifest.status == "started"
        assert session.events == EVENTS[:1]
        assert session.candidate.samples == 40 * 512
        # An ordinary player goes by the header, which is at most a second behind.
        assert soundfile.info(session.candidate.path).frames > 40 * 512 - 16_000


def test_an_interrupted_session_goes_on_sample_for_sample(tmp_path: Path) -> None:
    folder = whole_session(tmp_path)
    with SessionWriter.reopen(folder) as writer:
        assert writer.clock_position == 6 * 512
        assert writer.event(dataclasses.replace(EVENTS[0], seq=-1, at=6 * 512)).seq == len(EVENTS)
        list(record(writer, 4))
        writer.finish("interrupted", "quit")

    session = read_session(folder)
    assert session.manifest.resumed == (6 * 512,)
    assert session.manifest.samples == 10 * 512
    assert np.array_equal(session.candidate.read(), voice(0, 10 * 512))
    assert np.array_equal(session.interviewer.read(), voice(0, 10 * 512, offset=11))
    assert session.events[:-1] == EVENTS


def test_events_and_audio_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    frame = voice(0, 512)
    with new_session(tmp_path) as writer:
        writer.event(EVENTS[3])
        with pytest.raises(ValueError, match="event 3 comes after event 3"):
            writer.event(EVENTS[3])
        with pytest.raises(ValueError, match="512 samples cannot stand beside 511"):
            writer.audio(frame, frame[1:])
        with pytest.raises(ValueError, match="int16"):
            writer.audio(frame, frame.astype(np.float32))
        assert writer.clock_position == 0


def test_a_full_disk_is_said_and_what_went_before_stays(tmp_path: Path, start: Start) -> None:
    process = start("full", tmp_path, 100_000)
    said, _ = process.communicate()
    lines = [line.split(maxsplit=2) for line in said.splitlines()]
    folder = Path(lines[0][1])
    place = next(i for i, line in enumerate(lines) if line[0] == "full")

    assert process.returncode == 0
    assert "Make room" in lines[place][2] and "sessions recover" in lines[place][2]
    assert int(lines[place][1]) == int(lines[place - 1][1])  # both channels end at one sample
    session = read_session(folder)
    assert session.manifest.status == "interrupted"
    assert session.manifest.samples == int(lines[-2][1])
    assert np.array_equal(session.candidate.read(), voice(0, session.manifest.samples))
    assert np.array_equal(session.interviewer.read(), voice(0, session.manifest.samples, 11))


def test_a_line_that_found_no_room_leaves_no_trace(tmp_path: Path) -> None:
    with new_session(tmp_path) as writer:
        writer.event(EVENTS[0])
        log = writer.folder / "events.jsonl"
        before = log.read_bytes()
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 10, hard))
        try:
            with pytest.raises(StorageFull, match=r"events\.jsonl"):
                writer.event(EVENTS[1])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        assert log.read_bytes() == before
        assert writer.event(EVENTS[1]).seq == 1
    assert read_session(writer.folder).events == EVENTS[:2]


def test_too_little_room_is_refused_with_the_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: (10**12, 10**12, 150_000_000))
    with pytest.raises(SetupError, match="only 150 MB are free"):
        new_session(tmp_path / "not" / "there" / "yet")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("inside", ["", "deeper"])
def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "recordings").write_text("a file")
    with pytest.raises(SetupError, match="cannot keep recordings in"):
        new_session(tmp_path / "recordings" / inside)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="no /proc here")
def test_a_place_where_no_folder_can_be_made_is_refused() -> None:
    with pytest.raises(SetupError, match="cannot keep recordings in"):
        new_session(Path("/proc/recordings"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write in read-only folders")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with pytest.raises(SetupError, match="cannot keep recordings in"):
        new_session(tmp_path)


def test_a_name_that_leads_elsewhere_is_no_id(tmp_path: Path) -> None:
    manifest = dataclasses.replace(MANIFEST, id="../elsewhere")
    with pytest.raises(SetupError, match="not a name for a session"):
        SessionWriter.create(tmp_path / "recordings", manifest, PLAN, StoppedClock())
    assert not (tmp_path / "elsewhere").exists()


def test_an_id_is_used_once(tmp_path: Path) -> None:
    manifest = dataclasses.replace(MANIFEST, id="golden")
    SessionWriter.create(tmp_path, manifest, PLAN, StoppedClock()).close()
    with pytest.raises(SetupError, match="already a session golden"):
        SessionWriter.create(tmp_path, manifest, PLAN, StoppedClock())


def test_a_session_is_open_once_and_free_when_it_was_closed(tmp_path: Path) -> None:
    writer = new_session(tmp_path)
    with pytest.raises(SessionBusy):
        SessionWriter.reopen(writer.folder)
    writer.close()
    writer.close()
    assert recover(writer.folder).status == "recovered"


def test_a_request_is_known_by_what_the_model_is_sent() -> None:
    message = conversation.Message("user", "Ask about bias – naïvely")
    request = conversation.ReplyRequest((message,), scripted="one")
    assert digest_of(request) == digest_of(dataclasses.replace(request, scripted="two"))
    assert digest_of(request) != digest_of(dataclasses.replace(request, temperature=0.1))
    assert len(digest_of(request)) == 64
