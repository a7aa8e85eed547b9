"""A coding exercise: what is asked, and the files by which an answer is checked."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class WrongSolution(Strict):
    """A solution with one mistake planted; `file` lies beside the exercise."""

    file: str
    mistake: str


@dataclass(frozen=True)
class DataVariant(Strict):
    """SQL run after the exercise's setup, so that it meets other rows."""

    name: str
    sql: str


@dataclass(frozen=True)
class SqlChecks(Strict):
    """How results are compared: `ordered` says whether the order of the rows counts."""

    ordered: bool
    columns: tuple[str, ...]
    also: tuple[DataVariant, ...]


@dataclass(frozen=True)
class Exercise(Strict):
    """`says` is spoken, `shows` is Markdown. `checks` is set for SQL; Python has checks.py."""

    id: str
    language: str  # sql | python
    title: str
    topics: tuple[str, ...]
    difficulty: int
    minutes: int
    says: str
    shows: str
    slow_cost: str
    follow_ups: tuple[str, ...]
    hints: tuple[str, ...]
    wrong: tuple[WrongSolution, ...]
    sources: tuple[str, ...] = ()
    checks: SqlChecks | None = None


@dataclass(frozen=True)
class ExerciseFiles(Strict):
    """What it takes to begin an exercise and to check an answer: the texts of its files.

    `checks` is the source of checks.py for Python, "" for SQL. SQL has the statements of `setup`
    that fill the tables, a `solution` whose rows are the right ones, and the rules of `compared`.
    """

    id: str
    language: str  # sql | python
    starter: str
    checks: str = ""
    setup: str = ""
    solution: str = ""
    compared: SqlChecks | None = None
