"""labels/<coach>.json: every sheet that a coach has filled in for one session, one file a coach.

What was submitted is never changed again, but a sheet that an import left without a criterion may
be given it; one that was not submitted is replaced by what she says later of the same stage, by the
same rubric, in the same round.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from voiceinterview.domain.labels import LabelSheet
from voiceinterview.domain.strict import Strict
from voiceinterview.errors import BadInput
from voiceinterview.storage.coding import encode
from voiceinterview.storage.disk import disk_errors, write_atomically
from voiceinterview.storage.layout import LABELS
from voiceinterview.storage.lock import SessionLock

FORMAT = 1
LONGEST_NAME = 60  # characters of a coach's name
# Windows takes these for devices, whatever follows the dot.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_PLAIN = re.compile(r"\w([\w .-]*\w)?")
_ADVICE = (
    "It is written whole or not at all, so something else changed it: restore it from a backup."
)


@dataclass(frozen=True)
class _LabelsFile(Strict):
    coach: str
    sheets: tuple[LabelSheet, ...]
    format: int = FORMAT


@dataclass(frozen=True)
class LabelsRead:
    """All sheets of a session that read, and why the others do not."""

    sheets: tuple[LabelSheet, ...]
    problems: tuple[str, ...]


_FILE = TypeAdapter(_LabelsFile)


def coach_name(name: str) -> str:
    """The name as it is kept; one that cannot be a file's name is refused. Raises `BadInput`."""
    plain = unicodedata.normalize("NFC", name)
    ours = _PLAIN.fullmatch(plain) and not _DEVICES.fullmatch(plain)
    if not ours or len(plain) > LONGEST_NAME:
        raise BadInput(
            f"{name!r} cannot be a coach's name",
            f"Use letters, digits, spaces, dots, - and _ (at most {LONGEST_NAME}, no dot or space "
            "at either end): it becomes the name of a file.",
        )
    return plain


def read_labels(folder: Path, session: str) -> LabelsRead:
    """Every coach's sheets of the session in `folder`, whose id is `session`."""
    sheets: list[LabelSheet] = []
    problems: list[str] = []
    for path in sorted((folder / LABELS).glob("*.json")):
        try:
            sheets += _read(path, path.stem, session)
        except BadInput as fault:
            problems.append(fault.problem)
    return LabelsRead(tuple(sheets), tuple(problems))


def coach_sheets(folder: Path, session: str, coach: str) -> tuple[LabelSheet, ...]:
    """One coach's sheets; none where she has no file. Raises `BadInput` where it does not read."""
    path = _path(folder, coach)
    return _read(path, coach_name(coach), session) if path.exists() or path.is_symlink() else ()


def keep_sheet(folder: Path, sheet: LabelSheet) -> Path:
    """Add a sheet to its coach's file, or put it in place of the same one not submitted yet.

    Raises `BadInput` where that was submitted already or the file does not read, `SessionBusy`,
    `StorageFull`; then all stays as it was.
    """
    with SessionLock(folder):
        return _keep(folder, sheet)


def _keep(folder: Path, sheet: LabelSheet) -> Path:
    path = _path(folder, sheet.coach)
    before = coach_sheets(folder, sheet.session, sheet.coach)
    same = [old for old in before if _key(old) == _key(sheet)]
    if any(old.submitted and not _completes(sheet, old) for old in same):
        raise BadInput(
            f"{path}: {sheet.coach} has submitted round {sheet.round} of {sheet.stage} already",
            "What was submitted is not changed. To label it once more, use --again.",
        )
    sheets = (*(old for old in before if old not in same), sheet)
    faults = list(_faults(_LabelsFile(sheet.coach, sheets), sheet.session))
    if faults:
        raise BadInput(f"{path}: {faults[0]}", "Nothing was written.")
    with disk_errors(path.parent, "try again"):
        path.parent.mkdir(exist_ok=True)
    write_atomically(path, encode(_FILE, _LabelsFile(sheet.coach, sheets), indent=1) + b"\n")
    return path


def _completes(sheet: LabelSheet, old: LabelSheet) -> bool:
    """Whether it is the old one to the letter, with labels that it had none of."""
    return replace(sheet, labels=old.labels) == old and set(old.labels) < set(sheet.labels)


def _path(folder: Path, coach: str) -> Path:
    return folder / LABELS / f"{coach_name(coach)}.json"


def _read(path: Path, coach: str, session: str) -> tuple[LabelSheet, ...]:
    if path.is_symlink() or path.parent.is_symlink():
        raise BadInput(f"{path}: is a symbolic link, which is not followed", "Put the file there.")
    try:
        file = _FILE.validate_json(path.read_bytes(), strict=True)
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror or error}", _ADVICE) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        problem = f"{place}: {first['msg']}" if place else first["msg"]
        raise BadInput(f"{path}: not a file of labels: {problem}", _ADVICE) from error
    faults = list(_faults(file, session))
    if unicodedata.normalize("NFC", file.coach) != unicodedata.normalize("NFC", coach):
        faults.insert(0, f"holds the labels of {file.coach!r}; it is called {coach!r}")
    if faults:
        raise BadInput(f"{path}: {'; '.join(faults)}", _ADVICE)
    return file.sheets


def _faults(file: _LabelsFile, session: str) -> Iterator[str]:
    if file.format != FORMAT:
        yield f"expected format {FORMAT}, found {file.format}"
    seen = set()
    for number, sheet in enumerate(file.sheets, start=1):
        if sheet.coach != file.coach:
            yield f"sheet {number} is by {sheet.coach!r}"
        if sheet.session != session:
            yield f"sheet {number} is of the session {sheet.session!r}, not of {session!r}"
        if _key(sheet) in seen:
            yield f"sheet {number}: there are two of round {sheet.round} of {sheet.stage}"
        seen.add(_key(sheet))
        yield from (f"sheet {number}: {fault}" for fault in _sheet_faults(sheet))


def _sheet_faults(sheet: LabelSheet) -> Iterator[str]:
    """What is wrong whatever the rubric; `coaching.judgments.faults_of` knows the scale."""
    if sheet.format != FORMAT:
        yield f"expected format {FORMAT}, found {sheet.format}"
    if sheet.round < 1:
        yield f"round {sheet.round} is not a number from 1 on"
    names = [label.criterion for label in sheet.labels]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"two labels for {name}"
    for label in sheet.labels:
        if any(turn < 1 for turn in label.turns):
            yield f"{label.criterion}: turns are counted from 1"
        if not 0 <= label.seconds < float("inf"):
            yield f"{label.criterion}: {label.seconds} s is no time"


def _key(sheet: LabelSheet) -> tuple[str, object, int]:
    return sheet.stage, sheet.rubric, sheet.round
