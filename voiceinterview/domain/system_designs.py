"""A system to design aloud: the brief, its phases, and the failure that comes half-way."""

from dataclasses import dataclass

from voiceinterview.domain.questions import KeyPoint, Mistake
from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class DesignPhase(Strict):
    id: str
    title: str
    minutes: int
    aim: str
    interviewer_asks: tuple[str, ...]
    strong_answer: str


@dataclass(frozen=True)
class GivenNumber(Strict):
    """A figure that the interviewer gives when she is asked for it."""

    question: str
    answer: str


@dataclass(frozen=True)
class Component(Strict):
    """A part that the design is expected to have; `any_of` as in `KeyPoint`."""

    id: str
    text: str
    any_of: tuple[str, ...]


@dataclass(frozen=True)
class InjectedFailure(Strict):
    when: str
    says: str
    looks_for: tuple[str, ...]
    strong_answer: str


@dataclass(frozen=True)
class SystemDesign(Strict):
    id: str
    title: str
    brief: str
    phases: tuple[DesignPhase, ...]
    numbers: tuple[GivenNumber, ...]
    components: tuple[Component, ...]
    injected_failure: InjectedFailure
    key_points: tuple[KeyPoint, ...]
    traps: tuple[Mistake, ...]
    expert_walkthrough: str
    sources: tuple[str, ...] = ()
