"""What is judged: rubrics/<role>/<id>.yaml."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from voiceinterview.content.faults import Faults, whole
from voiceinterview.content.folders import Content, files_in, pick
from voiceinterview.content.shapes import id_faults
from voiceinterview.content.sourced import Sourced, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text, Version, Weight
from voiceinterview.domain.rubrics import (
    Anchor,
    Criterion,
    CriterionFlag,
    CriterionKeyPoint,
    EvidenceRule,
    Example,
    Rubric,
)


class _Flag(FileModel):
    id: Id
    text: Text
    cap: int


class _KeyPoint(FileModel):
    """No phrases: none would be true of every question and tell a good answer from a bad one."""

    id: Id
    text: Text


class _EvidenceRule(FileModel):
    min_quotes: Annotated[int, Field(ge=0, le=5)]
    required_from: int


class _Criterion(FileModel):
    id: Id
    weight: Weight
    question: Text
    anchors: dict[int, Text]
    examples: dict[int, Text] = Field(default={})
    key_points: list[_KeyPoint] = Field(default=[])
    red_flags: list[_Flag] = Field(default=[])
    evidence: _EvidenceRule
    not_assessable: Literal["allowed", "forbidden"]
    cannot_be_heard: list[Text] = Field(default=[])


class RubricFile(FileModel):
    """What a stage or a format is judged by."""

    schema_: Annotated[Literal[1], Field(alias="schema")]
    id: Id
    version: Version
    scale: Annotated[list[int], Field(min_length=2)]
    criteria: Annotated[list[_Criterion], Field(min_length=1)]


def rubric_files(content: Content, role: str) -> dict[str, Path]:
    """`role` must be a role that was loaded; it becomes part of a path."""
    return files_in(content.rubrics / role, "*.yaml")


def load_rubric(content: Content, role: str, rubric: str) -> Rubric:
    """Raises `UnknownName` and `ContentError`."""
    roles = {path.name: path for path in content.rubrics.iterdir() if path.is_dir()}
    pick("role with rubrics", role, roles)
    path = pick("rubric", rubric, rubric_files(content, role))
    return whole(lambda faults: read_rubric(content, path, faults))


def load_rubric_file(path: Path) -> Rubric:
    """A rubric from anywhere, such as an older version of one; it may be called what it likes.

    Raises `ContentError`.
    """
    path = path.resolve()
    content = Content(path.parent)
    return whole(lambda faults: _read(content, path, None, faults)).value


def read_rubric(content: Content, path: Path, faults: Faults) -> Rubric | None:
    """None where a fault was added."""
    found = read_sourced_rubric(content, path, faults)
    return found.value if found is not None else None


def read_sourced_rubric(content: Content, path: Path, faults: Faults) -> Sourced[Rubric] | None:
    """As `read_rubric`, with the place of each part in the file."""
    return _read(content, path, path.stem, faults)


def _read(content: Content, path: Path, id_: str | None, faults: Faults) -> Sourced[Rubric] | None:
    """`id_` is what the rubric must be called; None for whatever it likes."""
    return read_sourced(
        content,
        path,
        RubricFile,
        lambda model: _inner_faults(model, id_ or model.id),
        lambda model: _rubric(model, content.digests[content.label(path)]),
        faults,
    )


def _rubric(model: RubricFile, sha256: str) -> Rubric:
    return Rubric(
        id=model.id,
        version=model.version,
        scale=tuple(model.scale),
        criteria=tuple(_criterion(criterion) for criterion in model.criteria),
        sha256=sha256,
    )


def _inner_faults(model: RubricFile, stem: str) -> Iterator[tuple[Place, str]]:
    if model.id != stem:
        yield ["id"], f"expected {stem!r} as the file is called, found {model.id!r}"
    if model.scale != sorted(set(model.scale)):
        yield ["scale"], f"expected levels in rising order, found {model.scale}"
    ids = [criterion.id for criterion in model.criteria]
    for number, criterion in enumerate(model.criteria):
        if criterion.id in ids[:number]:
            yield ["criteria", number, "id"], "expected an id of its own, found one used above"
        for place, problem in _criterion_faults(criterion, model.scale):
            yield ["criteria", number, *place], problem


def _criterion_faults(criterion: _Criterion, scale: list[int]) -> Iterator[tuple[Place, str]]:
    if (found := sorted(criterion.anchors)) != scale:
        yield ["anchors"], f"expected one for each of {scale}, found {found}"
    for level in sorted(set(criterion.examples) - set(scale)):
        yield ["examples", level], f"expected a level of {scale}, found {level}"
    yield from id_faults("key_points", (point.id for point in criterion.key_points))
    if (level := criterion.evidence.required_from) not in scale:
        yield ["evidence", "required_from"], f"expected a level of {scale}, found {level}"
    for index, flag in enumerate(criterion.red_flags):
        if flag.cap not in scale:
            yield ["red_flags", index, "cap"], f"expected a level of {scale}, found {flag.cap}"


def _criterion(model: _Criterion) -> Criterion:
    return Criterion(
        id=model.id,
        weight=model.weight,
        question=model.question,
        anchors=tuple(Anchor(level, text) for level, text in sorted(model.anchors.items())),
        examples=tuple(Example(level, text) for level, text in sorted(model.examples.items())),
        red_flags=tuple(CriterionFlag(flag.id, flag.text, flag.cap) for flag in model.red_flags),
        evidence=EvidenceRule(model.evidence.min_quotes, model.evidence.required_from),
        not_assessable=model.not_assessable == "allowed",
        cannot_be_heard=tuple(model.cannot_be_heard),
        key_points=tuple(CriterionKeyPoint(point.id, point.text) for point in model.key_points),
    )
