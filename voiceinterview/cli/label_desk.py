"""The terminal at which a coach labels: single keys and lines from a keyboard, or a pipe of lines.

All of it goes to stderr, for the result of the command is what comes after.
"""

import asyncio
import os
import sys
from collections.abc import Iterator, Sequence

from voiceinterview.app.stage_sound import StageSound
from voiceinterview.cli.replay_screen import ReplayScreen
from voiceinterview.cli.shown_code import shown_in, shown_lines
from voiceinterview.cli.wrapping import one_line, wrapped
from voiceinterview.coaching.labelling import Draft, Labelling
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.transcript import Turn
from voiceinterview.report.wording import clock, criterion_words

END = ("", "\x04")  # nothing comes any more; Ctrl-D
ESCAPE = b"\x1b"  # arrows and the like begin with it


class LabelDesk:
    """The `Desk` on stdin and stderr. Without `sound` the turns are shown, with what a question
    of `plan` showed."""

    def __init__(self, turns: Sequence[Turn], plan: Plan, sound: StageSound | None) -> None:
        self._turns = turns
        self._plan = plan
        self._sound = sound
        self._at_keyboard = sys.stdin is not None and sys.stdin.isatty()
        self._shown: tuple[int, str] | None = None

    def ask(self, state: Labelling) -> str | None:
        here = (state.place, state.step)
        if state.problem:
            print(f"  {state.problem}", file=sys.stderr)
        elif here != self._shown:
            for line in question_lines(state, self._shown):
                print(line, file=sys.stderr)
        self._shown = here
        print(f"{prompt_of(state)} > ", end="", file=sys.stderr, flush=True)
        said = self._read(key=state.step in ("level", "check"))
        if not self._at_keyboard:
            print(one_line(said or ""), file=sys.stderr)
        return said

    def hear(self, turn: int | None) -> None:
        if self._sound is not None:
            print("(space pauses, q ends)" if self._at_keyboard else "", file=sys.stderr)
            asyncio.run(self._sound.play(turn, ReplayScreen(sys.stderr, numbered=True)))
            return
        shown = ""
        for one in (one for one in self._turns if turn in (None, one.number)):
            question = shown_in(self._plan, one.question) if one.question != shown else None
            shown = one.question
            code = () if question is None else shown_lines(question)
            print("\n".join((*code, *turn_lines(one))), file=sys.stderr)

    def _read(self, *, key: bool) -> str | None:
        if key and self._at_keyboard:
            pressed = read_key()
            print(pressed if pressed.isprintable() else "", file=sys.stderr)
            return None if pressed in END else pressed
        line = sys.stdin.readline() if sys.stdin is not None else ""  # None: it was closed
        if not line:
            return None
        # A terminal may send bytes that are no UTF-8; a file of labels cannot hold them.
        return line.rstrip("\n").encode(errors="replace").decode()


def read_key() -> str:
    """One key without Enter, "" at the end of the input, "?" for one that is no letter or digit;
    Ctrl-C stays a signal."""
    if os.name == "nt":
        return _windows_key()
    import select
    import termios
    import tty

    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    tty.setcbreak(descriptor, termios.TCSANOW)
    try:
        pressed = os.read(descriptor, 1)  # no more: what was typed ahead waits
        if pressed == ESCAPE or pressed > b"\x7f":  # the first byte of a longer key
            while select.select([descriptor], [], [], 0)[0]:
                os.read(descriptor, 16)
            return "?"
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
    return pressed.decode()


def _windows_key() -> str:
    import msvcrt

    pressed = str(msvcrt.getwch())  # type: ignore[attr-defined]
    if pressed == "\x03":  # here Ctrl-C is a key
        raise KeyboardInterrupt
    if pressed in "\x00\xe0":  # the first half of an arrow or the like
        msvcrt.getwch()  # type: ignore[attr-defined]
        return "?"
    return pressed


def question_lines(state: Labelling, before: tuple[int, str] | None) -> Iterator[str]:
    """What stands above the prompt: the criterion with its anchors, or the whole sheet."""
    if state.step == "check":
        yield from _sheet_lines(state)
    elif before is None or before[0] != state.place or before[1] == "check":
        yield from _criterion_lines(state)


def _criterion_lines(state: Labelling) -> Iterator[str]:
    criterion = state.criterion
    count = f"{state.place + 1} of {len(state.rubric.criteria)}"
    yield ""
    yield f"{criterion_words(criterion.id)} ({count}, weight {criterion.weight})"
    yield from wrapped(criterion.question)
    for anchor in criterion.anchors:
        yield from wrapped(anchor.text, f"  {anchor.level}  ", "     ")
    for point in criterion.key_points:
        yield from wrapped(point.text, "  +  ", "     ")
    for flag in criterion.red_flags:
        yield from wrapped(f"{flag.text} Then at most {flag.cap}.", "  !  ", "     ")
    if criterion.cannot_be_heard:
        yield from wrapped(f"Not judged: {', '.join(criterion.cannot_be_heard)}.")
    if state.draft.answered:
        yield f"  So far: {_draft_words(state.draft)}"


def _sheet_lines(state: Labelling) -> Iterator[str]:
    yield ""
    yield "Your labels"
    for criterion, draft in zip(state.rubric.criteria, state.drafts, strict=True):
        yield f"  {criterion_words(criterion.id):<28} {_draft_words(draft)}"


def _draft_words(draft: Draft) -> str:
    level = "n/a" if draft.level is None else str(draft.level)
    turns = f", turns {' '.join(map(str, draft.turns))}" if draft.turns else ""
    note = f", {one_line(draft.note, 60)!r}" if draft.note else ""
    return level + turns + note


def prompt_of(state: Labelling) -> str:
    kept = ", Enter keeps it" if state.draft.answered else ""
    if state.step == "level":
        levels = f"{state.rubric.scale[0]}-{state.rubric.scale[-1]}"
        declined = ", n cannot be judged" if state.criterion.not_assessable else ""
        return f"level {levels}{declined}{kept}, p hear again, b back, q keep and leave"
    if state.step == "turns":
        answers = " ".join(map(str, state.answers))
        return f"turns it rests on (of {answers}; p 4 plays one; Enter: {_kept(state.draft.turns)})"
    if state.step == "note":
        return f"note (Enter: {_kept(state.draft.note)})"
    return "s submit, b back, q keep for later"


def _kept(value: object) -> str:
    return "as it is; - takes it away" if value else "none"


def turn_lines(turn: Turn) -> Iterator[str]:
    head = f"{turn.number:>3}  {clock(turn.start)} {turn.speaker + ':':<12} "
    text = one_line(turn.text) or "(nothing)"
    yield from wrapped(text, head, " " * 5)
