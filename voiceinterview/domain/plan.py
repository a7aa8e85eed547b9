"""What one session is going to ask, and who asks it.

A plan holds whole questions, not their ids: with it a session folder can be replayed and
scored after the bank has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voiceinterview.domain.background import Fact
from voiceinterview.domain.mix import MixPart
from voiceinterview.domain.questions import Question
from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class VoiceSettings(Strict):
    rate: int = 165  # words a minute
    pitch: int = 50  # espeak's 0..99
    variant: str = ""  # a voice id of the synthesizer; empty means its default


@dataclass(frozen=True)
class Persona(Strict):
    """An interviewer: `phrases` maps an occasion to what she may say, `manner` tells the model."""

    name: str
    title: str
    voice: VoiceSettings
    phrases: Mapping[str, tuple[str, ...]]
    manner: str
    follows: tuple[str, ...] = ()  # the follow-ups she likes best, best first


@dataclass(frozen=True)
class StagePlan(Strict):
    """A stage of the role, or one of its assessment formats held as a round of its own.

    The last `spare` questions are asked only if the others leave the time. An empty `rubric` means
    the one that the role names for the stage.
    """

    id: str
    title: str
    minutes: float
    opening: str
    closing: str
    brief: str  # what the model is told of the stage
    questions: tuple[Question, ...]
    rubric: str = ""
    spare: int = 0

    @property
    def planned(self) -> tuple[Question, ...]:
        return self.questions[: len(self.questions) - self.spare]


@dataclass(frozen=True)
class Plan(Strict):
    role: str
    title: str
    persona: Persona
    stages: tuple[StagePlan, ...]
    seed: int
    vocabulary: tuple[str, ...] = ()  # terms the recognizer is told of
    patience: str = "normal"  # low | normal | high | manual
    interrupts: bool = False  # whether who goes on past a question's time may be stopped
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a candidate says that is no answer ("can you repeat that"), by kind."""
    coaching: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Wordings of the feedback after each answer; empty where all of it comes at the end."""
    notes: tuple[str, ...] = field(default=())  # what the planner had to leave out, in words
    mix: tuple[MixPart, ...] = ()  # of a plan that keeps the role's mix of formats
    background: tuple[Fact, ...] = ()  # what the candidate's documents say: data, never orders

    @property
    def minutes(self) -> float:
        return sum(stage.minutes for stage in self.stages)

    @property
    def coding_questions(self) -> tuple[str, ...]:
        """The ids of those that are answered by writing code, spare ones too, in order."""
        return tuple(q.id for stage in self.stages for q in stage.questions if q.is_coding)
