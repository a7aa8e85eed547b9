"""What the child told, as the checks and the problem of a run.

Her code is in the same process and can have the child tell anything. What has not the form that is
agreed upon is not believed, so that no log holds what nobody can read; what has it is, since her
code stands beside it for everybody to see.
"""

import signal

from voiceinterview.domain.code_runs import CheckResult
from voiceinterview.engines.code.process import Heard
from voiceinterview.engines.code.wording import clipped

UNTRIED = "not tried: the check before it did not come to an end"


def outcome(heard: Heard) -> tuple[tuple[CheckResult, ...], str]:
    """The checks, and why none could be tried ("" where they were).

    A check that did not come to an end has failed, and those after it were not tried; what was
    found before stands.
    """
    problem, begun = "", -1
    names: list[str] = []
    results: dict[int, tuple[bool, str]] = {}
    for line in heard.told:
        match line:
            case ("problem", str(why)):
                problem = problem or why
            case ("names", [*given]) if not names:
                names = [clipped(name) for name in given if isinstance(name, str)]
            case ("begin", int(number)):
                begun = max(begun, number)
            case ("result", int(number), bool(passed), str(message)):
                results[number] = passed, clipped(message)
    if problem:
        return (), clipped(problem)
    if begun < 0:
        return (), f"No check could be tried. {_why(heard)}"
    checks: list[CheckResult] = []
    for number, name in enumerate(names):
        if number in results:
            checks.append(CheckResult(name, *results[number]))
        else:
            checks.append(CheckResult(name, False, _why(heard) if number == begun else UNTRIED))
    return tuple(checks), ""


def _why(heard: Heard) -> str:
    if heard.ending == "time":
        return (
            f"It still ran after {heard.limit:g} s and was stopped: is there a loop without an end?"
        )
    if heard.ending == "flood":
        return "It printed without an end and was stopped."
    if heard.status is not None and heard.status < 0:
        return f"The system ended it ({_signal(-heard.status)})."
    return f"It left by itself, with exit status {heard.status}, before the check was over."


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
