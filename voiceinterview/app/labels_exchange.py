"""Labels of many sessions to a table, and from one into the session folders."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voiceinterview.app.coached_sessions import own_folders
from voiceinterview.app.engines import Say
from voiceinterview.app.label_task import rubric_of
from voiceinterview.app.places import (
    content_folder,
    name_to_give,
    read_settings,
    sessions_folder,
)
from voiceinterview.app.rubric_versions import kept_by_digest
from voiceinterview.coaching.importing import (
    Checked,
    KnownSession,
    KnownStage,
    check_rows,
    rows_of,
)
from voiceinterview.content.folders import Content
from voiceinterview.errors import BadInput, CorruptSession
from voiceinterview.ports import Clock
from voiceinterview.storage.catalog import find_session, list_sessions
from voiceinterview.storage.labels_file import coach_name, keep_sheet, read_labels
from voiceinterview.storage.labels_table import LabelRow, TableForm, read_table
from voiceinterview.storage.layout import LABELS
from voiceinterview.storage.lock import refuse_if_busy
from voiceinterview.storage.stored_session import StoredSession, read_session


@dataclass(frozen=True)
class Imported:
    """`known` labels were there already; `skipped` rows were bad and told."""

    labels: int
    sheets: int
    sessions: int
    known: int
    skipped: int


def exported_rows(
    flags: dict[str, Any], names: Sequence[str], coach: str | None, say: Say
) -> tuple[LabelRow, ...]:
    """All submitted labels, of the sessions named or of all, of one coach or of all.

    Raises `UnknownName`, `BadInput` for a coach whose name cannot be one.
    """
    root = sessions_folder(read_settings(flags))
    wanted = None if coach is None else coach_name(coach)
    folders = [find_session(root, name) for name in dict.fromkeys(names)] or [
        entry.folder for entry in list_sessions(root) if entry.manifest is not None
    ]
    rows: list[LabelRow] = []
    for folder in folders:
        if not (folder / LABELS).is_dir():
            continue
        read = read_labels(folder, read_session(folder).manifest.id)
        for problem in read.problems:
            say(f"left out: {problem}")
        for sheet in read.sheets:
            if wanted not in (None, sheet.coach):
                continue
            if sheet.submitted:
                rows += rows_of(sheet)
            else:
                say(f"left out: {folder.name}: {sheet.coach} has not submitted {sheet.stage}")
    return tuple(rows)


def import_table(
    flags: dict[str, Any],
    file: Path,
    form: TableForm,
    clock: Clock,
    say: Say,
    *,
    skip_bad: bool = False,
    any_version: bool = False,
) -> Imported:
    """All of the table or nothing of it; with `skip_bad` what is good of it.

    Raises `BadInput` with every bad row, `SessionBusy`, `StorageFull` (what was imported before
    then stands, and importing again adds the rest).
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror or error}", "Name a table of labels.") from error
    table = read_table(content, form, str(file))
    folders, sessions, unread = _known(flags, {numbered.row.session for numbered in table.rows})
    now = clock.utc().isoformat(timespec="seconds")
    kept = kept_by_digest(sessions_folder(read_settings(flags))) if any_version else {}
    checked = check_rows(table.rows, sessions, now=now, any_version=any_version, kept=kept)
    bad = sorted((*table.faults, *checked.faults))
    faults = (*unread, *(f"row {number}: {fault}" for number, fault in bad))
    if faults and not skip_bad:
        raise BadInput(
            "\n".join((f"{file}: bad rows: {len(faults)}", *faults)),
            "Nothing was imported. Mend the rows, or import the others with --skip-bad.",
        )
    for fault in faults:
        say(f"skipped: {fault}")
    if checked.assumed:
        say(f"{checked.assumed} labels name no rubric version: taken as given by today's")
    if checked.lacking:
        say(
            f"{checked.incomplete} sheets have no label for {', '.join(checked.lacking)}; what is "
            "imported of these later is added"
        )
    for sheet in checked.sheets:
        keep_sheet(folders[sheet.session], sheet)
    return _counted(checked, len(faults))


def _counted(checked: Checked, skipped: int) -> Imported:
    return Imported(
        labels=checked.new,
        sheets=len(checked.sheets),
        sessions=len({sheet.session for sheet in checked.sheets}),
        known=checked.known,
        skipped=skipped,
    )


def _known(
    flags: dict[str, Any], wanted: Collection[str]
) -> tuple[dict[str, Path], dict[str, KnownSession], list[str]]:
    """Folders by session id, sessions by id and by the name of their folder, and what of those
    `wanted` does not read. A name in a table is only ever compared, never used as a path."""
    settings = read_settings(flags)
    content = content_folder(settings)
    folders: dict[str, Path] = {}
    sessions: dict[str, KnownSession] = {}
    unread: list[str] = []
    entries = list_sessions(sessions_folder(settings))
    own = own_folders(entries)
    for entry in entries:
        names = {entry.id, *([entry.manifest.id] if entry.manifest else [])}
        if not names & set(wanted):
            continue
        if entry.manifest and entry.folder != own[entry.manifest.id]:
            if entry.id in wanted:
                unread.append(f"the session {entry.id}: holds {entry.manifest.id} again; name that")
            continue
        refuse_if_busy(entry.folder)
        try:
            known = _known_session(read_session(entry.folder), content, unread)
        except CorruptSession as error:
            unread.append(f"the session {entry.id}: {error.problem}")
            continue
        folders[known.session] = entry.folder
        sessions |= dict.fromkeys(names, known)
    return folders, sessions, unread


def _known_session(stored: StoredSession, content: Content, unread: list[str]) -> KnownSession:
    labels = read_labels(stored.folder, stored.manifest.id)
    unread += labels.problems
    answers: dict[str, list[int]] = {}
    for turn in stored.transcript:
        if turn.speaker == "candidate" and turn.stage:
            answers.setdefault(turn.stage, []).append(turn.number)
    return KnownSession(
        session=stored.manifest.id,
        name=name_to_give(stored.folder),
        stages={
            stage: KnownStage(rubric_of(stored, content, stage), tuple(numbers))
            for stage, numbers in answers.items()
        },
        sheets=labels.sheets,
    )
