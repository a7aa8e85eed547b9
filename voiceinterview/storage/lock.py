"""One process a session.

The lock is the operating system's, so it is gone when its process dies, however that happens.
"""

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from filelock import FileLock, Timeout

from voiceinterview.errors import SessionBusy, SetupError
from voiceinterview.storage.layout import LOCK, LOCK_HOLDER

# Seconds. Long enough to outlast `sessions list` looking whether a session is in use.
_PATIENCE = 0.3


class SessionLock:
    """Held from `acquire` to `release`, which may come from another thread and come twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / LOCK, thread_local=False)

    def acquire(self, patience: float = _PATIENCE) -> None:
        """Raises `SessionBusy` where it is held, `SetupError` where the folder is read-only."""
        try:
            self._lock.acquire(timeout=patience, poll_interval=0.05)
        except Timeout as error:
            raise _busy(self._folder) from error
        except OSError as error:
            raise SetupError(
                f"cannot write in {self._folder}: {error.strerror or error}",
                "Make the folder writable, or copy the session to one that is.",
            ) from error
        self._leave_pid()

    def release(self) -> None:
        if self._lock.is_locked:
            self._forget_pid()
            self._lock.release()

    def __enter__(self) -> "SessionLock":
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _leave_pid(self) -> None:
        """Tell others who holds it; only a courtesy, so a full disk is no reason to stop."""
        try:
            (self._folder / LOCK_HOLDER).write_text(str(os.getpid()))
        except OSError:
            self._forget_pid()

    def _forget_pid(self) -> None:
        with suppress(OSError):
            (self._folder / LOCK_HOLDER).unlink(missing_ok=True)


def refuse_if_busy(folder: Path) -> None:
    """Raises `SessionBusy` where a process has the session open. Writes nothing new.

    A folder without a lock file was never opened here (an unpacked export, a golden session).
    """
    if not (folder / LOCK).is_file():
        return
    lock = FileLock(folder / LOCK, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise _busy(folder) from error
    except OSError:
        return  # a read-only copy: nobody writes there
    lock.release()


def is_busy(folder: Path) -> bool:
    try:
        refuse_if_busy(folder)
    except SessionBusy:
        return True
    return False


def _busy(folder: Path) -> SessionBusy:
    try:
        holder = f" (process {int((folder / LOCK_HOLDER).read_text())})"
    except (OSError, ValueError):
        holder = ""
    return SessionBusy(
        f"another process has the session {folder} open{holder}",
        "End it there first, with `q` or Ctrl-C.",
    )
