"""When each line of the transcript is heard."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from voiceinterview.domain.transcript import Speaker, Turn

NOTHING = "(nothing)"


@dataclass(frozen=True)
class Cue:
    """A turn, or a word of one, that is due at the sample `at`; `question` is what it is about."""

    at: int
    turn: int
    speaker: Speaker
    text: str
    question: str = ""


def cues_of(turns: Iterable[Turn], start: int = 0) -> tuple[Cue, ...]:
    """What is heard from the sample `start` on, in the order in which it is heard.

    Candidate's words come one by one, for they have times; the interviewer's come as a turn.
    What is under way at `start` is due there, as far as it is not over.
    """
    every = [cue for turn in turns for cue in _cues(turn, start)]
    return tuple(sorted(every, key=lambda cue: cue.at))  # stable: words of a moment keep order


def _cues(turn: Turn, start: int) -> Iterator[Cue]:
    heard = [(word.text, word.start, word.end) for word in turn.words]
    for text, begin, end in heard or [(turn.text or NOTHING, turn.start, turn.end)]:
        if end > start or begin >= start:
            yield Cue(max(begin, start), turn.number, turn.speaker, text, turn.question)
