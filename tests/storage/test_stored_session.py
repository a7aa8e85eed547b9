"""A damaged folder names the file, the line and the way on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_session import EVENTS, abandoned_session, whole_session

from voiceinterview.domain.manifest import FORMAT_VERSION
from voiceinterview.errors import CorruptSession
from voiceinterview.storage.event_log import encode_event
from voiceinterview.storage.stored_session import read_session


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return whole_session(tmp_path)


def refusal(folder: Path) -> CorruptSession:
    with pytest.raises(CorruptSession) as caught:
        read_session(folder)
    assert caught.value.advice
    return caught.value


def change_manifest(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def change_lines(folder: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    path = folder / "events.jsonl"
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


@pytest.mark.parametrize("name", ["manifest.json", "plan.json", "events.jsonl"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    error = refusal(folder)
    assert error.path == folder / name
    assert "missing" in error.problem


def test_a_newer_format_asks_for_an_upgrade(folder: Path) -> None:
    change_manifest(folder, format_version=FORMAT_VERSION + 1, something_new=True)
    error = refusal(folder)
    assert "made by a newer voiceinterview" in error.problem
    assert "pip install --upgrade voiceinterview" in error.advice


@pytest.mark.parametrize("version", [None, "1", 0, True])
def test_a_format_that_is_no_number_is_damage(folder: Path, version: object) -> None:
    change_manifest(folder, format_version=version)
    assert "format_version" in refusal(folder).problem


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"null", b'{"format_version": 1}']
)
def test_a_damaged_manifest_is_named(folder: Path, content: bytes) -> None:
    (folder / "manifest.json").write_bytes(content)
    assert refusal(folder).path == folder / "manifest.json"


def test_a_manifest_says_which_field_is_wrong(folder: Path) -> None:
    change_manifest(folder, status="great")
    assert "status: " in refusal(folder).problem
    change_manifest(folder, status="finished", mood="good")
    assert "mood: " in refusal(folder).problem


def test_another_plan_than_the_recorded_one_is_refused(folder: Path) -> None:
    path = folder / "plan.json"
    path.write_text(path.read_text().replace("bias-variance trade-off", "weather"))
    assert "is not the plan this session was held with" in refusal(folder).problem


def test_a_bad_line_in_the_middle_is_named(folder: Path) -> None:
    change_lines(folder, lambda lines: [*lines[:3], b"\0\0\0\n", *lines[3:]])
    error = refusal(folder)
    assert (error.path, error.line) == (folder / "events.jsonl", 4)


@pytest.mark.parametrize(
    "line",
    [b'{"kind":"tea_break","at":0,"seq":0}\n', b'{"at":0,"seq":0}\n', b'{"kind":[]}\n', b"7\n"],
)
def test_an_unknown_event_is_damage(folder: Path, line: bytes) -> None:
    change_lines(folder, lambda lines: [line, *lines[1:]])
    error = refusal(folder)
    assert error.line == 1
    assert "no known kind of event" in error.problem


def test_an_event_with_a_field_too_many_is_damage(folder: Path) -> None:
    change_lines(
        folder, lambda lines: [lines[0].replace(b'"at":0', b'"at":0,"mood":1'), *lines[1:]]
    )
    assert "mood" in refusal(folder).problem


def test_numbers_that_do_not_rise_are_damage(folder: Path) -> None:
    change_lines(folder, lambda lines: [lines[0], lines[2], lines[1], *lines[3:]])
    error = refusal(folder)
    assert error.line == 3
    assert "seq 1 does not rise (the line before has 2)" in error.problem


def test_a_torn_last_line_sends_to_recover(tmp_path: Path) -> None:
    folder = abandoned_session(tmp_path)
    with (folder / "events.jsonl").open("ab") as log:
        log.write(encode_event(EVENTS[-1])[:-5])
    error = refusal(folder)
    assert error.line == len(EVENTS)
    assert f"voiceinterview sessions recover {folder}" in error.advice


def test_missing_audio_is_told_when_it_is_asked_for(folder: Path) -> None:
    (folder / "candidate.flac").unlink()
    session = read_session(folder)
    assert len(session.transcript) == 2
    with pytest.raises(CorruptSession, match="recording is missing"):
        session.candidate  # noqa: B018 - asking is what fails
    assert session.interviewer.samples == 6 * 512


@pytest.mark.parametrize("content", [b"", b"fLaC", b"no audio at all" * 10])
def test_audio_that_does_not_decode_is_named(folder: Path, content: bytes) -> None:
    (folder / "candidate.flac").write_bytes(content)
    with pytest.raises(CorruptSession, match=r"candidate\.flac"):
        read_session(folder).candidate  # noqa: B018 - asking is what fails


@pytest.mark.parametrize("name", ["manifest.json", "plan.json", "events.jsonl", "scorecards"])
def test_a_link_in_the_folder_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    if (folder / name).exists():
        (folder / name).rename(tmp_path / name)
    (folder / name).symlink_to(tmp_path / name)
    error = refusal(folder)
    assert error.path == folder / name
    assert "symbolic link" in error.problem


def test_a_flac_cut_short_is_named(folder: Path) -> None:
    path = folder / "candidate.flac"
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(CorruptSession, match=r"candidate\.flac"):
        read_session(folder).candidate.read()


def test_a_wav_of_another_kind_is_named(folder: Path) -> None:
    import soundfile

    soundfile.write(folder / "candidate.wav", [[0.0, 0.0]] * 100, 44_100)
    with pytest.raises(CorruptSession, match="not a mono 16-bit 16 kHz WAV"):
        read_session(folder).candidate  # noqa: B018 - asking is what fails
