"""What the session folders hold that agreement between coaches and machines is counted from."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from voiceinterview.app.places import name_to_give, read_settings, sessions_folder
from voiceinterview.app.rubric_versions import told_apart
from voiceinterview.app.scorecards import latest_by_version
from voiceinterview.coaching.judgments import CoachedSession
from voiceinterview.domain.transcript import Turn
from voiceinterview.errors import CorruptSession
from voiceinterview.storage.catalog import SessionEntry, list_sessions
from voiceinterview.storage.labels_file import read_labels
from voiceinterview.storage.layout import LABELS, SCORECARDS
from voiceinterview.storage.stored_session import read_session


def coached_sessions(flags: dict[str, Any]) -> tuple[CoachedSession, ...]:
    """All that hold labels or scorecards, oldest first.

    A session that does not read is in it with nothing but its problem, and so is a second folder
    that holds the same session: its labels would count twice, or over the first one's.
    """
    root = sessions_folder(read_settings(flags))
    entries = [
        entry
        for entry in list_sessions(root)
        if any((entry.folder / name).is_dir() for name in (LABELS, SCORECARDS))
    ]
    own, apart = own_folders(entries), told_apart(root)
    return tuple(
        coached_session(entry.folder, apart)
        if entry.manifest is None or own[entry.manifest.id] == entry.folder
        else _copied(entry, own[entry.manifest.id])
        for entry in entries
    )


def own_folders(entries: Sequence[SessionEntry]) -> dict[str, Path]:
    """The folder that stands for each session, by its id: the one called so, else the first."""
    folders: dict[str, Path] = {}
    for entry in entries:
        if entry.manifest and (entry.manifest.id not in folders or entry.id == entry.manifest.id):
            folders[entry.manifest.id] = entry.folder
    return folders


def _copied(entry: SessionEntry, own: Path) -> CoachedSession:
    assert entry.manifest is not None  # only a session that reads is known to be a copy
    problem = f"left out: {entry.folder} holds the session {entry.manifest.id} again, as {own} does"
    return CoachedSession(entry.id, {}, problems=(problem,))


def coached_session(folder: Path, apart: frozenset[frozenset[str]]) -> CoachedSession:
    """One session, as far as it reads; `apart` as `told_apart` has it."""
    try:
        stored = read_session(folder)
    except CorruptSession as error:
        return CoachedSession(folder.name, {}, problems=(f"left out: {error.problem}",))
    labels = read_labels(folder, stored.manifest.id)
    cards, unread = latest_by_version(stored)
    return CoachedSession(
        session=stored.manifest.id,
        words=words_said(stored.transcript),
        sheets=labels.sheets,
        cards=cards,
        problems=tuple(f"left out: {problem}" for problem in (*labels.problems, *unread)),
        name=name_to_give(folder),
        folder=folder,
        apart=apart,
    )


def words_said(turns: Sequence[Turn]) -> dict[str, int]:
    """Every stage that was reached, with how many words the candidate said in it."""
    words: dict[str, int] = {}
    for turn in (turn for turn in turns if turn.stage):
        own = len(turn.text.split()) if turn.speaker == "candidate" else 0
        words[turn.stage] = words.get(turn.stage, 0) + own
    return words
