"""Systems to design aloud: prompts/<role>/system-design/*.yaml."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content, files_in
from voiceinterview.content.shapes import (
    Point,
    Said,
    Texts,
    id_faults,
    name_fault,
    phrase_faults,
    point_faults,
)
from voiceinterview.content.sourced import Sourced, frozen, loaded, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text
from voiceinterview.domain.system_designs import SystemDesign


class _Phase(FileModel):
    id: Id
    title: Text
    minutes: Annotated[int, Field(ge=1, le=60)]
    aim: Text
    interviewer_asks: Texts
    strong_answer: Text


class _Number(FileModel):
    question: Text
    answer: Text


class _Component(FileModel):
    id: Id
    text: Text
    any_of: Texts


class _Failure(FileModel):
    when: Text
    says: Text
    looks_for: Texts
    strong_answer: Text


class SystemDesignFile(FileModel):
    """A system to design aloud, with the failure that the interviewer injects."""

    id: Id
    title: Text
    brief: Text
    phases: Annotated[list[_Phase], Field(min_length=1)]
    numbers: Annotated[list[_Number], Field(min_length=1)]
    components: Annotated[list[_Component], Field(min_length=1)]
    injected_failure: _Failure
    key_points: Annotated[list[Point], Field(min_length=4)]
    traps: Annotated[list[Said], Field(min_length=1)]
    expert_walkthrough: Text
    sources: list[Text] = Field(default=[])


def design_files(content: Content, role: str) -> dict[str, Path]:
    """`role` must be a role that was loaded; it becomes part of a path."""
    return files_in(content.prompts / role / "system-design", "*.yaml")


def load_system_designs(content: Content, role: str) -> tuple[SystemDesign, ...]:
    """Raises `ContentError`."""
    return loaded(content, design_files(content, role), read_system_design)


def read_system_design(
    content: Content, path: Path, faults: Faults
) -> Sourced[SystemDesign] | None:
    """None where a fault was added."""

    def inner_faults(model: SystemDesignFile) -> Iterator[tuple[Place, str]]:
        yield from name_fault(model.id, path.stem)
        yield from id_faults("phases", (phase.id for phase in model.phases))
        yield from id_faults("components", (component.id for component in model.components))
        for number, component in enumerate(model.components):
            yield from phrase_faults(["components", number], "any_of", component.any_of)
        yield from point_faults(model.key_points)

    return read_sourced(
        content,
        path,
        SystemDesignFile,
        inner_faults,
        lambda model: frozen(SystemDesign, model),
        faults,
    )
