"""Keys and typed lines to commands."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Mapping

from voiceinterview.domain.events import (
    CandidateCommand,
    CodeRan,
    CommandName,
    Event,
    GiveFloor,
    Notice,
    PauseSession,
    ResumeSession,
    RunCode,
)

Command = Callable[[CommandName, str], None]

KEYS: dict[str, CommandName] = {
    "\n": "end_answer",
    "\r": "end_answer",
    "p": "pause",
    "r": "repeat",
    "s": "skip",
    "x": "run",
    "q": "quit",
}
NAMES = {"pause": "p", "repeat": "r", "skip": "s", "run": "x", "quit": "q", "exit": "q"}
NO_KEY = "there is no {line}; the keys are /p pause, /r repeat, /s skip, /x run my code, /q quit"
NO_ANSWER = "a key is typed with a slash, /{line}; nothing was taken for an answer"


class KeyReader:
    """Single keys from a terminal, without Enter; Ctrl-C stays a signal."""

    def __init__(self, keys: Mapping[str, CommandName] = KEYS) -> None:
        self._keys = keys
        self._restore: Callable[[], None] | None = None

    def start(self, command: Command) -> None:
        def pressed(key: str) -> None:
            if (name := self._keys.get(key.lower())) is not None:
                command(name, "")

        self._restore = _listen_windows(pressed) if os.name == "nt" else _listen(pressed)

    def stop(self) -> None:
        if self._restore is not None:
            self._restore()
            self._restore = None


class LineReader:
    """A line is an answer, or a thought while code is written; an empty one is Enter, and `/p`,
    `/r`, `/s`, `/x`, `/q` are the keys. The end of input quits.

    With `waits`, as for a file on standard input, a line is read when it is the candidate's
    turn, and after `/x` once the code has run; somebody at a keyboard may interrupt. `tell` is
    given what to say of a line that is neither an answer nor a key.
    """

    def __init__(self, tell: Callable[[str], None], *, waits: bool = False) -> None:
        self._tell = tell
        self._stopped = False
        self._waits = waits
        self._turns = threading.Semaphore(0)
        self._asked_to_run = False
        self._paused = False

    def happened(self, event: Event) -> None:
        match event:
            case GiveFloor(to="candidate"):
                self._turns.release()
            case CandidateCommand(command="run"):
                self._asked_to_run = True
            case CodeRan(run=run) if not run.submitted:
                self._answered()
            case Notice() if self._asked_to_run or self._paused:
                self._answered()  # why there is nothing to run, or nothing else to be done
            case PauseSession():
                self._paused = True
                self._answered()  # the next line may end the pause
            case ResumeSession():
                self._paused = False
            case RunCode():
                self._asked_to_run = False

    def _answered(self) -> None:
        self._asked_to_run = False
        self._turns.release()

    def start(self, command: Command) -> None:
        loop = asyncio.get_running_loop()

        def read() -> None:
            line = self._next_line()
            while line and not self._stopped:
                loop.call_soon_threadsafe(typed, line.rstrip("\n"))
                line = self._next_line()
            if not self._stopped:
                loop.call_soon_threadsafe(ended)

        def typed(line: str) -> None:
            if self._stopped:
                return
            if (key := _key_of(line)) is not None:
                command(KEYS[key], "")
            elif (fault := _fault_of(line)) is not None:
                self._tell(fault)
                self._turns.release()  # it is her turn as before
            elif line.strip():
                command("say", line)
            else:
                command("end_answer", "")

        def ended() -> None:
            if not self._stopped:
                command("quit", "")

        # A thread, because a line of standard input cannot be waited for portably; it is a
        # daemon, because a read that nobody will ever answer must not hold up the exit.
        threading.Thread(target=read, name="typed answers", daemon=True).start()

    def _next_line(self) -> str:
        if self._waits:
            self._turns.acquire()
        return sys.stdin.readline() if sys.stdin is not None else ""  # None: it was closed

    def stop(self) -> None:
        self._stopped = True
        self._turns.release()


def _key_of(line: str) -> str | None:
    """The key that a typed line is: `/q`, or `/quit`."""
    word = line.strip().lower()
    name = NAMES.get(word[1:], word[1:])
    return name if word.startswith("/") and len(name) == 1 and name in KEYS else None


def _fault_of(line: str) -> str | None:
    """What to say of a line that is taken for a mistyped key: `/z`, or `q` alone."""
    word = line.strip()
    if word == "/" or (word.startswith("/") and word[1:].isalpha()):
        return NO_KEY.format(line=word)
    return NO_ANSWER.format(line=word) if word and word.lower() in KEYS else None


def _listen(pressed: Callable[[str], None]) -> Callable[[], None]:
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor, termios.TCSANOW)
    loop = asyncio.get_running_loop()

    def readable() -> None:
        keys = os.read(descriptor, 64)
        if not keys:  # the terminal was closed
            loop.remove_reader(descriptor)
        for key in keys.decode("utf-8", errors="ignore"):
            pressed(key)

    loop.add_reader(descriptor, readable)

    def restore() -> None:
        loop.remove_reader(descriptor)
        termios.tcsetattr(descriptor, termios.TCSANOW, before)

    return restore


def _listen_windows(pressed: Callable[[str], None]) -> Callable[[], None]:
    import msvcrt

    loop = asyncio.get_running_loop()
    stopped = threading.Event()

    def read() -> None:
        while not stopped.wait(0.05):
            while msvcrt.kbhit():  # type: ignore[attr-defined]
                loop.call_soon_threadsafe(pressed, msvcrt.getwch())  # type: ignore[attr-defined]

    threading.Thread(target=read, name="keys", daemon=True).start()
    return stopped.set
