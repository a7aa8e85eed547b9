"""What a rater found, and the words of the candidate that it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from voiceinterview.domain.calibration import Calibration
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Evidence(Strict):
    """A quote that stands in the transcript: `quote` is `text[start:end]` of turn `turn`.

    `exact` where the rater quoted those words (case, punctuation and spacing aside), `repaired`
    where it had misspelled them. `first_sample` and `last_sample` are where they are heard.
    `doubtful` are words in it of which the recognizer was unsure (`domain.speech.DOUBTFUL`).
    """

    turn: int
    quote: str
    start: int
    end: int
    first_sample: int
    last_sample: int
    status: Literal["exact", "repaired"]
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeEvidence(Strict):
    """A place in the code beside an answer, or a run of it, that was looked up in the record.

    A line is number `line` (from 1) of the code of run `run`, to the letter; run 0 is the code that
    was shown beside the question. Of a run, with line 0, `text` is what the record says that it
    came to. `own` where it speaks for the candidate: a line that she wrote, a run, or a line shown
    to her that she named by its number. `repaired` where a rater gave a line another number.
    """

    kind: Literal["line", "run"]
    question: str
    run: int
    line: int
    text: str
    own: bool
    status: Literal["exact", "repaired"] = "exact"


@dataclass(frozen=True)
class AppliedCap(Strict):
    """A red flag that was heard, and the level it does not let a criterion exceed."""

    flag: str
    text: str
    cap: int
    evidence: Evidence


RatingStatus = Literal["scored", "not_assessed", "not_reached", "unscored"]
Confidence = Literal["low", "medium", "high"]


@dataclass(frozen=True)
class KeyPointVerdict(Strict):
    """A rater's word on a key point, named `question/key-point`, or on a sign of the criterion,
    named by its id alone; `wrong`: said, but not rightly."""

    key_point: str
    verdict: Literal["said", "partly", "missing", "wrong"]


@dataclass(frozen=True)
class Sample(Strict):
    """One answer of a model on a criterion, after the program checked it.

    `judged` is the level that the model gave, `level` what the caps left of it. A level that
    was lowered for want of quotes says so in `reason`. `doubted` are red flags in words of which
    the recognizer was unsure: they lower nothing.
    """

    status: RatingStatus
    level: int | None = None
    judged: int | None = None
    reason: str = ""
    why_not_higher: str = ""
    why_not_lower: str = ""
    confidence: Confidence | None = None
    evidence: tuple[Evidence, ...] = ()
    caps: tuple[AppliedCap, ...] = ()
    doubted: tuple[AppliedCap, ...] = ()
    key_points: tuple[KeyPointVerdict, ...] = ()
    code: tuple[CodeEvidence, ...] = ()

    def __post_init__(self) -> None:
        _agree("a sample", self.status, self.level, self.reason)


@dataclass(frozen=True)
class Rating(Strict):
    """One criterion. Exactly the status `scored` has a level; every other has a reason.

    `not_assessed`: the interview gave too little to go by. `not_reached`: the session ended
    before. `unscored`: the rater failed. `weight`, `question` and `anchor` are the rubric's, so
    that a scorecard can be read without it. A model's rating is the median of its `samples`,
    and all else in it is from the first sample at that level. `flag` is set where its evidence or
    a red flag rests on doubtful words; they lower nothing.
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
    confidence: Confidence | None = None
    samples: tuple[Sample, ...] = ()
    flag: str = ""
    raw_level: int | None = None  # what the rater gave, where a calibration was laid over it
    code: tuple[CodeEvidence, ...] = ()

    def __post_init__(self) -> None:
        _agree(self.criterion, self.status, self.level, self.reason)

    @property
    def speaking(self) -> int:
        """How much of its evidence speaks for the candidate: what a rubric's rule counts."""
        return len(self.evidence) + sum(one.own for one in self.code)

    @property
    def given(self) -> int | None:
        """The rater's own level, before any calibration."""
        return self.level if self.raw_level is None else self.raw_level

    @property
    def spread(self) -> tuple[int, int] | None:
        """The lowest and the highest level of the samples; None where none has a level."""
        levels = [sample.level for sample in self.samples if sample.level is not None]
        return (min(levels), max(levels)) if levels else None


