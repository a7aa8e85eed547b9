"""What the child told, as the checks and the problem of a run."""

import signal

from voiceinterview.domain.code_runs import CheckResult
from voiceinterview.engines.code.process import Heard

UNTRIED = "not tried: the check before it did not come to an end"


def outcome(heard: Heard) -> tuple[tuple[CheckResult, ...], str]:
    """The checks, and why none could be tried ("" where they were).

    A check that did not come to an end has failed, and those after it were not tried; what was
    found before stands.
    """
    problems = [what for kind, *what in heard.told if kind == "problem"]
    if problems:
        return (), str(problems[0][0])
    names: list[str] = next((what[0] for kind, *what in heard.told if kind == "names"), [])
    results = {what[0]: what for kind, *what in heard.told if kind == "result"}
    begun = max((what[0] for kind, *what in heard.told if kind == "begin"), default=-1)
    if begun < 0:
        return (), f"No check could be tried. {_why(heard)}"
    checks: list[CheckResult] = []
    for number, name in enumerate(names):
        if number in results:
            _, passed, message = results[number]
            checks.append(CheckResult(name, passed, message))
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
