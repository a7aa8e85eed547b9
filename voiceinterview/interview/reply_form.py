"""The form of a model's reply: one line for the program, then what is to be said.

    MOVE probe:leakage-first | HEARD overfit-named
    What would make you doubt the split itself?

The line is read as soon as it is complete, so speech is never held up by it, and a reply that
begins with speech is speech from its first word on. Models take liberties with the form: stars
round the line, colons, commas, a line of JSON. Those are mended; a line that cannot be read
chooses no move, and is never spoken.
"""

import re
from dataclasses import dataclass

LONGEST_LINE = 400  # characters; a line that goes on for longer is no line of moves and ids
KEY = "move"
_DECORATION = "*_`#>-{[(\"' \t\r\n"
_LINE = re.compile(
    r"move\W+(?P<move>[a-z][a-z_ -]*[a-z](?:\s*[:=]\s*[a-z0-9-]+)?)(?:\W+heard\b(?P<heard>.*))?",
    re.IGNORECASE,
)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STRAY = re.compile(r"\W*(?:MOVE|HEARD)\b")


@dataclass(frozen=True)
class Choice:
    """What the first line said. `move` is "" where there is no such line, None where there is
    one that could not be read."""

    move: str | None
    heard: tuple[str, ...] = ()


class ReplyReader:
    """Takes the chunks of one reply; `choice` is set once it is known."""

    def __init__(self) -> None:
        self.choice: Choice | None = None
        self._start = ""
        self._mute = False

    def feed(self, chunk: str) -> str:
        """What of the reply is speech, as far as it can be told now."""
        if self.choice is not None:
            return "" if self._mute else chunk
        self._start += chunk
        bare = self._start.lstrip(_DECORATION)
        if len(bare) <= len(KEY) and KEY.startswith(bare.lower()):
            return ""  # too little to tell
        if not _is_line(bare):
            return self._settled(Choice(""), self._start)
        line, broken, rest = bare.partition("\n")
        if len(line) > LONGEST_LINE:
            return self._settled(Choice(None), "")
        return self._settled(read_line(line), rest) if broken else ""

    def finish(self) -> str:
        """The reply is over: speech that was still held back."""
        if self.choice is not None:
            return ""
        bare = self._start.lstrip(_DECORATION)
        if _is_line(bare):
            return self._settled(read_line(bare), "")
        return self._settled(Choice(""), self._start)

    def _settled(self, choice: Choice, speech: str) -> str:
        """After a line that opened an object which it did not close there is no speech."""
        self.choice = choice
        line = self._start.strip().partition("\n")[0] if choice.move != "" else ""
        self._mute = choice.move is None or (
            self._start.lstrip().startswith("{") and not line.rstrip().endswith("}")
        )
        return "" if self._mute else speech


def read_line(line: str) -> Choice:
    """The choice in a first line, however it is decorated."""
    match = _LINE.match(line)
    if match is None:
        return Choice(None)
    heard = _ID.findall((match["heard"] or "").lower())
    return Choice(_tidy(match["move"]), tuple(point for point in heard if point != "none"))


def is_stray_line(sentence: str) -> bool:
    """Whether a sentence in the middle of a reply is such a line, and no speech."""
    return _STRAY.match(sentence) is not None


def _is_line(bare: str) -> bool:
    return bare[: len(KEY)].lower() == KEY and not bare[len(KEY) : len(KEY) + 1].isalpha()


def _tidy(move: str) -> str:
    """`Probe = leakage-first` and `go on`, as moves are named."""
    name, _, point = re.sub(r"\s*[:=]\s*", ":", move.lower()).partition(":")
    name = re.sub(r"[\s_]+", "-", name.strip())
    return f"{name}:{point}" if point else name
