"""What a rater found, and the words of the candidate that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Evidence(Strict):
    """A quote that stands in the transcript: `quote` is `text[start:end]` of turn `turn`.

    `exact` where the rater quoted those words (case, punctuation and spacing aside), `repaired`
    where it had misspelled them. `first_sample` and `last_sample` are where they are heard.
    """

    turn: int
    quote: str
    start: int
    end: int
    first_sample: int
    last_sample: int
    status: Literal["exact", "repaired"]


@dataclass(frozen=True)
class AppliedCap(Strict):
    """A red flag that was heard, and the level it does not let a criterion exceed."""

    flag: str
    text: str
    cap: int
    evidence: Evidence


RatingStatus = Literal["scored", "not_assessed", "not_reached", "unscored"]


@dataclass(frozen=True)
class Rating(Strict):
    """One criterion. Exactly the status `scored` has a level; every other has a reason.

    `not_assessed`: the interview gave too little to go by. `not_reached`: the session ended
    before. `unscored`: the rater failed. `weight`, `question` and `anchor` are the rubric's, so
    that a scorecard can be read without it.
    """

    criterion: str
    weight: int
    question: str
    status: RatingStatus
    level: int | None = None
    anchor: str = ""
    reason: str = ""
    why: str = ""  # the rater's own words
    evidence: tuple[Evidence, ...] = ()
    caps: tuple[AppliedCap, ...] = ()

    def __post_init__(self) -> None:
        if (self.status == "scored") != (self.level is not None):
            raise ValueError(f"{self.criterion}: a level stands if and only if it was scored")
        if self.status != "scored" and not self.reason:
            raise ValueError(f"{self.criterion}: {self.status} needs a reason")


@dataclass(frozen=True)
class KeyPointFinding(Strict):
    """`evidence` is None where the key point was not found."""

    key_point: str
    text: str
    weight: int
    evidence: Evidence | None


@dataclass(frozen=True)
class QuestionCoverage(Strict):
    question: str
    ask: str
    findings: tuple[KeyPointFinding, ...]

    @property
    def found(self) -> int:
        return sum(finding.evidence is not None for finding in self.findings)

    @property
    def total(self) -> int:
        return len(self.findings)


@dataclass(frozen=True)
class Rater(Strict):
    """Who rated. `name` makes the file name; `model` is the model as the provider returned it."""

    kind: Literal["model", "checklist", "coach"]
    name: str
    model: str = ""
    prompt: str = ""  # name@version
    prompt_sha256: str = ""
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Spending(Strict):
    """What a rating took; `cost` in US dollars, None where the price is not known."""

    prompt_tokens: int
    completion_tokens: int
    cost: float | None


@dataclass(frozen=True)
class StageScore(Strict):
    """`level` is the weighted mean over what was scored, None where nothing was.

    `assessed` is the share of the weights that was scored, 0 to 1.
    """

    level: float | None
    assessed: float


@dataclass(frozen=True)
class Scorecard(Strict):
    """One rater's view of one stage by one rubric."""

    session: str
    stage: str
    stage_title: str
    rubric: RubricRef
    top_level: int  # the highest level of the rubric's scale
    transcript_sha256: str
    rater: Rater
    at: str  # ISO 8601, UTC
    ratings: tuple[Rating, ...]
    score: StageScore
    coverage: tuple[QuestionCoverage, ...] = ()
    spending: Spending | None = None
    tool_version: str = ""
    format: int = 1
