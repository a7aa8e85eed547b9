"""`voiceinterview practice` as a person runs it: its own process, its keys, and what it logs.

    with Practice(["--typed", "--model", "scripted"], sessions, environment) as practice:
        practice.floor()                   # waits until the log gives the candidate the floor
        practice.type_line("I build models.")
        practice.interrupt()
        assert practice.ended() == 0

The log is followed as it grows: a line is written when something happens, so that nobody has
to guess how long anything takes.
"""

import fcntl
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from warm_command import WarmProcess

COMMAND = Path(sys.executable).with_name("voiceinterview")
POLL = 0.01  # seconds
PATIENCE = 15.0  # seconds; everything waited for here takes two at the most
ROWS, COLUMNS = 30, 100  # of the pseudo-terminal
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")

# Makes the pseudo-terminal on stdin the controlling one, so that Ctrl-C reaches the program.
IN_TERMINAL = (
    "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)

LoggedEvent = dict[str, Any]
Condition = Callable[[LoggedEvent], bool]
Launch = Callable[..., subprocess.Popen[bytes] | WarmProcess]


def launch_installed(words: Sequence[object], *, terminal: bool, **streams: Any) -> Any:
    """The installed script, started anew; takes what `WarmProcess` takes."""
    command = [str(word) for word in (COMMAND, *words)]
    if terminal:
        command = [sys.executable, "-c", IN_TERMINAL, *command]
    return subprocess.Popen(command, **streams)


def wait_until(condition: Callable[[], Any], limit: float = PATIENCE) -> Any:
    """What `condition` gives once it is true; None where that takes longer than `limit`."""
    pause = threading.Event()
    for _ in range(round(limit / POLL)):
        if result := condition():
            return result
        pause.wait(POLL)
    return None


class Practice:
    """One run. With `terminal` all three streams are a pseudo-terminal, else stdin is a pipe."""

    def __init__(
        self,
        arguments: Sequence[str | Path],
        sessions: Path,
        environment: Mapping[str, str],
        *,
        terminal: bool = False,
        folder: Path | None = None,
        launch: Launch = WarmProcess,
    ) -> None:
        """`folder` is the session's where one is resumed; else it is the first in `sessions`."""
        self._words = ["practice", *arguments, "--sessions", sessions]
        self._launch = launch
        self._sessions = sessions
        self._folder = folder
        self._read = 0 if folder is None else (folder / "events.jsonl").stat().st_size
        self._seen: list[LoggedEvent] = []
        self._next = 0  # the first event that nobody waited for yet
        self._drawn = b""
        self._looked = 0  # how much of the screen was seen
        self._printed = {
            name: sessions.with_name(f"{sessions.name}-{id(self)}.{name}")
            for name in ("stdout", "stderr")
        }
        self._terminal = pty.openpty() if terminal else None
        self.process = self._start({**environment, "TERM": "xterm-256color"})

    def _start(self, environment: dict[str, str]) -> subprocess.Popen[bytes] | WarmProcess:
        if self._terminal is None:
            paths = self._printed
            with paths["stdout"].open("wb") as output, paths["stderr"].open("wb") as errors:
                return self._launch(
                    self._words,
                    stdin=subprocess.PIPE,
                    stdout=output,
                    stderr=errors,
                    env=environment,
                    terminal=False,
                )
        ours, theirs = self._terminal
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.flags_before = termios.tcgetattr(theirs)
        threading.Thread(target=self._drain, args=(ours,), daemon=True).start()
        return self._launch(
            self._words,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            terminal=True,
        )

    # --- what the candidate does --------------------------------------------------------------

    def press(self, keys: str) -> None:
        assert self._terminal is not None
        self._looked = len(self.screen())
        os.write(self._terminal[0], keys.encode())

    def type_line(self, line: str) -> None:
        if self._terminal is not None:
            self.press(f"{line}\n")
        else:
            assert self.process.stdin is not None
            self.process.stdin.write(f"{line}\n".encode())
            self.process.stdin.flush()

    def close_input(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()

    def interrupt(self) -> None:
        """Ctrl-C."""
        if self._terminal is not None:
            self.press("\x03")
        else:
            self.process.send_signal(signal.SIGINT)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    # --- what can be seen ---------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """The session's folder; waits until it is there."""
        if self._folder is None:
            self._folder = self._until(self._find_folder, "a session folder")
        return self._folder

    @property
    def events(self) -> list[LoggedEvent]:
        """All that was logged so far by this run."""
        path = self.folder / "events.jsonl"
        with path.open("rb") as log:
            log.seek(self._read)
            whole, _, _ = log.read().rpartition(b"\n")
        if whole:
            self._read += len(whole) + 1
            self._seen += [json.loads(line) for line in whole.split(b"\n")]
        return self._seen

    def wait_for(
        self, kind: str, condition: Condition = lambda event: True, limit: float = PATIENCE
    ) -> LoggedEvent:
        """The next event of that kind, after the one waited for before."""

        def find() -> LoggedEvent | None:
            for place in range(self._next, len(self.events)):
                event = self._seen[place]
                if event["kind"] == kind and condition(event):
                    self._next = place + 1
                    return event
            return None

        found: LoggedEvent = self._until(find, f"{kind} in the log", limit)
        return found

    def floor(self, to: str = "candidate", limit: float = PATIENCE) -> LoggedEvent:
        return self.wait_for("give_floor", lambda event: event["to"] == to, limit)

    def samples(self) -> int:
        """How much of the candidate was recorded by now, on the session clock."""
        return ((self.folder / "candidate.wav").stat().st_size - 44) // 2

    def screen(self) -> str:
        """All that the pseudo-terminal was sent, without its control sequences."""
        return CONTROL.sub("", self._drawn.decode(errors="replace"))

    def shows(self, pattern: str, limit: float = PATIENCE) -> re.Match[str]:
        """Waits until the screen has shown it, since the last key or the last thing seen."""
        seen = re.compile(pattern)
        found: re.Match[str] = self._until(
            lambda: seen.search(self.screen(), self._looked), f"{pattern!r} on the screen", limit
        )
        self._looked = found.end()
        return found

    def flags(self) -> list[Any]:
        """How the terminal is set now."""
        assert self._terminal is not None
        return termios.tcgetattr(self._terminal[1])

    def result(self) -> str:
        """All that the program said on stdout."""
        return self.screen() if self._terminal is not None else self._printed["stdout"].read_text()

    def errors(self) -> str:
        """All that the program said on stderr."""
        return self.screen() if self._terminal is not None else self._printed["stderr"].read_text()

    def children(self) -> list[int]:
        """The processes that it has started and that live."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in path.read_text().split()]

    def ended(self, limit: float = PATIENCE) -> int:
        """Waits for the end; the exit code."""
        try:
            return self.process.wait(limit)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {limit} s\n{self.errors()}") from None

    # --- below --------------------------------------------------------------------------------

    def _until(self, condition: Callable[[], Any], what: str, limit: float = PATIENCE) -> Any:
        found = wait_until(lambda: condition() or self.process.poll() is not None, limit)
        found = condition() if found is True else found
        if not found:
            state = self.process.poll()
            running = "still running" if state is None else f"exit code {state}"
            raise AssertionError(
                f"no {what} ({running})\n{self._log_so_far()}\n{self.errors()[-3000:]}"
            )
        return found

    def _log_so_far(self) -> str:
        if self._folder is None:
            return ""
        return "\n".join(str(event) for event in self.events[-20:])

    def _find_folder(self) -> Path | None:
        found = [path.parent for path in self._sessions.glob("*/events.jsonl")]
        return found[0] if found else None

    def _drain(self, terminal: int) -> None:
        with suppress(OSError):  # the other end was closed
            while part := os.read(terminal, 65536):
                self._drawn += part

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.kill()
        if self.process.stdin is not None:
            with suppress(BrokenPipeError):
                self.process.stdin.close()
        for end in self._terminal or ():
            os.close(end)


def no_sound_environment(folder: Path) -> dict[str, str]:
    """That of a machine without any sound device; `folder` is to write in."""
    nothing = folder / "alsa.conf"
    nothing.write_text("pcm.silent { type empty }\n")
    return {**os.environ, "ALSA_CONFIG_PATH": str(nothing), "PULSE_SERVER": "unix:/nowhere"}


def short_interview(content: Path) -> list[str | Path]:
    return ["--content", content, "--persona", "brief", "--model", "scripted", "--seed", "1"]


def skip_greeting(practice: Practice) -> None:
    """To the floor at once; only in a terminal."""
    practice.wait_for("playback_started")
    practice.press("\n")
    practice.floor()


StartPractice = Callable[..., Practice]
Clips = Callable[[str], Path]
