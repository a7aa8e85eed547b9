"""Code to review aloud: prompts/<role>/code-review/*/review.yaml and the code beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.shapes import (
    Difficulty,
    FileName,
    Span,
    Texts,
    id_faults,
    name_fault,
    phrase_faults,
)
from voiceinterview.content.sourced import Sourced, frozen, loaded, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text
from voiceinterview.domain.code_reviews import CodeReview


class _Defect(FileModel):
    id: Id
    lines: Span
    kind: Id
    severity: Literal["critical", "major", "minor"]
    text: Text
    a_reviewer_would_say: Text
    any_of: Texts
    fix: Text


class _Tempting(FileModel):
    lines: Span
    text: Text
    why_fine: Text


class CodeReviewFile(FileModel):
    """A change to review aloud, with its planted defects."""

    id: Id
    title: Text
    language: Literal["python", "sql"]
    difficulty: Difficulty
    minutes: Annotated[int, Field(ge=1, le=60)]
    says: Text
    context: Text
    file: FileName
    defects: Annotated[list[_Defect], Field(min_length=1)]
    tempting: list[_Tempting]
    follow_ups: Texts
    expert_review: Text
    sources: list[Text] = Field(default=[])


def review_files(content: Content, role: str) -> dict[str, Path]:
    """Name of the folder -> its review.yaml. `role` must be a role that was loaded."""
    found = sorted((content.prompts / role / "code-review").glob("*/review.yaml"))
    return {path.parent.name: path for path in found}


def load_code_reviews(content: Content, role: str) -> tuple[CodeReview, ...]:
    """Raises `ContentError`."""
    return loaded(content, review_files(content, role), read_code_review)


def read_code_review(content: Content, path: Path, faults: Faults) -> Sourced[CodeReview] | None:
    """None where a fault was added."""
    code = ""

    def inner_faults(model: CodeReviewFile) -> Iterator[tuple[Place, str]]:
        nonlocal code
        yield from name_fault(model.id, path.parent.name)
        yield from id_faults("defects", (defect.id for defect in model.defects))
        for number, defect in enumerate(model.defects):
            yield from phrase_faults(["defects", number], "any_of", defect.any_of)
        beside = path.parent / model.file
        if not beside.is_file():
            yield ["file"], f"expected a file beside this one, found no {model.file}"
            return
        code = content.read(beside, faults) or ""
        yield from _line_faults(model, len(code.splitlines()))

    return read_sourced(
        content,
        path,
        CodeReviewFile,
        inner_faults,
        lambda model: frozen(CodeReview, model, code=code),
        faults,
    )


def _line_faults(model: CodeReviewFile, last: int) -> Iterator[tuple[Place, str]]:
    named = [(("defects", n), defect.lines) for n, defect in enumerate(model.defects)]
    named += [(("tempting", n), tempting.lines) for n, tempting in enumerate(model.tempting)]
    for place, (first, final) in named:
        if not first <= final <= last:
            expected = f"lines from 1 to {last} of {model.file}, the first one first"
            yield [*place, "lines"], f"expected {expected}, found {[first, final]}"
