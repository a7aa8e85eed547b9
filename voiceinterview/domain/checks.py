"""Checks on how an interviewer behaves: yes/no questions, and what was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from voiceinterview.domain.strict import Strict

Outcome = Literal["yes", "no", "not applicable", "not asked"]


@dataclass(frozen=True)
class CheckText(Strict):
    """A check as it is put into words. `by` says who answers it; a program's has its function in
    checking/, a model is asked `question` as it stands."""

    id: str
    group: str
    question: str
    by: Literal["program", "model"]


@dataclass(frozen=True)
class CheckList(Strict):
    """All checks in their order, and the words that they look for, by kind, in lower case."""

    version: str
    checks: tuple[CheckText, ...]
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Fault(Strict):
    """What speaks against a check: the interviewer's reply (its number, from 1; 0 where none is
    meant), the sample, the words, and what is wrong with them."""

    reply: int
    at: int
    quote: str
    problem: str


@dataclass(frozen=True)
class Verdict(Strict):
    """`no` exactly where there are faults; `looked_at` counts the places that were looked at."""

    check: str
    outcome: Outcome
    looked_at: int = 0
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class CheckedSession(Strict):
    """A session with a verdict on each check, in the list's order. `candidate` is "" for a
    person, `model` what worded the replies."""

    session: str
    candidate: str
    stages: tuple[str, ...]
    persona: str
    model: str
    verdicts: tuple[Verdict, ...]

    @property
    def broken(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.outcome == "no")
