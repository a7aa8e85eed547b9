"""What was said, turn by turn."""

from dataclasses import dataclass
from typing import Literal

from voiceinterview.domain.speech import Word
from voiceinterview.domain.strict import Strict

Speaker = Literal["candidate", "interviewer"]


@dataclass(frozen=True, kw_only=True)
class Turn(Strict):
    """All that one party said before the other had the floor.

    `number` counts every turn of the session from 1. `turn` is the candidate's own count, as in
    `EndTurn`; None for the interviewer, whose words carry no times either. `start` and `end`
    are samples on the session clock.
    """

    number: int
    speaker: Speaker
    text: str
    start: int
    end: int
    stage: str
    question: str
    turn: int | None = None
    words: tuple[Word, ...] = ()
