"""An append-only file of lines: a line is there completely or not at all."""

from collections.abc import Iterator
from pathlib import Path

from voiceinterview.errors import CorruptSession
from voiceinterview.storage.disk import disk_errors, keep_aside, write_whole
from voiceinterview.storage.files import read_file
from voiceinterview.storage.layout import torn_of

# Recovering does not bring back a file that is gone.
_GONE = "A crash does not do this: restore the file from a backup."


class LineLog:
    """Unbuffered, so that each line has left the process when `append` returns."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises `StorageFull`."""
        self._path = path
        with disk_errors(path):
            self._file = path.open("ab", buffering=0)
            self._end = self._file.tell()

    def append(self, line: bytes) -> None:
        """Raises `StorageFull`, and then the file ends where it ended before."""
        with disk_errors(self._path):
            try:
                write_whole(self._file, line + b"\n")
            except OSError:
                self._file.truncate(self._end)
                raise
        self._end += len(line) + 1

    def close(self) -> None:
        """May be called twice."""
        with disk_errors(self._path):
            self._file.close()


def read_lines(
    path: Path, advice: str, *, torn_tail_allowed: bool = False
) -> Iterator[tuple[int, bytes]]:
    """Each complete line with its number from 1.

    Raises `CorruptSession` where the file is missing, or where its last line is torn and that
    is not allowed; where it is, the torn line is left out.
    """
    *whole, torn = read_file(path, _GONE).split(b"\n")
    yield from enumerate(whole, start=1)
    if torn and not torn_tail_allowed:
        raise CorruptSession(path, len(whole) + 1, "the last line breaks off", advice)


def is_torn(path: Path) -> bool:
    """Whether something stands behind the last complete line. Raises `OSError`."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - 1))
        return file.read() not in (b"", b"\n")


def end_lines(path: Path) -> tuple[tuple[int, bytes], ...]:
    """The first and the last complete line with their numbers, as far as there are any."""
    content = read_file(path, _GONE)
    count = content.count(b"\n")
    if not count:
        return ()
    last_end = content.rfind(b"\n")
    last_start = content.rfind(b"\n", 0, last_end) + 1
    return (1, content[: content.index(b"\n")]), (count, content[last_start:last_end])


def cut_torn_line(path: Path) -> int:
    """Move what stands behind the last complete line to a file beside; returns its bytes.

    Raises `StorageFull`, and then nothing was cut.
    """
    content = read_file(path, "")
    torn = content[content.rfind(b"\n") + 1 :]
    if torn:
        keep_aside(torn_of(path), torn + b"\n")
        with disk_errors(path), path.open("r+b") as file:
            file.truncate(len(content) - len(torn))
    return len(torn)
