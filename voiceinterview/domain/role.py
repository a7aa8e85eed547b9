"""A job that one can be interviewed for: what it is, and how its interviews run."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Salary(Strict):
    """Gross pay a year. `open_ended` where some earn more than `high`."""

    currency: str
    low: int
    high: int
    open_ended: bool
    recruiter_low: int  # what the recruiter stage talks about
    recruiter_high: int
    recruiter_level: str


@dataclass(frozen=True)
class Difficulty(Strict):
    interview: float
    interview_of: int
    preparation: float
    preparation_of: int
    reason: str


@dataclass(frozen=True)
class SkillGroup(Strict):
    name: str
    skills: tuple[str, ...]


@dataclass(frozen=True)
class RoleStage(Strict):
    """`real_minutes` is the shortest and the longest real one; `real_days` is set where the
    work is spread over days."""

    id: str
    title: str
    real_minutes: tuple[int, int]
    practice_minutes: int
    formats: tuple[str, ...]
    rubric: str
    probes: tuple[str, ...]
    real_days: tuple[int, int] | None = None


@dataclass(frozen=True)
class AssessmentFormat(Strict):
    """`share` is in percent of the assessment, `practice_minutes` the length of a round of it."""

    id: str
    title: str
    share: int
    summary: str
    rates: tuple[str, ...]
    topics: tuple[str, ...]
    advice: tuple[str, ...]
    minutes: tuple[int, int] | None = None
    practice_minutes: int = 20
    question_types: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnRound(Strict):
    """A round that can be practiced by itself, and is part of no stage and of no mix. `id` is the
    format of its questions."""

    id: str
    title: str
    practice_minutes: int


@dataclass(frozen=True)
class PreparationWeek(Strict):
    """`optional` weeks are left out of the shortest plan."""

    week: int
    goal: str
    tasks: tuple[str, ...]
    optional: bool = False


@dataclass(frozen=True)
class Preparation(Strict):
    weeks: tuple[int, int]
    focus: tuple[str, ...]
    plan: tuple[PreparationWeek, ...]


@dataclass(frozen=True)
class Role(Strict):
    id: str
    version: str
    title: str
    family: str
    summary: str
    trend: str
    salary: Salary
    difficulty: Difficulty
    demand: str
    key_stage: str
    focus_areas: tuple[str, ...]
    core_skills: tuple[SkillGroup, ...]
    stages: tuple[RoleStage, ...]
    formats: tuple[AssessmentFormat, ...]
    practice_stages: tuple[str, ...]  # what is asked where no stage is named
    short_form: tuple[str, ...]
    preparation: Preparation
    vocabulary: tuple[str, ...]  # terms as they are spoken, for the recognizer
    rounds: tuple[OwnRound, ...] = ()  # besides the stages and the formats of the mix

    @property
    def parts(self) -> tuple[AssessmentFormat | OwnRound, ...]:
        """What can be a round besides the stages: the formats of the mix, then its own rounds."""
        return (*self.formats, *self.rounds)

    def stage(self, stage: str) -> RoleStage:
        """Raises `KeyError` for a stage that the role does not have."""
        return {known.id: known for known in self.stages}[stage]


@dataclass(frozen=True)
class StageBrief(Strict):
    """What an interviewer knows of a stage, and the ways in which she may open and close it."""

    stage: str
    version: str
    openings: tuple[str, ...]
    closings: tuple[str, ...]
    text: str
