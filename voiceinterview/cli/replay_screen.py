"""A replay on a terminal or a pipe: the transcript as it is heard."""

import sys
from collections import deque
from typing import TextIO

from voiceinterview.cli.keys import KeyReader
from voiceinterview.cli.shown_code import shown_in, shown_lines
from voiceinterview.domain.events import CommandName
from voiceinterview.domain.plan import Plan
from voiceinterview.replay.cues import Cue
from voiceinterview.replay.player import Player
from voiceinterview.report.wording import clock, printable

KEYS: dict[str, CommandName] = {" ": "pause", "q": "quit"}


class ReplayScreen:
    """The `Audience` of a replay. The transcript is the result: it goes to stdout, unless `out`
    names another place. `numbered` puts the number of a turn before it."""

    def __init__(self, out: TextIO | None = None, *, numbered: bool = False) -> None:
        self._out = out or sys.stdout
        self._numbered = numbered
        self._cues: deque[Cue] = deque()
        self._turn = 0  # whose line the cursor is on; 0 for none
        self._plan: Plan | None = None
        self._question = ""  # what is being talked about
        self._player: Player | None = None
        at_keyboard = sys.stdin is not None and sys.stdin.isatty()
        self._keys = KeyReader(KEYS) if at_keyboard else None

    def attach(self, player: Player, cues: tuple[Cue, ...], plan: Plan) -> None:
        self._player = player
        self._plan = plan
        self._cues.extend(cues)
        if self._keys is not None:
            self._keys.start(self._pressed)

    def detach(self, *, ended: bool) -> None:
        if self._keys is not None:
            self._keys.stop()
        while ended and self._cues:  # words may stand behind the last sample of a session cut off
            self._show(self._cues.popleft())
        self._end_line()

    def heard(self, position: int) -> None:
        while self._cues and self._cues[0].at <= position:
            self._show(self._cues.popleft())

    def say(self, line: str) -> None:
        self._end_line()
        print(line, file=sys.stderr)

    def _pressed(self, command: CommandName, _text: str) -> None:
        if self._player is None:
            return
        if command == "quit":
            self._player.stop()
        else:
            self._player.pause()

    def _show(self, cue: Cue) -> None:
        if cue.question != self._question:
            self._question = cue.question
            self._show_code()
        text = " ".join(printable(cue.text).split())
        if cue.turn != self._turn:
            self._end_line()
            self._turn = cue.turn
            number = f"{cue.turn:>3}  " if self._numbered else ""
            text = f"{number}{clock(cue.at)} {cue.speaker + ':':<12} {text}"
        else:
            text = f" {text}"
        self._out.write(text)
        self._out.flush()

    def _show_code(self) -> None:
        question = shown_in(self._plan, self._question) if self._plan is not None else None
        if question is not None:
            self._end_line()
            lines = (f"    {line}".rstrip() for line in shown_lines(question))
            print("\n".join(lines), file=self._out)

    def _end_line(self) -> None:
        if self._turn:
            self._turn = 0
            self._out.write("\n")
            self._out.flush()
