"""A character: a candidate that a program plays, to try out an interviewer or a rater."""

from dataclasses import dataclass, field
from typing import Literal

from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.strict import Strict

AsidePlace = Literal["before", "after", "instead"]


@dataclass(frozen=True)
class Utterance(Strict):
    """One stretch of speech, after `pause` seconds of silence."""

    pause: float
    text: str


@dataclass(frozen=True)
class Habit(Strict):
    """Said with `chance` (0 to 1), `times` of the sayings in a row."""

    chance: float = 0.0
    says: tuple[str, ...] = ()
    times: int = 1


@dataclass(frozen=True)
class Aside(Strict):
    """Said with every `every`-th answer: before it, after it, or instead of it."""

    place: AsidePlace
    every: int
    says: tuple[str, ...]


@dataclass(frozen=True)
class Answering(Strict):
    """How much of a question's material goes into an answer.

    `covers` is the share of the key points that the first answer makes; `follow_up` and
    `mistaken` are chances (0 to 1): to make the point that a follow-up is after, and to say one
    of the question's common mistakes. `most` bounds the sentences of the answer proper.
    `at_a_loss` is said where there is nothing else.
    """

    covers: float
    follow_up: float
    mistaken: float
    most: int
    at_a_loss: tuple[str, ...]


@dataclass(frozen=True)
class Pausing(Strict):
    """Silences, in seconds. A pair is the shortest and the longest.

    `first` lies between having the floor and the first word, `between` between sentences,
    `inside` after a comma (with the chance `breaks`), `thinking` after one of the sayings of
    `asks_for_time`. `false_starts` is the chance to begin a sentence twice.
    """

    first: float
    between: tuple[float, float]
    breaks: float = 0.0
    inside: tuple[float, float] = (0.0, 0.0)
    asks_for_time: Habit = field(default_factory=Habit)
    thinking: tuple[float, float] = (0.0, 0.0)
    false_starts: float = 0.0


@dataclass(frozen=True)
class Character(Strict):
    """`persona` tells a model whom to play. `silent` is the share of answers that stay away.

    One that `gives_way` falls silent when the interviewer goes on too early; another one talks
    on. `hedges` stand before a sentence and end in a comma.
    """

    name: str
    version: str
    title: str
    summary: str
    voice: VoiceSettings
    persona: str
    answer: Answering
    pauses: Pausing
    silent: float = 0.0
    gives_way: bool = True
    opens: Habit = field(default_factory=Habit)
    hedges: Habit = field(default_factory=Habit)
    strays: Habit = field(default_factory=Habit)
    closes: Habit = field(default_factory=Habit)
    asides: tuple[Aside, ...] = ()
