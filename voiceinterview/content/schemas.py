"""JSON Schemas of the content files, made from the models that check them.

An editor with the YAML language server completes and checks a file whose first line names its
schema.
"""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from voiceinterview.content.background_questions import BackgroundEntry, background_files
from voiceinterview.content.candidates import CandidateFile, candidate_files
from voiceinterview.content.case_studies import CaseStudyFile, case_files
from voiceinterview.content.checking import FILE as CHECK_LIST
from voiceinterview.content.checking import CheckListFile
from voiceinterview.content.code_reviews import CodeReviewFile, review_files
from voiceinterview.content.delivery_words import FILE as DELIVERY_WORDS
from voiceinterview.content.delivery_words import DeliveryWordsFile
from voiceinterview.content.edits import FILE as EDITS
from voiceinterview.content.edits import EditsFile
from voiceinterview.content.exercises import ChecksFile, ExerciseFile, exercise_files
from voiceinterview.content.folders import Content
from voiceinterview.content.lint.words import WORDS, LintWordsFile
from voiceinterview.content.listening import COACHING, CUES, CoachingFile, CuesFile
from voiceinterview.content.questions import QuestionEntry, question_files
from voiceinterview.content.roles import RoleFile, role_files
from voiceinterview.content.rubrics import RubricFile, rubric_files
from voiceinterview.content.stories import StoryFile, story_files
from voiceinterview.content.system_designs import SystemDesignFile, design_files

FOLDER = "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_Files = Callable[[Content, str], Iterator[Path]]


@dataclass(frozen=True)
class _Kind:
    """A kind of file: the model of the whole file, and where a role's files of it are."""

    shape: Any
    files: _Files


def _of(find: Callable[[Content, str], dict[str, Path]]) -> _Files:
    return lambda content, role: iter(find(content, role).values())


def _role_file(content: Content, role: str) -> Iterator[Path]:
    yield role_files(content)[role]


def _checks(content: Content, role: str) -> Iterator[Path]:
    for path in exercise_files(content, role).values():
        if (beside := path.with_name("checks.yaml")).is_file():
            yield beside


_KINDS = {
    "question": _Kind(list[QuestionEntry], _of(question_files)),
    "background": _Kind(list[BackgroundEntry], _of(background_files)),
    "role": _Kind(RoleFile, _role_file),
    "rubric": _Kind(RubricFile, _of(rubric_files)),
    "story": _Kind(StoryFile, _of(story_files)),
    "code-review": _Kind(CodeReviewFile, _of(review_files)),
    "exercise": _Kind(ExerciseFile, _of(exercise_files)),
    "exercise-checks": _Kind(ChecksFile, _checks),
    "system-design": _Kind(SystemDesignFile, _of(design_files)),
    "case-study": _Kind(CaseStudyFile, _of(case_files)),
    "candidate": _Kind(CandidateFile, lambda content, role: iter(())),
    "judge-edits": _Kind(EditsFile, lambda content, role: iter(())),
    "lint-words": _Kind(LintWordsFile, lambda content, role: iter(())),
    "delivery-words": _Kind(DeliveryWordsFile, lambda content, role: iter(())),
    "interviewer-checks": _Kind(CheckListFile, lambda content, role: iter(())),
    "interviewer-cues": _Kind(CuesFile, lambda content, role: iter(())),
    "interviewer-coaching": _Kind(CoachingFile, lambda content, role: iter(())),
}
_OF_NO_ROLE = {
    "judge-edits": EDITS,
    "lint-words": ("lint", WORDS),
    "delivery-words": DELIVERY_WORDS,
    "interviewer-checks": CHECK_LIST,
    "interviewer-cues": CUES,
    "interviewer-coaching": COACHING,
}  # in prompts/


def schema_texts() -> dict[str, str]:
    """File name -> the schema as it is kept in the folder `schemas`."""
    return {f"{name}.json": _text(name, kind.shape) for name, kind in _KINDS.items()}


def write_schemas(content: Content) -> tuple[Path, ...]:
    """Write all of them beside prompts/ and rubrics/. Raises `OSError`."""
    folder = content.root / FOLDER
    folder.mkdir(exist_ok=True)
    written = []
    for name, text in schema_texts().items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return tuple(written)


def yaml_files(content: Content) -> Iterator[tuple[Path, str]]:
    """Every YAML file of the content that is there, with the name of its schema."""
    for schema, parts in _OF_NO_ROLE.items():
        if (shared := content.prompts.joinpath(*parts)).is_file():
            yield shared, schema
    yield from ((path, "candidate") for path in candidate_files(content).values())
    for role in role_files(content):
        for name, kind in _KINDS.items():
            yield from ((path, name) for path in kind.files(content, role))


def schema_line(content: Content, path: Path, schema: str) -> str:
    """What the first line of `path` must be."""
    target = content.root / FOLDER / f"{schema}.json"
    relative = Path(os.path.relpath(target, path.parent)).as_posix()
    return f"# yaml-language-server: $schema={relative}"


def _text(name: str, shape: Any) -> str:
    schema = TypeAdapter(shape).json_schema()
    described = {"$schema": DIALECT, "title": name, **_plain_titles(schema)}
    return json.dumps(described | {"title": name}, indent=2) + "\n"


def _plain_titles(part: Any) -> Any:
    """Without the titles that pydantic makes up, and with the names of the models in words."""
    if isinstance(part, list):
        return [_plain_titles(item) for item in part]
    if not isinstance(part, dict):
        return re.sub(r"^#/\$defs/_", "#/$defs/", part) if isinstance(part, str) else part
    plain: dict[str, Any] = {}
    for key, value in part.items():
        if key == "title" and isinstance(value, str):
            continue
        if key in ("$defs", "properties"):
            plain[key] = {name.removeprefix("_"): _plain_titles(one) for name, one in value.items()}
        else:
            plain[key] = _plain_titles(value)
    return plain
