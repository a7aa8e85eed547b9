"""A quick look finds what is damaged, and says `recover` only of what it can mend."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sample_session import abandoned_session, new_session, whole_session

from voiceinterview.errors import CorruptSession
from voiceinterview.storage.glance import Finding, glance
from voiceinterview.storage.manifest_file import read_manifest
from voiceinterview.storage.recovery import recover

Change = Callable[[Path], object]


def found(folder: Path) -> Finding | None:
    return glance(folder, read_manifest(folder))


def cut(name: str, by: int) -> Change:
    return lambda folder: os.truncate(folder / name, (folder / name).stat().st_size - by)


def write(name: str, content: bytes) -> Change:
    return lambda folder: (folder / name).write_bytes(content)


def link(name: str) -> Change:
    return lambda folder: (folder / name).symlink_to(folder.parent / "elsewhere")


def replace_by_shorter(folder: Path) -> None:
    shutil.copy(whole_session(folder.parent / "other", frames=3) / "candidate.flac", folder)


def replace_first_line(folder: Path) -> None:
    log = folder / "events.jsonl"
    log.write_bytes(b"{]\n" + log.read_bytes().split(b"\n", 1)[1])


def add_nonsense(folder: Path) -> None:
    with (folder / "events.jsonl").open("ab") as log:
        log.write(b"7\n")


BEYOND_MENDING: dict[str, Change] = {
    "an empty plan": write("plan.json", b""),
    "no plan": lambda folder: (folder / "plan.json").unlink(),
    "an empty log": write("events.jsonl", b""),
    "no log": lambda folder: (folder / "events.jsonl").unlink(),
    "a log of nonsense": write("events.jsonl", b"\x8f\x00\n\xd1\n"),
    "a damaged first line": replace_first_line,
    "a damaged last line": add_nonsense,
    "audio that does not decode": write("candidate.flac", b"no audio at all" * 10),
    "audio cut short": cut("interviewer.flac", 200),
    "a shorter recording": replace_by_shorter,
    "a link": link("notes"),
}


@pytest.mark.parametrize("change", BEYOND_MENDING.values(), ids=BEYOND_MENDING.keys())
def test_what_recover_refuses_is_damaged_and_not_said_to_be_mendable(
    tmp_path: Path, change: Change
) -> None:
    folder = whole_session(tmp_path / "recordings")
    change(folder)

    finding = found(folder)

    assert finding is not None and finding.damaged and not finding.mendable
    if "is empty" not in finding.problem:  # nothing is left of it, and so nothing to refuse
        with pytest.raises(CorruptSession) as caught:
            recover(folder)
        assert "sessions recover" not in caught.value.advice or "by hand" in caught.value.advice


MENDABLE: dict[str, Change] = {
    "a torn log": cut("events.jsonl", 5),
    "a torn cassette": write("exchanges.jsonl", b'{"at'),
    "a recording beyond its end": lambda folder: shutil.copy(
        whole_session(folder.parent / "other", frames=9) / "candidate.flac", folder
    ),
    "a WAV beside its FLAC": lambda folder: shutil.copy(
        abandoned_session(folder.parent / "other") / "candidate.wav", folder
    ),
}


@pytest.mark.parametrize("change", MENDABLE.values(), ids=MENDABLE.keys())
def test_what_recover_mends_is_said_to_be_mendable_and_gone_afterwards(
    tmp_path: Path, change: Change
) -> None:
    folder = whole_session(tmp_path / "recordings")
    change(folder)

    finding = found(folder)
    assert finding is not None and finding.damaged and finding.mendable

    assert recover(folder).mended
    assert found(folder) is None


def test_a_whole_session_and_one_without_a_sample_have_nothing(tmp_path: Path) -> None:
    assert found(whole_session(tmp_path)) is None
    with new_session(tmp_path) as writer:
        writer.finish("interrupted", "quit")
    assert found(writer.folder) is None


def test_a_session_that_broke_off_is_mendable_and_no_damage(tmp_path: Path) -> None:
    folder = abandoned_session(tmp_path)
    finding = found(folder)
    assert finding is not None and finding.mendable and not finding.damaged
    (folder / "plan.json").write_bytes(b"")
    finding = found(folder)
    assert finding is not None and finding.damaged and not finding.mendable


def test_an_export_without_audio_is_said_to_be_one_and_is_no_damage(tmp_path: Path) -> None:
    folder = whole_session(tmp_path)
    (folder / "candidate.flac").unlink()
    finding = found(folder)
    assert finding is not None and finding.damaged and not finding.mendable
    assert "recording of the candidate is missing" in finding.problem

    (folder / "interviewer.flac").unlink()
    finding = found(folder)
    assert finding is not None and not finding.damaged and not finding.mendable
    assert "without its recordings" in finding.problem
