"""Where interviews are kept: may we write there, and is there room?"""

import shutil
import tempfile
from pathlib import Path

from voiceinterview.app.checks.finding import Finding, Measured
from voiceinterview.app.checks.limits import in_thread
from voiceinterview.app.checks.setup import Setup
from voiceinterview.app.places import sessions_folder
from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.errors import SetupError
from voiceinterview.storage.disk import check_room

HOUR = 2 * 2 * SAMPLE_RATE * 3600  # bytes: two channels of 16 bits, before FLAC shrinks them
LITTLE = 2.0  # hours, the longest interview that the disk is asked to hold without a word


async def check_write_access(setup: Setup) -> Finding:
    return await in_thread(lambda: look_for_access(sessions_folder(setup.settings)))


async def check_disk_space(setup: Setup) -> Finding:
    """Raises `SetupError` where a session would not fit."""
    return await in_thread(lambda: _look_for_room(sessions_folder(setup.settings)))


def look_for_access(folder: Path) -> Finding:
    """By writing a file: permissions alone do not tell of read-only and full disks.

    A folder that is not there yet is tried where `practice` would begin to make it; nothing
    is left behind.
    """
    place = _nearest(folder)
    measured: Measured = {"folder": str(folder), "is_there": place == folder}
    try:
        with tempfile.TemporaryDirectory(prefix=".voiceinterview-doctor-", dir=place) as trial:
            (Path(trial) / "file").write_bytes(b"written")
    except OSError as error:
        return Finding(
            "failed",
            f"cannot write in {place}, where {folder} is to be: {error.strerror or error}"
            if place != folder
            else f"cannot write in {folder}: {error.strerror or error}",
            "Make it writable, or name another folder: --sessions FOLDER",
            measured,
        )
    if place == folder:
        return Finding("ok", f"{folder} takes files", measured=measured)
    return Finding("ok", f"{folder} is not there yet and can be made", measured=measured)


def judge_room(folder: Path, total: int, free: int) -> Finding:
    """Of a disk that holds at least one session; bytes."""
    hours = free / HOUR
    measured: Measured = {"folder": str(folder), "free_bytes": free, "hours": hours}
    if not total:  # some network file systems tell no sizes
        return Finding("warning", f"the disk of {folder} does not say what is free on it",
                       "Make sure that there is room for 230 MB an hour.", measured)  # fmt: skip
    found = f"{free / 1e9:.1f} GB are free for {folder}, enough for {hours:.0f} hours of interviews"
    if hours < LITTLE:
        return Finding(
            "warning", found, "Make room there, or name another folder: --sessions FOLDER", measured
        )
    return Finding("ok", found, measured=measured)


def _look_for_room(folder: Path) -> Finding:
    check_room(folder)
    try:
        total, _, free = shutil.disk_usage(_nearest(folder))
    except OSError as error:  # it went away since
        raise SetupError(f"cannot tell the room in {folder}: {error}") from error
    return judge_room(folder, total, free)


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(path for path in (folder, *folder.absolute().parents) if path.exists())
