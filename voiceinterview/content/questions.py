"""The question bank: prompts/<role>/questions/*.yaml."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content, files_in
from voiceinterview.content.shapes import Flag, Point, Said, phrase_faults, point_faults
from voiceinterview.content.sourced import Sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text, add_fault, check_shape
from voiceinterview.content.yaml_lines import YamlFile, parse_yaml
from voiceinterview.domain.questions import FollowUp, KeyPoint, Mistake, Question, RedFlag
from voiceinterview.domain.role import Role
from voiceinterview.errors import UnknownName

QuestionFormat = Literal["viva", "code-review", "star", "coding", "design", "case", "conversation"]
QuestionType = Literal["fundamentals", "trade-offs", "debugging", "architecture", "latest-tech"]
QuestionPlace = Literal["first", "last"]
Move = Literal["probe", "challenge", "what-if", "deepen"]

_STAGE_LINE = re.compile(r"""^[ -]*stage: *["']?([\w-]+)""", re.MULTILINE)


class _FollowUp(FileModel):
    move: Move
    ask: Text
    when_missing: str | None = None
    when_heard: str | None = None


class QuestionEntry(FileModel):
    """A question of the bank, with all that an interviewer and a rater know of it."""

    id: Id
    stage: Id
    format: QuestionFormat
    type: QuestionType | None = None
    place: Annotated[
        QuestionPlace | None,
        Field(description="Asked as the first or last of its stage, or not at all"),
    ] = None
    difficulty: Annotated[int, Field(ge=1, le=3)]
    minutes: Annotated[int, Field(ge=1, le=60)]
    ask: Text
    why: Text
    key_points: Annotated[list[Point], Field(min_length=4, max_length=8)]
    expert_answer: Text
    framework: Text
    mistakes: Annotated[list[Said], Field(min_length=3)]
    red_flags: list[Flag] = Field(default=[])
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
    return tuple(found.value for found in read_sourced_questions(content, role, stages, faults))


def read_sourced_questions(
    content: Content, role: Role, stages: Collection[str] | None, faults: Faults
) -> tuple[Sourced[Question], ...]:
    """As `read_questions`, each with its place in its file."""
    seen: dict[str, str] = {}
    questions = []
    for path in question_files(content, role.id).values():
        text = content.read(path, faults)
        if text is None or not _may_hold(text, stages):
            continue
        for question in _read_file(content.label(path), text, role, seen, faults):
            if stages is None or question.value.stage in stages:
                questions.append(question)
    return tuple(questions)


def load_question_file(path: Path) -> tuple[Question, ...]:
    """The questions of a file from anywhere, such as an older version of one, by their shape only.

    Raises `ContentError`.
    """
    path = path.resolve()
    content = Content(path.parent)
    faults = Faults()
    text = content.read(path, faults)
    file = parse_yaml(text, content.label(path), faults) if text is not None else None
    models = check_shape(list[QuestionEntry], file, faults) if file is not None else None
    faults.raise_any()
    return tuple(question_of(model) for model in models or ())


def question_files(content: Content, role: str) -> dict[str, Path]:
    return files_in(content.prompts / role / "questions", "*.yaml")


def stages_with_questions(content: Content, role: Role) -> tuple[str, ...]:
    """The stages that some question file names, in the role's order; files are not parsed.

    Raises `ContentError`."""
    faults = Faults()
    named: set[str] = set()
    for path in question_files(content, role.id).values():
        named.update(_STAGE_LINE.findall(content.read(path, faults) or ""))
    if faults.found:
        load_questions(content, role)  # tells what else is amiss, too
    return tuple(stage.id for stage in role.stages if stage.id in named)


def _may_hold(text: str, stages: Collection[str] | None) -> bool:
    """Whether a file is worth parsing: parsing is nearly all of the time that loading takes."""
    named = set(_STAGE_LINE.findall(text))
    return stages is None or not named or not named.isdisjoint(stages)


def _read_file(
    source: str, text: str, role: Role, seen: dict[str, str], faults: Faults
) -> Iterator[Sourced[Question]]:
    file = parse_yaml(text, source, faults)
    if file is None:
        return
    models: list[QuestionEntry] | None = check_shape(list[QuestionEntry], file, faults)
    for number, model in enumerate(models or ()):
        for place, problem in entry_faults(model, role):
            add_fault(faults, file, [number, *place], problem)
        _note_id(model.id, file, number, seen, faults)
        yield Sourced(question_of(model), file, (number,))


def _note_id(name: str, file: YamlFile, number: int, seen: dict[str, str], faults: Faults) -> None:
    place: Place = (number, "id")
    if name in seen:
        add_fault(faults, file, place, f"expected an id of its own, found that of {seen[name]}")
    else:
        seen[name] = f"{file.source}:{file.line(place)}"


def entry_faults(model: QuestionEntry, role: Role) -> Iterator[tuple[Place, str]]:
    """What the parts of a question must have to do with one another."""
    stages = [stage.id for stage in role.stages]
    if model.stage not in stages:
        yield ["stage"], f"expected one of {', '.join(stages)}, found {model.stage!r}"
    if (model.format == "viva") != (model.type is not None):
        yield ["format"], f"expected a type for viva only, found {model.type!r} for {model.format}"
    ids = [point.id for point in model.key_points]
    yield from point_faults(model.key_points)
    for number, flag in enumerate(model.red_flags):
        yield from phrase_faults(["red_flags", number], "any_of", flag.any_of)
    for number, follow_up in enumerate(model.follow_ups):
        yield from _follow_up_faults(["follow_ups", number], follow_up, ids)


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


def question_of(model: QuestionEntry) -> Question:
    fields: dict[str, Any] = {
        name: getattr(model, name)
        for name in (
            "id", "stage", "format", "difficulty", "minutes", "ask", "why", "type", "place"
        )
    }  # fmt: skip
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
