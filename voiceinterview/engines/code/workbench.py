"""Where a candidate's code lies while she writes it, and where it is run: `Workbench`."""

import stat
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.exercises import ExerciseFiles
from voiceinterview.engines.code.outcome import outcome
from voiceinterview.engines.code.process import SECONDS, run_child
from voiceinterview.errors import SetupError

LONGEST = 50_000  # characters of her file
ENDINGS = {"python": "py", "sql": "sql"}


class ExerciseBench:
    """`folder` is the session's folder for exercises (`storage.layout.EXERCISE`); `exercises` has
    what can be asked, by id (`content.exercises.load_exercise_files`). `seconds` is what a run
    may take."""

    def __init__(
        self, folder: Path, exercises: Mapping[str, ExerciseFiles], seconds: float = SECONDS
    ) -> None:
        self._seconds = seconds
        self._folder = folder
        self._exercises = exercises

    def file(self, question: str) -> Path:
        """Her file for that exercise; made of the starter where there is none yet, and never
        written again. Raises `SetupError`."""
        exercise = self._exercises.get(question)
        if exercise is None:
            known = ", ".join(sorted(self._exercises))
            raise SetupError(f"no exercise {question!r}", f"There are {known}.")
        path = self._path(exercise)
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
        """Run her file as it stands; what goes wrong is told in the run.

        It is run because she asked for it, or gave it in, and only from the session that she is
        in: nobody runs what lies in a stored one.
        """
        exercise = self._exercises.get(question)
        if exercise is None:
            unknown = f"This installation has no exercise {question!r}."
            return CodeRun(number, question, "", "", problem=unknown, submitted=submitted)
        began = CodeRun(number, question, exercise.language, "", submitted=submitted)
        try:
            code = read_code(self._path(exercise))
        except _Unreadable as wrong:
            return replace(began, problem=str(wrong))
        began = replace(began, code=code)
        try:
            heard = await run_child(_job(exercise, code), self._seconds)
        except OSError as failed:
            return replace(began, problem=f"No process could be started: {failed.strerror}")
        checks, problem = outcome(heard)
        seconds = round(heard.seconds, 2)
        return replace(began, checks=checks, problem=problem, output=heard.output, seconds=seconds)

    def _path(self, exercise: ExerciseFiles) -> Path:
        return self._folder / exercise.id / f"solution.{ENDINGS[exercise.language]}"


class _Unreadable(Exception):
    """What is wrong with her file, and what to do."""


def read_code(path: Path) -> str:
    """Her file to the letter, but for a byte-order mark and Windows' line ends, which no checker
    should trip over. Raises `_Unreadable`."""
    name = f"{path.parent.name}/{path.name}"  # where it lies is nobody's business who reads of it
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # reading a pipe would wait without an end
            raise _Unreadable(f"{name} is no file: move it away, and save your code there again.")
        with path.open("rb") as file:
            raw = file.read(4 * LONGEST + 1)  # bytes; a character has four at most
    except FileNotFoundError:
        raise _Unreadable(f"{name} is not there: save your code there again.") from None
    except OSError as problem:
        raise _Unreadable(f"{name} cannot be read: {problem.strerror}.") from problem
    too_long = f"{name} has more than {LONGEST:,} characters: shorten it."
    if len(raw) > 4 * LONGEST:
        raise _Unreadable(too_long)
    try:
        code = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        wrong = f"{name} is not UTF-8 (line {line}): choose UTF-8 where your editor saves it."
        raise _Unreadable(wrong) from problem
    if len(code) > LONGEST:
        raise _Unreadable(too_long)
    return code


def _job(exercise: ExerciseFiles, code: str) -> dict[str, Any]:
    """What the child process is given (child.py)."""
    return {
        "language": exercise.language,
        "code": code,
        "checks": exercise.checks,
        "setup": exercise.setup,
        "solution": exercise.solution,
        "compared": asdict(exercise.compared) if exercise.compared is not None else {},
    }
