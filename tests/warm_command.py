"""The command without the seconds that loading takes: loaded once, then a fork for each run.

Each run is a process of its own all the same, with its own terminal, signals, environment and
folder, in which nothing has run before. One server loads for all of pytest's workers, at the
first request; a second one has litellm, too. A module that reads the environment while it is
imported sees the server's: where that matters, and where the installed script itself is looked
at, the command is started afresh (`practice_process.COMMAND`).
"""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, Any, Self

import pytest
from clean_environment import clean_environment

SERVER = Path(__file__).with_name("warm_server.py")
VARIABLE = "WARM_COMMAND"  # the folder with the servers' sockets
KINDS = ("plain", "litellm")

Stream = int | IO[Any]


def pytest_configure(config: pytest.Config) -> None:
    """Once for all workers."""
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="warm"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ[VARIABLE] = str(folder)
    for kind in KINDS:
        server = _start_server(folder, kind)
        config.add_cleanup(lambda server=server: server.communicate())


def _start_server(folder: Path, kind: str) -> subprocess.Popen[bytes]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(str(folder / kind))
        listener.listen(64)
        with (folder / f"{kind}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-P", SERVER, str(listener.fileno()), kind],
                env=clean_environment(folder, folder),
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                pass_fds=[listener.fileno()],
                start_new_session=True,
            )


class WarmProcess:
    """As `subprocess.Popen`, as far as it is needed here."""

    def __init__(
        self,
        words: Sequence[object],
        stdin: Stream = subprocess.PIPE,
        stdout: Stream = subprocess.PIPE,
        stderr: Stream = subprocess.PIPE,
        env: Mapping[str, str] | None = None,
        terminal: bool = False,
        kind: str = "plain",
    ) -> None:
        """A stream is a number, a file or PIPE; `terminal` makes stdin the controlling one."""
        self.args = [str(word) for word in words]
        self.returncode: int | None = None
        self._door = Path(os.environ[VARIABLE]) / kind
        self._connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        request = {
            "words": self.args,
            "environment": dict(os.environ if env is None else env),
            "folder": str(Path.cwd()),
            "terminal": terminal,
        }
        with ExitStack() as theirs:
            self.stdin, first = _stream(stdin, "wb", theirs)
            self.stdout, second = _stream(stdout, "rb", theirs)
            self.stderr, third = _stream(stderr, "rb", theirs)
            with suppress(OSError):  # as without an answer: the server has ended
                self._connection.connect(str(self._door))
                message = [json.dumps(request).encode()]
                socket.send_fds(self._connection, message, [first, second, third])
        try:
            self.pid = self._answer()
        except AssertionError:
            self._close()
            raise

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            ready, _, _ = select.select([self._connection], [], [], timeout)
            if not ready:
                raise subprocess.TimeoutExpired(self.args, timeout or 0)
            with self._connection:
                self.returncode = self._answer()
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()
        self.wait()

    def _close(self) -> None:
        for stream in (self.stdin, self.stdout, self.stderr):
            if stream is not None:
                stream.close()

    def _answer(self) -> int:
        answer = b""
        with suppress(OSError):
            answer = self._connection.recv(64)
        assert answer, f"the server has ended: {self._door.with_suffix('.log').read_text()}"
        return int(answer)


def _stream(given: Stream, mode: str, theirs: ExitStack) -> tuple[IO[bytes] | None, int]:
    """Our end where there is one, and the process's, which `theirs` closes where it was opened."""
    if not isinstance(given, int):
        return None, given.fileno()
    if given != subprocess.PIPE:
        return None, given
    reading, writing = os.pipe()
    ours, other = (reading, writing) if mode == "rb" else (writing, reading)
    theirs.callback(os.close, other)
    return os.fdopen(ours, mode), other


def run_warm(
    words: Sequence[object],
    *,
    input: str = "",
    stdin: int = subprocess.PIPE,
    stdout: IO[Any] | None = None,
    timeout: float = 60,
    **more: Any,
) -> subprocess.CompletedProcess[str]:
    """As `subprocess.run`: waits for the end. `more` is for `WarmProcess`."""
    with tempfile.TemporaryFile("w+") as told, tempfile.TemporaryFile("w+") as errors:
        process = WarmProcess(words, stdin, stdout or told, errors, **more)
        if process.stdin is not None:
            with suppress(BrokenPipeError), process.stdin as pipe:
                pipe.write(input.encode())
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        for file in (told, errors):
            file.seek(0)
        return subprocess.CompletedProcess(process.args, code, told.read(), errors.read())
