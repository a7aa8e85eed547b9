"""A session as one zip, to keep or to send."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

from voiceinterview.errors import CorruptSession, SetupError
from voiceinterview.storage.disk import disk_errors
from voiceinterview.storage.layout import (
    CHANNELS,
    LOCK,
    LOCK_HOLDER,
    PART,
    REPORT,
    clips_of,
    part_of,
)
from voiceinterview.storage.lock import refuse_if_busy
from voiceinterview.storage.stored_session import read_session
from voiceinterview.storage.transcript_text import transcript_text, transcript_vtt

_PACKED_ALREADY = {".flac"}
_TEXT, _CAPTIONS = "transcript.txt", "transcript.vtt"
# A session that was an export once holds transcripts already.
_MADE_ANEW = {LOCK, LOCK_HOLDER, _TEXT, _CAPTIONS}


@dataclass(frozen=True)
class Export:
    """`left_out` says in words what the zip does not hold."""

    target: Path
    files: tuple[str, ...]
    left_out: tuple[str, ...]


def export_session(folder: Path, target: Path, *, audio: bool = True) -> Export:
    """Write `target`, a zip of the whole session with its transcript as text and as WebVTT.

    A damaged session is exported too, without a transcript. Raises `SetupError` where the
    target is there already or cannot be written, `SessionBusy`, `StorageFull`.
    """
    refuse_if_busy(folder)
    if target.exists():
        raise SetupError(f"{target} is there already", "Remove it, or name another file.")
    if not target.parent.is_dir():
        raise SetupError(f"there is no folder {target.parent}", f"mkdir -p {target.parent}")
    files, left_out = _choose(folder, audio=audio)
    texts, no_text = _transcripts(folder)
    part = part_of(target)
    try:
        with disk_errors(target, "try again or name another file"):
            _write(part, folder, files, texts)
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    names = (*(str(path.relative_to(folder)) for path in files), *texts)
    return Export(target, names, (*left_out, *no_text))


def _choose(folder: Path, *, audio: bool) -> tuple[list[Path], list[str]]:
    """Regular files only: a link could lead to anything on the sender's disk."""
    files, left_out = [], []
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            left_out.append(f"{name} (a symbolic link)")
        elif not path.is_file() or path.suffix == PART or name in _MADE_ANEW:
            continue
        elif not audio and _is_heard(path, folder):
            left_out.append(f"{name} (audio)")
        else:
            files.append(path)
    return files, left_out


def _is_heard(path: Path, folder: Path) -> bool:
    """Whether there is sound of the session in it: reports hold clips of the candidate."""
    report = folder / REPORT
    recording = path.parent == folder and path.name.split(".")[0] in CHANNELS
    return recording or path == report or path.parent == clips_of(report)


def _transcripts(folder: Path) -> tuple[dict[str, str], list[str]]:
    try:
        turns = read_session(folder, links_beside=True).transcript
    except CorruptSession as error:
        return {}, [f"the transcript ({error.problem})"]
    return {_TEXT: transcript_text(turns), _CAPTIONS: transcript_vtt(turns)}, []


def _write(part: Path, folder: Path, files: list[Path], texts: dict[str, str]) -> None:
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            packed = path.suffix in _PACKED_ALREADY
            archive.write(
                path,
                f"{folder.name}/{path.relative_to(folder).as_posix()}",
                zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED,
            )
        for name, text in texts.items():
            archive.writestr(f"{folder.name}/{name}", text.encode(errors="replace"))
