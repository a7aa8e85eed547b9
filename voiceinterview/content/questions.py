"""The question bank: prompts/<role>/questions/*.yaml."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content, files_in
from voiceinterview.content.validation import (
    FileModel,
    Id,
    Place,
    Text,
    Weight,
    add_fault,
    check_shape,
)
from voiceinterview.content.yaml_lines import YamlFile, parse_yaml
from voiceinterview.domain.questions import FollowUp, KeyPoint, Mistake, Question, RedFlag
from voiceinterview.domain.role import Role
from voiceinterview.errors import UnknownName

QuestionFormat = Literal["viva", "code-review", "star", "coding", "design", "case", "conversation"]
QuestionType = Literal["fundamentals", "trade-offs", "debugging", "architecture", "latest-tech"]
Move = Literal["probe", "challenge", "what-if", "deepen"]

_STAGE_LINE = re.compile(r"""^[ -]*stage: *["']?([\w-]+)""", re.MULTILINE)
_SPEAKABLE = re.compile(r"[a-z0-9%+#]", re.IGNORECASE)  # as interview.phrases reads them


class _KeyPoint(FileModel):
    id: Id
    text: Text
    weight: Weight
    any_of: Annotated[list[Text], Field(min_length=1)]
    none_of: list[Text] = Field(default=[])


class _FollowUp(FileModel):
    move: Move
    ask: Text
    when_missing: str | None = None
    when_heard: str | None = None


class _Mistake(FileModel):
    says: Text
    reveals: Text


class _RedFlag(FileModel):
    id: Id
    text: Text
    any_of: list[Text] = Field(default=[])


class _Question(FileModel):
    id: Id
    stage: Id
    format: QuestionFormat
    type: QuestionType | None = None
    difficulty: Annotated[int, Field(ge=1, le=3)]
    minutes: Annotated[int, Field(ge=1, le=60)]
    ask: Text
    why: Text
    key_points: Annotated[list[_KeyPoint], Field(min_length=4, max_length=8)]
    expert_answer: Text
    framework: Text
    mistakes: Annotated[list[_Mistake], Field(min_length=3)]
    red_flags: list[_RedFlag] = Field(default=[])
    follow_ups: Annotated[list[_FollowUp], Field(min_length=4)]
    hints: Annotated[list[Text], Field(min_length=2, max_length=2)]
    tags: list[Text] = Field(default=[])
    sources: list[Text] = Field(default=[])


def load_questions(
    content: Content, role: Role, stages: Collection[str] | None = None
) -> tuple[Question, ...]:
    """The questions of `stages` (None: of all), by file and place; other files are not parsed.

    Raises `UnknownName` for a stage that the role does not have, and `ContentError`.
    """
    known = [stage.id for stage in role.stages]
    for stage in stages or ():
        if stage not in known:
            raise UnknownName("stage", stage, known)
    faults = Faults()
    questions = read_questions(content, role, stages, faults)
    faults.raise_any()
    return questions


def read_questions(
    content: Content, role: Role, stages: Collection[str] | None, faults: Faults
) -> tuple[Question, ...]:
    """As `load_questions`, with the faults collected."""
    seen: dict[str, str] = {}
    questions = []
    for path in question_files(content, role.id).values():
        text = content.read(path, faults)
        if text is None or not _may_hold(text, stages):
            continue
        for question in _read_file(content.label(path), text, role, seen, faults):
            if stages is None or question.stage in stages:
                questions.append(question)
    return tuple(questions)


def question_files(content: Content, role: str) -> dict[str, Path]:
    return files_in(content.prompts / role / "questions", "*.yaml")


def stages_with_questions(content: Content, role: Role) -> tuple[str, ...]:
    """The stages that some question file names, in the role's order; files are not parsed."""
    faults = Faults()
    named: set[str] = set()
    for path in question_files(content, role.id).values():
        named.update(_STAGE_LINE.findall(content.read(path, faults) or ""))
    faults.raise_any()
    return tuple(stage.id for stage in role.stages if stage.id in named)


