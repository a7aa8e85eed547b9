"""A take-home: the brief, the traps in its dataset, and the questions on what was handed in."""

from dataclasses import dataclass

from voiceinterview.domain.questions import RedFlag
from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Column(Strict):
    """A column of the dataset as the brief explains it."""

    name: str
    text: str


@dataclass(frozen=True)
class CaseTrap(Strict):
    """Something in the data that misleads; `any_of` as in `KeyPoint`."""

    id: str
    text: str
    where: str
    how_a_good_submission_finds_it: str
    any_of: tuple[str, ...]


@dataclass(frozen=True)
class CaseMetrics(Strict):
    reported: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class PresentationQuestion(Strict):
    """Asked after the candidate has presented."""

    ask: str
    listens_for: tuple[str, ...]
    strong_answer: str


@dataclass(frozen=True)
class CaseStudy(Strict):
    """`hours` are the fewest and the most that it should take; `brief` is Markdown."""

    id: str
    title: str
    hours: tuple[int, int]
    brief: str
    columns: tuple[Column, ...]
    traps: tuple[CaseTrap, ...]
    good_submission: tuple[str, ...]
    metrics: CaseMetrics
    presentation: tuple[PresentationQuestion, ...]
    red_flags: tuple[RedFlag, ...]
    sources: tuple[str, ...] = ()
