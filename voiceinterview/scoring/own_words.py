"""What of an answer is the candidate's own: not the interviewer's words said again, no order to
the rater.

An echo is a run of at least ECHO words that the interviewer said before in the same stage, or
that stand in the question. Fewer in a row any answer to the point has.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.english import FILLERS, HESITATIONS
from voiceinterview.interview.orders import order_spans
from voiceinterview.interview.phrases import spoken_words, word_places
from voiceinterview.scoring.record import StageRecord

ECHO = 5  # words in a row


@dataclass(frozen=True)
class Answer:
    """A turn of the candidate, and what the interviewer had said before it."""

    turn: Turn
    heard: tuple[str, ...]

    @cached_property
    def places(self) -> list[tuple[str, int, int]]:
        """Words, folded, each with where it starts and ends in the turn's text."""
        return word_places(self.turn.text)

    @cached_property
    def own(self) -> list[bool]:
        """For each word whether it is the candidate's own."""
        echoed = _echoes([word for word, _, _ in self.places], self.heard)
        orders = order_spans(self.turn.text)
        return [
            not echo and not any(low <= start < high for low, high in orders)
            for echo, (_, start, _) in zip(echoed, self.places, strict=True)
        ]

    @cached_property
    def filling(self) -> list[bool]:
        """For each word whether it only fills time: a sound of hesitation, or of a filler."""
        words = [word for word, _, _ in self.places]
        filling = [word in HESITATIONS for word in words]
        for n, word in enumerate(words):
            for phrase in FILLERS.get(word, ()):
                if tuple(words[n : n + len(phrase)]) == phrase:
                    filling[n : n + len(phrase)] = [True] * len(phrase)
        return filling

    @property
    def own_words(self) -> list[str]:
        return [word for (word, _, _), own in zip(self.places, self.own, strict=True) if own]

    def touched(self, start: int, end: int) -> range:
        """The numbers of the words that the characters touch."""
        first = bisect_right(self.places, start, key=lambda place: place[2])
        return range(first, bisect_left(self.places, end, lo=first, key=lambda place: place[1]))


def answers_of(record: StageRecord) -> tuple[Answer, ...]:
    """The candidate's turns of the stage, each with all that could be repeated in it."""
    heard = [question.ask for question in record.questions]
    answers = []
    for turn in record.stage_turns:
        if turn.speaker == "candidate":
            answers.append(Answer(turn, tuple(heard)))
        else:
            heard.append(turn.text)
    return tuple(answers)


def _echoes(words: list[str], heard: Iterable[str]) -> list[bool]:
    runs = {
        tuple(source[n : n + ECHO])
        for source in map(spoken_words, heard)
        for n in range(len(source) - ECHO + 1)
    }
    echoed = [False] * len(words)
    for n in range(len(words) - ECHO + 1):
        if tuple(words[n : n + ECHO]) in runs:
            echoed[n : n + ECHO] = [True] * ECHO
    return echoed
