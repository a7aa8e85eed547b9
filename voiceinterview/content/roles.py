"""The job interviewed for: prompts/<role>/role.yaml."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from voiceinterview.content.faults import Faults, whole
from voiceinterview.content.folders import Content, pick
from voiceinterview.content.questions import QuestionFormat, QuestionType
from voiceinterview.content.shapes import Span, Texts
from voiceinterview.content.sourced import Sourced, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text, Version
from voiceinterview.domain.role import (
    AssessmentFormat,
    Difficulty,
    OwnRound,
    Preparation,
    PreparationWeek,
    Role,
    RoleStage,
    Salary,
    SkillGroup,
)


class _Salary(FileModel):
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    low: Annotated[int, Field(ge=1)]
    high: Annotated[int, Field(ge=1)]
    open_ended: bool
    recruiter_low: Annotated[int, Field(ge=1)]
    recruiter_high: Annotated[int, Field(ge=1)]
    recruiter_level: Text


class _Difficulty(FileModel):
    interview: int | float
    interview_of: int
    preparation: int | float
    preparation_of: int
    reason: Text


class _SkillGroup(FileModel):
    name: Text
    skills: Texts


class _Stage(FileModel):
    id: Id
    title: Text
    real_minutes: Span
    real_days: Span | None = None
    practice_minutes: Annotated[int, Field(ge=1, le=120)]
    formats: Annotated[list[QuestionFormat], Field(min_length=1)]
    rubric: Id
    probes: Texts


class _Format(FileModel):
    id: QuestionFormat
    title: Text
    share: Annotated[int, Field(ge=1, le=100)]
    summary: Text
    minutes: Span | None = None
    practice_minutes: Annotated[int, Field(ge=1, le=120)] = 20
    rates: Texts
    question_types: list[QuestionType] = Field(default=[])
    topics: Texts
    advice: Texts


class _Round(FileModel):
    id: QuestionFormat
    title: Text
    practice_minutes: Annotated[int, Field(ge=1, le=120)]


class _Week(FileModel):
    week: Annotated[int, Field(ge=1)]
    optional: bool = False
    goal: Text
    tasks: Texts


class _Preparation(FileModel):
    weeks: Span
    focus: Texts
    plan: Annotated[list[_Week], Field(min_length=1)]


class RoleFile(FileModel):
    """The job interviewed for: its facts, its stages and how one prepares for it."""

    id: Id
    version: Version
    title: Text
    family: Text
    summary: Text
    trend: Text
    salary: _Salary
    difficulty: _Difficulty
    demand: Text
    key_stage: Text
    focus_areas: Texts
    core_skills: Annotated[list[_SkillGroup], Field(min_length=1)]
    stages: Annotated[list[_Stage], Field(min_length=1)]
    formats: Annotated[list[_Format], Field(min_length=1)]
    rounds: list[_Round] = Field(default=[])
    practice_stages: Annotated[list[Id], Field(min_length=1)]
    short_form: Texts
    preparation: _Preparation
    vocabulary: Texts


def role_files(content: Content) -> dict[str, Path]:
    return {path.parent.name: path for path in sorted(content.prompts.glob("*/role.yaml"))}


def load_role(content: Content, name: str) -> Role:
    """Raises `UnknownName` and `ContentError`."""
    path = pick("role", name, role_files(content))
    return whole(lambda faults: read_role(content, path, faults))


def read_role(content: Content, path: Path, faults: Faults) -> Role | None:
    """None where a fault was added."""
    found = read_sourced_role(content, path, faults)
    return found.value if found is not None else None


def read_sourced_role(content: Content, path: Path, faults: Faults) -> Sourced[Role] | None:
    """As `read_role`, with the place of each part in the file."""
    return read_sourced(
        content,
        path,
        RoleFile,
        lambda model: _inner_faults(model, path.parent.name),
        _role,
        faults,
    )


def _inner_faults(model: RoleFile, folder: str) -> Iterator[tuple[Place, str]]:
    if model.id != folder:
        yield ["id"], f"expected {folder!r} as the folder is called, found {model.id!r}"
    if (total := sum(part.share for part in model.formats)) != 100:
        yield ["formats"], f"expected shares that add up to 100, found {total}"
    seen: set[str] = set()
    for number, stage in enumerate(model.stages):
        if stage.id in seen:
            yield ["stages", number, "id"], "expected an id of its own, found one used above"
        seen.add(stage.id)
    for number, name in enumerate(model.practice_stages):
        if name not in seen:
            yield ["practice_stages", number], f"expected a stage of this role, found {name!r}"
    yield from _round_faults(model)
    if [week.week for week in model.preparation.plan] != list(
        range(1, model.preparation.weeks[1] + 1)
    ):
        yield ["preparation", "plan"], f"expected the weeks 1 to {model.preparation.weeks[1]}"
    terms: set[str] = set()
    for number, term in enumerate(model.vocabulary):
        if term.casefold() in terms:
            yield ["vocabulary", number], f"expected each term once, found {term!r} again"
        terms.add(term.casefold())


def _round_faults(model: RoleFile) -> Iterator[tuple[Place, str]]:
    """A name stands for one round only."""
    taken = {stage.id for stage in model.stages} | {part.id for part in model.formats}
    for number, one in enumerate(model.rounds):
        if one.id in taken:
            expected = "expected a format that is no stage, not in the mix and named once"
            yield ["rounds", number, "id"], f"{expected}, found {one.id!r}"
        taken.add(one.id)


def _role(model: RoleFile) -> Role:
    plain: dict[str, Any] = {
        name: getattr(model, name)
        for name in (
            "id", "version", "title", "family", "summary", "trend", "demand", "key_stage"
        )
    }  # fmt: skip
    return Role(
        **plain,
        salary=Salary(**model.salary.model_dump()),
        difficulty=Difficulty(**model.difficulty.model_dump()),
        focus_areas=tuple(model.focus_areas),
        core_skills=tuple(
            SkillGroup(group.name, tuple(group.skills)) for group in model.core_skills
        ),
        stages=tuple(_frozen(RoleStage, stage) for stage in model.stages),
        formats=tuple(_frozen(AssessmentFormat, part) for part in model.formats),
        practice_stages=tuple(model.practice_stages),
        short_form=tuple(model.short_form),
        preparation=Preparation(
            weeks=(model.preparation.weeks[0], model.preparation.weeks[1]),
            focus=tuple(model.preparation.focus),
            plan=tuple(_frozen(PreparationWeek, week) for week in model.preparation.plan),
        ),
        vocabulary=tuple(model.vocabulary),
        rounds=tuple(_frozen(OwnRound, one) for one in model.rounds),
    )


def _frozen(kind: Any, model: FileModel) -> Any:
    """A flat model as the dataclass with the same fields; lists become tuples."""
    return kind(
        **{name: tuple(value) if isinstance(value, list) else value for name, value in model}
    )