def _may_hold(text: str, stages: Collection[str] | None) -> bool:
    """Whether a file is worth parsing: parsing is nearly all of the time that loading takes."""
    named = set(_STAGE_LINE.findall(text))
    return stages is None or not named or not named.isdisjoint(stages)


def _read_file(
    source: str, text: str, role: Role, seen: dict[str, str], faults: Faults
) -> Iterator[Question]:
    file = parse_yaml(text, source, faults)
    if file is None:
        return
    models: list[_Question] | None = check_shape(list[_Question], file, faults)
    for number, model in enumerate(models or ()):
        for place, problem in _inner_faults(model, role):
            add_fault(faults, file, [number, *place], problem)
        _note_id(model.id, file, number, seen, faults)
        yield _question(model)


def _note_id(name: str, file: YamlFile, number: int, seen: dict[str, str], faults: Faults) -> None:
    place: Place = (number, "id")
    if name in seen:
        add_fault(faults, file, place, f"expected an id of its own, found that of {seen[name]}")
    else:
        seen[name] = f"{file.source}:{file.line(place)}"


def _inner_faults(model: _Question, role: Role) -> Iterator[tuple[Place, str]]:
    """What the parts of a question must have to do with one another."""
    stages = [stage.id for stage in role.stages]
    if model.stage not in stages:
        yield ["stage"], f"expected one of {', '.join(stages)}, found {model.stage!r}"
    if (model.format == "viva") != (model.type is not None):
        yield ["format"], f"expected a type for viva only, found {model.type!r} for {model.format}"
    ids = [point.id for point in model.key_points]
    for number, point in enumerate(model.key_points):
        if point.id in ids[:number]:
            yield ["key_points", number, "id"], "expected an id of its own, found one used above"
        yield from _phrase_faults(["key_points", number], "any_of", point.any_of)
        yield from _phrase_faults(["key_points", number], "none_of", point.none_of)
    for number, flag in enumerate(model.red_flags):
        yield from _phrase_faults(["red_flags", number], "any_of", flag.any_of)
    for number, follow_up in enumerate(model.follow_ups):
        yield from _follow_up_faults(["follow_ups", number], follow_up, ids)


def _phrase_faults(
    place: list[str | int], key: str, phrases: list[str]
) -> Iterator[tuple[Place, str]]:
    for number, phrase in enumerate(phrases):
        if not _SPEAKABLE.search(phrase):
            yield [*place, key, number], f"expected a phrase with a word in it, found {phrase!r}"


def _follow_up_faults(
    place: list[str | int], follow_up: _FollowUp, ids: list[str]
) -> Iterator[tuple[Place, str]]:
    targets = {"when_missing": follow_up.when_missing, "when_heard": follow_up.when_heard}
    named = {key: target for key, target in targets.items() if target is not None}
    if len(named) != 1:
        found = " and ".join(named) or "neither"
        yield place, f"expected either when_missing or when_heard, found {found}"
    for key, target in named.items():
        if target not in ids:
            yield [*place, key], f"expected a key point ({', '.join(ids)}), found {target!r}"


def _question(model: _Question) -> Question:
    fields: dict[str, Any] = {
        name: getattr(model, name)
        for name in ("id", "stage", "format", "difficulty", "minutes", "ask", "why", "type")
    }
    return Question(
        **fields,
        key_points=tuple(
            KeyPoint(point.id, point.text, point.weight, tuple(point.any_of), tuple(point.none_of))
            for point in model.key_points
        ),
        expert_answer=model.expert_answer,
        framework=model.framework,
        mistakes=tuple(Mistake(mistake.says, mistake.reveals) for mistake in model.mistakes),
        follow_ups=tuple(
            FollowUp(step.move, step.ask, step.when_missing, step.when_heard)
            for step in model.follow_ups
        ),
        hints=tuple(model.hints),
        red_flags=tuple(
            RedFlag(flag.id, flag.text, tuple(flag.any_of)) for flag in model.red_flags
        ),
        tags=tuple(model.tags),
        sources=tuple(model.sources),
    )
