"""The sessions on this machine: found, looked at, and what to do about a damaged one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voiceinterview.app.places import read_settings, sessions_folder
from voiceinterview.app.scorecards import KeptScorecard, damaged_in, kept_scorecards
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.transcript import Turn
from voiceinterview.storage.catalog import SessionEntry, find_session, list_sessions
from voiceinterview.storage.disk import recover_command
from voiceinterview.storage.glance import glance
from voiceinterview.storage.lock import is_busy, refuse_if_busy
from voiceinterview.storage.stored_session import StoredSession, read_session


@dataclass(frozen=True)
class ListedSession:
    """A line of the list; `problem` is empty for a whole one, `command` where nothing mends it.

    `state` is as `SessionEntry.state`, and `damaged` where plan, log or audio are.
    """

    id: str
    folder: Path
    state: str
    manifest: Manifest | None
    problem: str
    command: str


@dataclass(frozen=True)
class SessionDetails:
    stored: StoredSession
    state: str
    turns: tuple[Turn, ...]
    scorecards: tuple[KeptScorecard, ...]
    left_out: tuple[str, ...]  # which scorecards do not read, and why


def locate(flags: dict[str, Any], name: str) -> Path:
    """The folder of the session meant by `name`. Raises `UnknownName` with those there are."""
    return find_session(sessions_folder(read_settings(flags)), name)


def closed_session(flags: dict[str, Any], name: str) -> StoredSession:
    """One that is over: what is still being said cannot be rated yet. Raises `SessionBusy`,
    `UnknownName`, `CorruptSession`."""
    folder = locate(flags, name)
    refuse_if_busy(folder)
    return read_session(folder)


def listed_sessions(flags: dict[str, Any]) -> tuple[ListedSession, ...]:
    """Oldest first. Each is looked at quickly; `storage.glance` says what is not looked at."""
    return tuple(map(_listed, list_sessions(sessions_folder(read_settings(flags)))))


def session_details(flags: dict[str, Any], name: str) -> SessionDetails:
    """Raises `UnknownName`, `CorruptSession`. Damaged scorecards are told apart."""
    folder = locate(flags, name)
    stored = read_session(folder)
    state = "in use" if is_busy(folder) else stored.manifest.status
    turns = stored.transcript
    return SessionDetails(stored, state, turns, kept_scorecards(stored), damaged_in(folder, stored))


def _listed(entry: SessionEntry) -> ListedSession:
    """`recover` is named only where it can mend what was found."""
    problem, state, command = entry.problem, entry.state, ""
    finding = None
    if entry.manifest is not None and not entry.in_use:
        finding = glance(entry.folder, entry.manifest)
    if finding is not None:
        problem = finding.problem
        state = "damaged" if finding.damaged else state
        command = recover_command(entry.folder) if finding.mendable else ""
    return ListedSession(entry.id, entry.folder, state, entry.manifest, problem, command)
