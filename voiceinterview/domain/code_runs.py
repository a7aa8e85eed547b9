"""What came of running a candidate's code."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class CheckResult(Strict):
    """One check of an exercise; `message` says what went wrong, "" where it passed."""

    name: str
    passed: bool
    message: str = ""


@dataclass(frozen=True)
class CodeRun(Strict):
    """`number` counts the session's runs from 1. `code` is the file as it was run, to the letter.

    `problem` says why no check could be tried (it does not compile, it takes too long, ...), ""
    where they were. `output` is what the code printed, cut to a few thousand characters.
    `submitted` is set for the run that the end of the candidate's answer brought about.
    """

    number: int
    question: str
    language: str  # python | sql
    code: str
    checks: tuple[CheckResult, ...] = ()
    output: str = ""
    problem: str = ""
    seconds: float = 0.0
    submitted: bool = False

    @property
    def passed(self) -> int:
        return sum(check.passed for check in self.checks)
