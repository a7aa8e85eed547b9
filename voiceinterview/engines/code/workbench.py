"""Where a candidate's code lies while she writes it, and where it is run: `Workbench`."""

from collections.abc import Mapping
from pathlib import Path

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.exercises import ExerciseFiles
from voiceinterview.errors import SetupError

ENDINGS = {"python": "py", "sql": "sql"}


class ExerciseBench:
    """`folder` is the session's folder for exercises (`storage.layout.EXERCISE`); `exercises` has
    what can be asked, by id (`content.exercises.load_exercise_files`)."""

    def __init__(self, folder: Path, exercises: Mapping[str, ExerciseFiles]) -> None:
        self._folder = folder
        self._exercises = exercises

    def file(self, question: str) -> Path:
        """Her file for that exercise; made of the starter where there is none yet, and never
        written again. Raises `SetupError`."""
        exercise = self._exercises.get(question)
        if exercise is None:
            known = ", ".join(sorted(self._exercises))
            raise SetupError(f"no exercise {question!r}", f"There are {known}.")
        path = self._folder / exercise.id / f"solution.{ENDINGS[exercise.language]}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as new:
                new.write(exercise.starter)
        except FileExistsError:
            pass
        except OSError as problem:
            raise SetupError(
                f"{path} cannot be made: {problem.strerror}",
                "Make room there, or choose another folder with --sessions.",
            ) from problem
        return path

    async def run(self, question: str, number: int, *, submitted: bool = False) -> CodeRun:
        """Run her file as it stands; what goes wrong is told in the run."""
        exercise = self._exercises[question]
        code = self.file(question).read_text(encoding="utf-8")
        return CodeRun(
            number,
            question,
            exercise.language,
            code,
            problem="this installation cannot run code yet",
            submitted=submitted,
        )
