"""The sessions on this machine: found, looked at, and what to do about a damaged one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voiceinterview.app.places import read_settings, sessions_folder
from voiceinterview.app.scorecards import KeptScorecard, kept_scorecards
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.transcript import Turn
from voiceinterview.storage.catalog import SessionEntry, find_session, list_sessions
from voiceinterview.storage.disk import recover_command
from voiceinterview.storage.layout import EVENTS, PLAN
from voiceinterview.storage.lock import is_busy, refuse_if_busy
from voiceinterview.storage.stored_session import StoredSession, read_session


@dataclass(frozen=True)
class ListedSession:
    """A line of the list; `problem` and `command` (what mends it) are empty for a whole one.

    `state` is as `SessionEntry.state`, and `damaged` where the log is.
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
    """Oldest first. A glance only: neither the audio nor the lines of the log are read."""
    return tuple(map(_listed, list_sessions(sessions_folder(read_settings(flags)))))


def session_details(flags: dict[str, Any], name: str) -> SessionDetails:
    """Raises `UnknownName`, `CorruptSession`, `BadInput` for a damaged scorecard."""
    folder = locate(flags, name)
    stored = read_session(folder)
    state = "in use" if is_busy(folder) else stored.manifest.status
    return SessionDetails(stored, state, stored.transcript, kept_scorecards(stored))


def _listed(entry: SessionEntry) -> ListedSession:
    problem, state = entry.problem, entry.state
    if not problem and not entry.in_use:
        problem = _damage(entry.folder)
        state = "damaged" if problem else state
        if not problem and state == "started":
            problem = "it broke off and was not closed"
    command = recover_command(entry.folder) if problem else ""
    return ListedSession(entry.id, entry.folder, state, entry.manifest, problem, command)


def _damage(folder: Path) -> str:
    """What a crash or a half copy leaves behind, as far as it shows without reading it all."""
    for name in (PLAN, EVENTS):
        if not (folder / name).is_file():
            return f"{name} is missing"
    try:
        with (folder / EVENTS).open("rb") as log:
            end = log.seek(0, 2)
            log.seek(max(0, end - 1))
            whole = log.read() in (b"", b"\n")
    except OSError as error:
        return f"{EVENTS} cannot be read ({error.strerror or error})"
    return "" if whole else f"{EVENTS}: the last line breaks off"
