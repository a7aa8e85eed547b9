"""What a disk can refuse, said in words that help."""

import errno
import os
import shlex
import shutil
from pathlib import Path
from typing import BinaryIO

from voiceinterview.errors import SetupError, StorageFull
from voiceinterview.storage.layout import part_of

# Bytes. Two hours of two channels are 460 MB of WAV; a session of 45 minutes fits into this.
LEAST_ROOM = 200_000_000

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


class disk_errors:
    """Turn what the system says while `path` is written into `StorageFull`.

    `next_step` is what to do once the disk takes it; recovering the session where it is empty.
    No generator with `@contextmanager`: that would take longer than the writing of a frame.
    """

    __slots__ = ("_next_step", "_path")

    def __init__(self, path: Path, next_step: str = "") -> None:
        self._path = path
        self._next_step = next_step

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise _refused(self._path, error, self._next_step) from error


def _refused(path: Path, error: OSError, next_step: str) -> StorageFull:
    first = "Make room on that disk" if error.errno in _NO_ROOM else "Make it writable"
    then = next_step or f"run `{recover_command(path)}`"
    problem = f"could not write {path}: {error.strerror or error}"
    return StorageFull(problem, f"{first}, then {then}.")


def recover_command(path: Path) -> str:
    """The command that mends the session in which `path` lies."""
    folder = path if path.is_dir() else path.parent
    return f"voiceinterview sessions recover {shlex.quote(str(folder))}"


def check_room(folder: Path) -> None:
    """Refuse to begin where a session would soon run out of disk. Raises `SetupError`."""
    try:
        place = next(path for path in (folder, *folder.absolute().parents) if path.exists())
        total, _, free = shutil.disk_usage(place)
    except OSError as error:
        raise SetupError(
            f"cannot keep recordings in {folder}: {error.strerror or error}",
            "Name another folder for the recordings.",
        ) from error
    if total and free < LEAST_ROOM:  # some file systems tell no sizes at all
        raise SetupError(
            f"only {free / 1e6:.0f} MB are free for recordings in {folder};"
            f" a session needs {LEAST_ROOM / 1e6:.0f} MB",
            "Make room there, or name another folder for the recordings.",
        )


def write_atomically(path: Path, content: bytes) -> None:
    """Readers see the old file or the new one, never half of one. Raises `StorageFull`."""
    part = part_of(path)
    with disk_errors(path):
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise


def write_whole(file: BinaryIO, content: bytes) -> None:
    """Write to an unbuffered file, which may take less than it is given at a time."""
    written = file.write(content)
    while written < len(content):
        written += file.write(content[written:])


def keep_aside(path: Path, content: bytes) -> None:
    """Add what was cut from a file to another one. Raises `StorageFull`."""
    with disk_errors(path), path.open("ab") as file:
        file.write(content)
