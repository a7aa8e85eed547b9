"""What one session is going to ask, and who asks it.

A plan holds whole questions, not their ids: with it a session folder can be replayed and
scored after the bank has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

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


@dataclass(frozen=True)
class StagePlan(Strict):
    id: str
    title: str
    minutes: float
    opening: str
    closing: str
    brief: str  # what the model is told of the stage
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Plan(Strict):
    role: str
    title: str
    persona: Persona
    stages: tuple[StagePlan, ...]
    seed: int
    vocabulary: tuple[str, ...] = ()  # terms the recogniser is told of
    patience: str = "normal"  # low | normal | high | manual
    notes: tuple[str, ...] = field(default=())  # what the planner had to leave out, in words

    @property
    def minutes(self) -> float:
        return sum(stage.minutes for stage in self.stages)
