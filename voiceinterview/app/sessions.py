"""The sessions on this machine: found, looked at, and what to do about a damaged one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from voiceinterview.app.places import name_to_give, read_settings, sessions_folder
from voiceinterview.app.scorecards import KeptScorecard, damaged_in, kept_scorecards
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.transcript import Turn
from voiceinterview.domain.words_of_record import WordsOfRecord
from voiceinterview.errors import BadInput, CorruptSession
from voiceinterview.report.model_calls import ModelCalls, calls_of
from voiceinterview.scoring.mishearings import misheard_warnings, mishearings
from voiceinterview.storage.catalog import SessionEntry, find_session, list_sessions
from voiceinterview.storage.disk import recover_command
from voiceinterview.storage.glance import glance
from voiceinterview.storage.lock import is_busy, refuse_if_busy
from voiceinterview.storage.stored_session import StoredSession, read_session

WhichWords = Literal["quick", "record"]


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
    left_out: tuple[str, ...]  # which scorecards, or calls, do not read, and why
    words: str  # where the turns' words come from
    misheard: tuple[str, ...] = ()  # what the interview heard otherwise, and it mattered
    calls: tuple[ModelCalls, ...] = ()


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


def session_details(
    flags: dict[str, Any], name: str, which: WhichWords | None = None
) -> SessionDetails:
    """Without `which` the words that are rated. Raises `UnknownName`, `CorruptSession`, `BadInput`
    where there are none of record. Damaged scorecards are told apart."""
    folder = locate(flags, name)
    stored = read_session(folder)
    state = "in use" if is_busy(folder) else stored.manifest.status
    record = stored.record if which != "quick" else None
    if which == "record" and record is None:
        raise BadInput(
            f"{folder.name} has no words of record",
            f"Make them: voiceinterview transcribe {name_to_give(folder)}",
        )
    turns = stored.heard if record is None else stored.transcript
    calls, damage = _calls(stored)
    return SessionDetails(
        stored,
        state,
        turns,
        kept_scorecards(stored),
        (*damaged_in(folder, stored), *damage),
        words="as heard in the interview" if record is None else _told(record),
        misheard=misheard_warnings(mishearings(stored.heard, turns, stored.plan)),
        calls=calls,
    )


def _calls(stored: StoredSession) -> tuple[tuple[ModelCalls, ...], tuple[str, ...]]:
    """What the models were asked for, or why that does not read."""
    try:
        return calls_of(stored.exchanges, stored.events), ()
    except CorruptSession as problem:
        return (), (str(problem),)


def _told(record: WordsOfRecord) -> str:
    used = record.recognizer
    model = used.settings.get("record_model") or used.settings.get("model") or ""
    return f"of record: {used.name} {model}".rstrip() + f", {record.at}"


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
