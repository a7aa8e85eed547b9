"""Where the candidate writes code, in a session that asks for any."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from voiceinterview.content.exercises import load_exercise_files
from voiceinterview.content.folders import Content
from voiceinterview.domain.exercises import ExerciseFiles
from voiceinterview.domain.plan import Plan
from voiceinterview.errors import SetupError
from voiceinterview.session.doors import Doors
from voiceinterview.storage.layout import EXERCISE


def exercises_of(plan: Plan, content: Content) -> Mapping[str, ExerciseFiles]:
    """What the plan's coding questions are checked with, by id; empty where it has none.

    Raises `SetupError` where the content has an exercise no more, `ContentError`.
    """
    if not plan.coding_questions:
        return {}
    known = load_exercise_files(content, plan.role)
    for name in plan.coding_questions:
        if name not in known:
            raise SetupError(
                f"the plan asks for the exercise {name!r}, which prompts/{plan.role}/exercises "
                "has no more",
                "Begin a new session: voiceinterview practice --plan coding",
            )
    return {name: known[name] for name in plan.coding_questions}


def with_workbench(doors: Doors, folder: Path, exercises: Mapping[str, ExerciseFiles]) -> Doors:
    """With what she writes in the session's `folder`. The first file is made now, so that what
    is wrong there is told before the interview; the others as they are asked for, since each
    says what its task is. Raises `SetupError`."""
    if not exercises:
        return doors
    from voiceinterview.engines.code.workbench import ExerciseBench

    bench = ExerciseBench((folder / EXERCISE).resolve(), exercises)
    bench.file(next(iter(exercises)))
    return replace(doors, workbench=bench)
