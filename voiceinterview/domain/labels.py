"""What a coach heard: her levels for one stage of one session, by one version of a rubric."""

from dataclasses import dataclass
from typing import Literal

from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.domain.strict import Strict

Modality = Literal["audio", "text"]
RaterKind = Literal["coach", "model", "checklist"]


@dataclass(frozen=True)
class Label(Strict):
    """One criterion. `level` is None where she says that it cannot be judged (N/A).

    `turns` are the candidate's turns that the level rests on; `seconds` is the time she took.
    """

    criterion: str
    level: int | None
    turns: tuple[int, ...] = ()
    note: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class LabelSheet(Strict):
    """One coach's labels of one stage. `round` counts how often she labelled it: 2 is a retest.

    A sheet counts, and a machine's levels may be shown beside it, once it is `submitted`.
    """

    session: str
    stage: str
    coach: str
    rubric: RubricRef
    modality: Modality
    at: str  # ISO 8601, UTC
    labels: tuple[Label, ...] = ()
    round: int = 1
    submitted: bool = False
    format: int = 1


@dataclass(frozen=True)
class Judgment(Strict):
    """One rater's level on one criterion of one session: the unit that agreement is counted in.

    `level` is None where the rater gave none (N/A, unscored); such rows are counted, not rated.
    """

    session: str
    stage: str
    criterion: str
    rater: str
    kind: RaterKind
    rubric: RubricRef
    level: int | None
    round: int = 1
    words: int = 0  # of the candidate in the stage; what a rater by length would go by
    at: str = ""  # ISO 8601, UTC: when it was given; a rater who drifts does so over it
