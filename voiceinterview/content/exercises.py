"""Coding exercises: prompts/<role>/exercises/{sql,python}/*/exercise.yaml and what lies beside.

Solutions and checks are only named here; nothing in these files is ever run by this module.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.shapes import Difficulty, FileName, Texts, name_fault
from voiceinterview.content.sourced import Sourced, frozen, loaded, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text
from voiceinterview.domain.exercises import Exercise, ExerciseFiles, SqlChecks

# What must lie beside an exercise, by language.
BESIDE = {
    "sql": ("checks.yaml", "setup.sql", "starter.sql", "solution_a.sql", "solution_b.sql",
            "slow.sql"),
    "python": ("checks.py", "starter.py", "solution_a.py", "solution_b.py", "slow.py"),
}  # fmt: skip


class _Wrong(FileModel):
    file: FileName
    mistake: Text


class ExerciseFile(FileModel):
    """A coding exercise: what is said, what is shown, and which wrong solutions are planted."""

    id: Id
    language: Literal["sql", "python"]
    title: Text
    topics: Annotated[list[Id], Field(min_length=1)]
    difficulty: Difficulty
    minutes: Annotated[int, Field(ge=1, le=120)]
    says: Text
    shows: Text
    slow_cost: Text
    follow_ups: Texts
    hints: Annotated[list[Text], Field(min_length=2, max_length=2)]
    wrong: Annotated[list[_Wrong], Field(min_length=1)]
    sources: list[Text] = Field(default=[])


class _Variant(FileModel):
    name: Text
    sql: Text


class ChecksFile(FileModel):
    """How the result of a SQL exercise is compared, and on which other rows."""

    ordered: bool
    columns: Texts
    also: list[_Variant]


def exercise_files(content: Content, role: str) -> dict[str, Path]:
    """`sql/<id>` -> its exercise.yaml. `role` must be a role that was loaded."""
    found = sorted((content.prompts / role / "exercises").glob("*/*/exercise.yaml"))
    return {f"{path.parent.parent.name}/{path.parent.name}": path for path in found}


def load_exercises(content: Content, role: str) -> tuple[Exercise, ...]:
    """Raises `ContentError`."""
    return loaded(content, exercise_files(content, role), read_exercise)


def load_exercise_files(content: Content, role: str) -> dict[str, ExerciseFiles]:
    """Of each exercise, by its id, what a workbench needs. Raises `ContentError`."""
    paths = exercise_files(content, role).values()
    faults = Faults()
    found = {
        exercise.id: _files(content, path.parent, exercise, faults)
        for path, exercise in zip(paths, load_exercises(content, role), strict=True)
    }
    faults.raise_any()
    return found


def read_exercise(content: Content, path: Path, faults: Faults) -> Sourced[Exercise] | None:
    """None where a fault was added."""
    checks: SqlChecks | None = None

    def inner_faults(model: ExerciseFile) -> Iterator[tuple[Place, str]]:
        nonlocal checks
        yield from name_fault(model.id, path.parent.name)
        if model.language != path.parent.parent.name:
            folder = path.parent.parent.name
            yield ["language"], f"expected {folder!r} as its folder, found {model.language!r}"
        for name in BESIDE[model.language]:
            if not (path.parent / name).is_file():
                yield [], f"expected the file {name} beside this one, found none"
        yield from _wrong_faults(model, path.parent)
        beside = path.parent / "checks.yaml"
        if model.language == "sql" and beside.is_file():
            found = read_sourced(content, beside, ChecksFile, lambda _: (), _checks, faults)
            checks = found.value if found is not None else None

    return read_sourced(
        content,
        path,
        ExerciseFile,
        inner_faults,
        lambda model: frozen(Exercise, model, checks=checks),
        faults,
    )


def _files(content: Content, folder: Path, exercise: Exercise, faults: Faults) -> ExerciseFiles:
    def text(name: str) -> str:
        return content.read(folder / name, faults) or ""

    if exercise.language == "python":
        return ExerciseFiles(
            exercise.id, "python", starter=text("starter.py"), checks=text("checks.py")
        )
    return ExerciseFiles(
        exercise.id,
        "sql",
        starter=text("starter.sql"),
        setup=text("setup.sql"),
        solution=text("solution_a.sql"),
        compared=exercise.checks,
    )


def _checks(model: ChecksFile) -> SqlChecks:
    return frozen(SqlChecks, model)


def _wrong_faults(model: ExerciseFile, folder: Path) -> Iterator[tuple[Place, str]]:
    named = [wrong.file for wrong in model.wrong]
    for number, name in enumerate(named):
        if not (folder / name).is_file():
            yield ["wrong", number, "file"], f"expected a file beside this one, found no {name}"
    for path in sorted(folder.glob("wrong_*.*")):
        if path.name not in named:
            yield ["wrong"], f"expected {path.name}, which lies beside this file, to be listed"
