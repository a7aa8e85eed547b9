"""Sessions are listed, found by name and deleted, and a name never leads elsewhere."""

import dataclasses
from pathlib import Path

import pytest
from sample_session import (
    MANIFEST,
    PLAN,
    StoppedClock,
    abandoned_session,
    new_session,
    snapshot,
    whole_session,
)

from voiceinterview.errors import CorruptSession, SessionBusy, SetupError, UnknownName
from voiceinterview.storage.catalog import delete_session, find_session, list_sessions
from voiceinterview.storage.writer import SessionWriter


def session_called(root: Path, name: str, created: str) -> Path:
    manifest = dataclasses.replace(MANIFEST, id=name, created=created)
    with SessionWriter.create(root, manifest, PLAN, StoppedClock()) as writer:
        writer.finish("finished", "finished")
    return writer.folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three sessions, the second of them damaged, and a folder that is none."""
    place = tmp_path / "recordings"
    session_called(place, "2026-01-02T0900-ds-aaaa", "2026-01-02T09:00:00+00:00")
    damaged = session_called(place, "2026-01-03T0900-ds-abcd", "2026-01-03T09:00:00+00:00")
    (damaged / "manifest.json").write_text("{")
    session_called(place, "2026-01-04T0900-ds-bbbb", "2026-01-04T09:00:00+00:00")
    (place / "golden").mkdir()
    return place


def test_all_are_listed_by_age_and_the_damaged_one_is_not_hidden(root: Path) -> None:
    entries = list_sessions(root)
    assert [(entry.id[-4:], entry.state) for entry in entries] == [
        ("aaaa", "finished"),
        ("abcd", "damaged"),
        ("bbbb", "finished"),
    ]
    assert "manifest.json" in entries[1].problem


def test_a_session_without_its_manifest_is_listed_as_damaged(root: Path) -> None:
    (root / "2026-01-02T0900-ds-aaaa" / "manifest.json").unlink()
    assert [entry.state for entry in list_sessions(root)] == ["damaged", "damaged", "finished"]


def test_a_session_in_use_is_listed_so(tmp_path: Path) -> None:
    folder = abandoned_session(tmp_path)
    assert [entry.state for entry in list_sessions(tmp_path)] == ["started"]
    with SessionWriter.reopen(folder):
        assert [entry.state for entry in list_sessions(tmp_path)] == ["in use"]


def test_a_root_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert list_sessions(tmp_path / "recordings") == ()
    with pytest.raises(UnknownName, match="There are: none"):
        find_session(tmp_path / "recordings", "latest")


def test_names_that_are_enough(root: Path) -> None:
    newest = root / "2026-01-04T0900-ds-bbbb"
    assert find_session(root, "latest") == newest
    assert find_session(root, newest.name) == newest
    assert find_session(root, "2026-01-04") == newest
    assert find_session(root, str(newest)) == newest
    assert find_session(root, "2026-01-03") == root / "2026-01-03T0900-ds-abcd"


def test_a_relative_path_is_enough(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    path = "recordings/2026-01-02T0900-ds-aaaa"
    assert find_session(root, path) == Path(path)


def test_a_beginning_that_several_have_lists_them(root: Path) -> None:
    with pytest.raises(UnknownName) as caught:
        find_session(root, "2026-01-0")
    assert "2026-01-02T0900-ds-aaaa, 2026-01-03T0900-ds-abcd" in caught.value.advice


@pytest.mark.parametrize("name", ["", ".", "..", "../recordings", "/etc", "golden", "*", "\0"])
def test_a_name_that_is_no_session_is_unknown(root: Path, name: str) -> None:
    with pytest.raises(UnknownName):
        find_session(root, name)


def test_a_link_is_listed_but_not_followed(root: Path, tmp_path: Path) -> None:
    elsewhere = whole_session(tmp_path / "elsewhere")
    (root / "2027-link").symlink_to(elsewhere)
    entry = list_sessions(root)[-1]
    assert (entry.id, entry.state) == ("2027-link", "damaged")
    assert "symbolic link" in entry.problem
    with pytest.raises(SetupError):
        delete_session(root / "2027-link")
    assert (elsewhere / "manifest.json").is_file()


def test_a_link_is_refused_by_name_and_passed_over_by_latest(root: Path, tmp_path: Path) -> None:
    elsewhere = whole_session(tmp_path / "elsewhere")
    (root / "2027-link").symlink_to(elsewhere)
    for name in ("2027-link", "2027", str(root / "2027-link")):
        with pytest.raises(CorruptSession, match="symbolic link") as caught:
            find_session(root, name)
        assert str(elsewhere) in caught.value.advice
    assert find_session(root, "latest").name == "2026-01-04T0900-ds-bbbb"
    assert find_session(root, str(elsewhere)) == elsewhere


def test_deleting_removes_the_folder_and_what_links_lead_to_stays(tmp_path: Path) -> None:
    folder = whole_session(tmp_path / "recordings")
    private = tmp_path / "private"
    private.mkdir()
    (private / "letter").write_text("dear")
    (folder / "exercise").mkdir()
    (folder / "exercise" / "answer.py").write_text("pass")
    (folder / "link").symlink_to(private)
    (folder / "exercise" / "link").symlink_to(private)

    delete_session(folder)

    assert not folder.exists()
    assert (private / "letter").read_text() == "dear"


def test_a_damaged_session_can_be_deleted(root: Path) -> None:
    delete_session(root / "2026-01-03T0900-ds-abcd")
    assert len(list_sessions(root)) == 2


def test_a_session_in_use_is_not_deleted(tmp_path: Path) -> None:
    with new_session(tmp_path) as writer:
        before = snapshot(writer.folder)
        with pytest.raises(SessionBusy):
            delete_session(writer.folder)
        assert snapshot(writer.folder) == before


@pytest.mark.parametrize("names", [[], ["manifest.json"], ["events.jsonl", "plan.json"]])
def test_a_folder_that_is_no_session_is_not_deleted(tmp_path: Path, names: list[str]) -> None:
    project = tmp_path / "browser-extension"
    project.mkdir()
    for name in ["source.js", *names]:
        (project / name).write_text("{}")
    before = snapshot(project)
    with pytest.raises(SetupError, match="no session folder"):
        delete_session(project)
    assert snapshot(project) == before