def _agree(what: str, status: RatingStatus, level: int | None, reason: str) -> None:
    """Raises `ValueError` where a status contradicts what stands beside it."""
    if (status == "scored") != (level is not None):
        raise ValueError(f"{what}: a level stands if and only if it was scored")
    if status != "scored" and not reason:
        raise ValueError(f"{what}: {status} needs a reason")


@dataclass(frozen=True)
class KeyPointFinding(Strict):
    """`evidence` is None where the key point was not found."""

    key_point: str
    text: str
    weight: int
    evidence: Evidence | None


StarPart = Literal["situation", "task", "action", "result"]


@dataclass(frozen=True)
class StarFinding(Strict):
    """`evidence` is None where the part was not found."""

    part: StarPart
    evidence: Evidence | None


@dataclass(frozen=True)
class RunResult(Strict):
    """What the last run of a question's code came to: a fact, and no level. `problem` says why no
    check could be tried, "" where they were."""

    run: int
    passed: int
    total: int
    submitted: bool
    problem: str = ""


@dataclass(frozen=True)
class QuestionCoverage(Strict):
    """`star` has the four parts of a story where the question asks for one, else nothing; `ran` is
    None where no code of hers was run."""

    question: str
    ask: str
    findings: tuple[KeyPointFinding, ...]
    star: tuple[StarFinding, ...] = ()
    ran: RunResult | None = None

    @property
    def found(self) -> int:
        return sum(finding.evidence is not None for finding in self.findings)

    @property
    def total(self) -> int:
        return len(self.findings)


@dataclass(frozen=True)
class Rater(Strict):
    """Who rated. `name` makes the file name; `model` is the model as the provider returned it.

    `prompt` is the main one; `prompts` has the sha256 of each that was used, by name@version.
    """

    kind: Literal["model", "checklist", "coach"]
    name: str
    model: str = ""
    prompt: str = ""  # name@version
    prompt_sha256: str = ""
    prompts: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Spending(Strict):
    """What a rating took; `cost` in US dollars, None where the price is not known."""

    prompt_tokens: int
    completion_tokens: int
    cost: float | None


@dataclass(frozen=True)
class Calls(Strict):
    """How often a model was called for a rating, and how many of the calls it answered."""

    made: int
    answered: int


@dataclass(frozen=True)
class StageScore(Strict):
    """`level` is the weighted mean over what was scored, None where nothing was.

    `assessed` is the share of the weights that was scored, 0 to 1.
    """

    level: float | None
    assessed: float


@dataclass(frozen=True)
class MappedLevel(Strict):
    """A level read off the checklist's count of key points, `found` of `total`, by a mapping that
    `coach` enabled: no rating, and in no total.

    In 9 of 10 of the `sessions` that it was tried on her own level lay between `low` and `high`;
    on the mean it is `error` levels off. `enabled` is when (ISO 8601, UTC).
    """

    level: int
    low: float
    high: float
    found: int
    total: int
    coach: str
    sessions: int
    error: float
    enabled: str


@dataclass(frozen=True)
class Scorecard(Strict):
    """One rater's view of one stage by one rubric.

    `orders` are words of the candidate that were meant for the rater, and `code_orders` lines that
    she wrote for one; they changed nothing. `runs_sha256` names the runs of her code that the
    rater was told of, "" for none, as `transcript_sha256` the words. `warnings` say what speaks
    against trusting this card. `calls` is None where the rater is no model; a model that never
    answered has rated nothing, and is not to be named as the rater.
    """

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
    orders: tuple[Evidence, ...] = ()
    warnings: tuple[str, ...] = ()
    tool_version: str = ""
    calls: Calls | None = None
    calibration: Calibration | None = None  # what moved its levels; off unless a coach wants it
    mapped: MappedLevel | None = None  # the checklist's only, where a coach has enabled it
    format: int = 1
    code_orders: tuple[CodeEvidence, ...] = ()
    runs_sha256: str = ""

    @property
    def asked(self) -> bool:
        """Whether a model was told of the stage; any other rater looks at it anyway."""
        return self.calls is None or self.calls.made > 0

    @property
    def answered(self) -> bool:
        """Whether whoever is named as the rater has looked at the stage at all."""
        return self.calls is None or self.calls.answered > 0
