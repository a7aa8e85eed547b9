"""A child process with a time limit, and what it told until it was over.

A process runs in the machine's time, whatever clock a session has: hence the loop's own timeout.
"""

import asyncio
import json
import os
import secrets
import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

SECONDS = 10.0  # a slow solution of the exercises takes a twentieth of that
OUTPUT_KEPT = 4_000  # characters of what the code prints
FLOOD = 1_000_000  # bytes; whoever prints more has a loop that does not end
FAREWELL = 2.0  # seconds for a process that was killed, and for its pipes
CHILD = Path(__file__).with_name("child.py")

Ending = Literal["over", "time", "flood"]


@dataclass(frozen=True)
class Heard:
    """`told` has the child's own lines, parsed. `status` is its exit status, negative for a
    signal, None where it did not end by itself; `ending` says why it did. `limit` is the time it
    had, `seconds` what it took."""

    told: tuple[tuple[Any, ...], ...]
    output: str
    status: int | None
    ending: Ending
    seconds: float
    limit: float = SECONDS


async def run_child(job: Mapping[str, Any], seconds: float = SECONDS) -> Heard:
    """Run a job (see child.py) in a process of its own, in an empty folder, without anything of
    our environment. It and what it has begun are gone when this returns, or is cancelled.

    Raises `OSError` where no process can be started.
    """
    loop = asyncio.get_running_loop()
    began, mark = loop.time(), secrets.token_hex(8)
    with _empty_folder() as folder:
        child = _Child()
        transport, _ = await loop.subprocess_exec(
            lambda: child,
            *(sys.executable, "-I", "-B", "-X", "utf8", str(CHILD)),
            cwd=folder,
            env=_environment(folder),
            start_new_session=True,  # a group of its own; Windows has none, and ignores it
        )
        try:
            await _given(transport, {**job, "mark": mark}, child, seconds)
        finally:
            await _ended(transport, child)
    status = transport.get_returncode() if child.ending == "over" else None
    told = _lines(child.told, mark)
    return Heard(told, child.printed(), status, child.ending, loop.time() - began, seconds)


@contextmanager
def _empty_folder() -> Iterator[str]:
    """Gone afterwards, but for thousands of folders in one another, which Python gives up on."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    try:
        yield folder.name
    finally:
        with suppress(RecursionError):
            folder.cleanup()


class _Child(asyncio.SubprocessProtocol):
    """What it tells comes in by its stdout, what the code prints by its stderr."""

    def __init__(self) -> None:
        loop = asyncio.get_running_loop()
        self.settled: asyncio.Future[None] = loop.create_future()  # nothing more is waited for
        self.gone: asyncio.Future[None] = loop.create_future()
        self.ending: Ending = "time"
        self.told = bytearray()
        self._output = bytearray()
        self._sizes = {1: 0, 2: 0}
        self._open = {1, 2}

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        self._sizes[fd] += len(data)
        if self._sizes[fd] > FLOOD:
            self.settle("flood")
        elif fd == 1:
            self.told += data
        elif len(self._output) < 4 * OUTPUT_KEPT:  # bytes; a character has four at most
            self._output += data

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        self._open.discard(fd)
        self._look()

    def process_exited(self) -> None:
        self.gone.set_result(None)
        self._look()

    def printed(self) -> str:
        """The beginning of it; signs that would steer a terminal are replaced."""
        text = self._output.decode("utf-8", errors="replace").replace("\r\n", "\n")
        kept = text[:OUTPUT_KEPT]
        shown = (c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in kept)
        cut = len(text) > OUTPUT_KEPT or self._sizes[2] > len(self._output)
        return "".join(shown) + ("\n[the rest is cut off]" if cut else "")

    def _look(self) -> None:
        if self.gone.done() and not self._open:
            self.settle("over")

    def settle(self, ending: Ending) -> None:
        if not self.settled.done():
            self.ending = ending
            self.settled.set_result(None)


async def _given(
    transport: asyncio.SubprocessTransport, job: Mapping[str, Any], child: _Child, seconds: float
) -> None:
    """Hand it the job, and wait until it is over, or its time is."""
    stdin = cast(asyncio.WriteTransport, transport.get_pipe_transport(0))
    with suppress(OSError):  # it is dead already, which is seen below
        stdin.write(json.dumps(job).encode())
        stdin.write_eof()
    await asyncio.wait({child.settled, child.gone}, timeout=seconds,
                       return_when=asyncio.FIRST_COMPLETED)  # fmt: skip
    if child.gone.done():
        _kill(transport)  # what it has begun holds its pipes, perhaps
        await asyncio.wait({child.settled}, timeout=FAREWELL)
        child.settle("over")
    child.settle("time")


async def _ended(transport: asyncio.SubprocessTransport, child: _Child) -> None:
    _kill(transport)
    await asyncio.wait({child.gone}, timeout=FAREWELL)
    transport.close()


def _kill(transport: asyncio.SubprocessTransport) -> None:
    with suppress(OSError):  # nobody is left
        if sys.platform == "win32":
            transport.kill()
        else:
            os.killpg(transport.get_pid(), signal.SIGKILL)


def _environment(folder: str) -> dict[str, str]:
    """No key, no name, no home of ours. One thread: numpy's libraries reserve memory for each."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    own = {"PATH": os.defpath, "HOME": folder, "TMPDIR": folder, **dict.fromkeys(threads, "1")}
    if sys.platform == "win32":  # without it Python does not start there
        own |= {"SYSTEMROOT": os.environ["SYSTEMROOT"], "TEMP": folder, "TMP": folder}
    return own


def _lines(told: bytes | bytearray, mark: str) -> tuple[tuple[Any, ...], ...]:
    """Those that carry the mark; a line that was cut off in the middle is none, and no more is one
    that does not read, as where the code put something else into json's place."""
    start = f"{mark} ".encode()
    own = (line[len(start) :] for line in bytes(told).split(b"\n")[:-1] if line.startswith(start))
    return tuple(line for line in map(_read, own) if line)


def _read(line: bytes) -> tuple[Any, ...]:
    """() where it is no list."""
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return ()
    return tuple(read) if isinstance(read, list) else ()
