"""Take-homes: prompts/<role>/case-study/*/case.yaml, each beside the generator of its data."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.shapes import (
    Flag,
    Span,
    Texts,
    id_faults,
    name_fault,
    phrase_faults,
    span_fault,
)
from voiceinterview.content.sourced import Sourced, frozen, loaded, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text
from voiceinterview.domain.case_studies import CaseStudy

GENERATOR = "generate.py"


class _Column(FileModel):
    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    text: Text


class _Trap(FileModel):
    id: Id
    text: Text
    where: Text
    how_a_good_submission_finds_it: Text
    any_of: Texts


class _Metrics(FileModel):
    reported: Texts
    why: Text


class _Asked(FileModel):
    ask: Text
    listens_for: Texts
    strong_answer: Text


class CaseStudyFile(FileModel):
    """A take-home: its brief, the traps in its data, and the questions after the presentation."""

    id: Id
    title: Text
    hours: Span
    brief: Text
    columns: Annotated[list[_Column], Field(min_length=1)]
    traps: Annotated[list[_Trap], Field(min_length=1)]
    good_submission: Texts
    metrics: _Metrics
    presentation: Annotated[list[_Asked], Field(min_length=1)]
    red_flags: list[Flag]
    sources: list[Text] = Field(default=[])


def case_files(content: Content, role: str) -> dict[str, Path]:
    """Name of the folder -> its case.yaml. `role` must be a role that was loaded."""
    found = sorted((content.prompts / role / "case-study").glob("*/case.yaml"))
    return {path.parent.name: path for path in found}


def load_case_studies(content: Content, role: str) -> tuple[CaseStudy, ...]:
    """Raises `ContentError`."""
    return loaded(content, case_files(content, role), read_case_study)


def read_case_study(content: Content, path: Path, faults: Faults) -> Sourced[CaseStudy] | None:
    """None where a fault was added."""

    def inner_faults(model: CaseStudyFile) -> Iterator[tuple[Place, str]]:
        yield from name_fault(model.id, path.parent.name)
        yield from span_fault(["hours"], model.hours)
        yield from id_faults("traps", (trap.id for trap in model.traps))
        yield from id_faults("red_flags", (flag.id for flag in model.red_flags))
        for number, trap in enumerate(model.traps):
            yield from phrase_faults(["traps", number], "any_of", trap.any_of)
        for number, flag in enumerate(model.red_flags):
            yield from phrase_faults(["red_flags", number], "any_of", flag.any_of)
        if not (path.parent / GENERATOR).is_file():
            yield [], f"expected the file {GENERATOR} beside this one, found none"

    return read_sourced(
        content, path, CaseStudyFile, inner_faults, lambda model: frozen(CaseStudy, model), faults
    )
