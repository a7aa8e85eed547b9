"""The terminal during an interview: what is shown, and which keys do what.

Progress goes to stderr and the result to stdout, so that a result can be piped.
"""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

from rich.console import Console
from rich.text import Text

from voiceinterview.cli.keys import KeyReader, LineReader
from voiceinterview.cli.live_screen import LiveScreen
from voiceinterview.cli.plain_screen import PlainScreen
from voiceinterview.domain.events import Event
from voiceinterview.report.source import ReportSource
from voiceinterview.report.terminal import print_scorecards
from voiceinterview.session.doors import Tick, Watcher
from voiceinterview.session.session import Session

Outcome = TypeVar("Outcome")


class Display(Watcher, Protocol):
    def open(self) -> None: ...

    def close(self) -> None: ...


class Terminal:
    """A `Screen` of the app: shows the interview and hands keys to it."""

    def __init__(self, display: Display, reader: KeyReader | LineReader | None) -> None:
        self._display = display
        self._reader = reader
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._attached = False
        self._interrupts = 0

    @property
    def hurried(self) -> bool:
        return self._interrupts > 0

    def say(self, line: str) -> None:
        self._console.print(Text(line))

    def happened(self, event: Event) -> None:
        self._display.happened(event)
        if isinstance(self._reader, LineReader):
            self._reader.happened(event)

    def tick(self, tick: Tick) -> None:
        self._display.tick(tick)

    def attach(self, session: Session) -> None:
        self._display.open()
        if self._reader is not None:
            self._reader.start(session.command)
        self._attached = True
        loop = asyncio.get_running_loop()
        interview = asyncio.current_task()
        assert interview is not None

        def interrupted() -> None:
            """The first Ctrl-C ends the interview in good order; the second, and any that comes
            after the interview, ends at once."""
            self._interrupts += 1
            if self._interrupts == 1 and self._attached:
                session.command("quit")
            else:
                interview.cancel()

        for number in (signal.SIGINT, signal.SIGTERM):
            try:
                loop.add_signal_handler(number, interrupted)
            except NotImplementedError:  # Windows: KeyboardInterrupt ends the loop instead
                break

    def detach(self) -> None:
        self._attached = False
        if self._reader is not None:
            self._reader.stop()
        self._display.close()

    def show_scorecards(self, source: ReportSource) -> None:
        print_scorecards(Console(highlight=False), source)


def run_interview(interview: Coroutine[Any, Any, Outcome]) -> Outcome:
    """What the interview comes to; raises `KeyboardInterrupt` where Ctrl-C ended it at once."""
    try:
        return asyncio.run(interview)
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


def open_terminal(*, typed: bool) -> Terminal:
    """A live screen where there is one; else plain lines. Keys only from a keyboard."""
    at_keyboard = sys.stdin is not None and sys.stdin.isatty()
    if typed:
        screen = PlainScreen(sys.stderr, prompt=at_keyboard, typed=True)
        return Terminal(screen, LineReader(screen.note, waits=not at_keyboard))
    display: Display = LiveScreen() if sys.stderr.isatty() else PlainScreen(sys.stderr)
    return Terminal(display, KeyReader() if at_keyboard else None)
