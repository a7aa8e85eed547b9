"""Python that a candidate wrote against the checks of an exercise: functions check_*(solve).

Runs in the child process (`child.py`), and imports nothing but the standard library.
"""

import ast
import functools
import reprlib
import sys
import traceback
from collections.abc import Callable
from types import ModuleType
from typing import Any

from voiceinterview.engines.code.wording import clipped, spaced

CODE, CHECKS = "solution.py", "checks.py"  # as they are called in messages

Tell = Callable[..., None]

_brief = reprlib.Repr()
_brief.maxlist = _brief.maxtuple = _brief.maxdict = _brief.maxset = 8
_brief.maxstring = _brief.maxother = 60
_brief.maxlevel = 4


def run_python(code: str, checks: str, tell: Tell) -> None:
    """Tells the `names` of the checks, then of each that it begins and its `result` (number,
    passed, message); a `problem` where none can be tried."""
    every = {
        name: check
        for name, check in vars(_load(checks, CHECKS)).items()
        if name.startswith("check_")
    }
    tell("names", [spaced(name.removeprefix("check_")) for name in every])
    try:
        solve = getattr(_load(code, CODE), "solve", None)
    except BaseException as raised:
        tell("problem", f"{CODE} cannot be loaded: {_what_was_raised(raised)}")
        return
    if not callable(solve):
        tell("problem", f"{CODE} has no function solve: keep the name that the task gave it.")
        return
    for number, check in enumerate(every.values()):
        tell("begin", number)
        tell("result", number, *_tried(check, solve, checks))


def _load(source: str, name: str) -> ModuleType:
    """A module that can be found while it runs, as dataclasses want it."""
    module = ModuleType(name.removesuffix(".py"))
    module.__file__ = name
    sys.modules[module.__name__] = module
    exec(compile(source, name, "exec", dont_inherit=True), module.__dict__)
    return module


def _tried(
    check: Callable[[Any], None], solve: Callable[..., Any], checks: str
) -> tuple[bool, str]:
    """Whether the check passed, and else what went wrong."""
    watched = _Watched(solve)
    try:
        check(watched.call)
    except BaseException as raised:  # also SystemExit: the other checks are still to be tried
        return False, _message(raised, watched, checks)
    return True, ""


class _Watched:
    """Remembers the last call in words. Only in words: some checks count what stays alive."""

    def __init__(self, solve: Callable[..., Any]) -> None:
        self.last = ""

        @functools.wraps(solve)
        def call(*given: Any, **named: Any) -> Any:
            shown = [_shown(value) for value in given]
            shown += [f"{name}={_shown(value)}" for name, value in named.items()]
            self.last = f"solve({', '.join(shown)})"
            result = solve(*given, **named)
            if (text := _shown(result)) != "...":
                self.last += f" gave {text}"
            return result

        self.call = call


def _shown(value: object) -> str:
    """ "..." for what has no words but its address."""
    try:
        text = _brief.repr(value)
    except Exception:
        return "..."
    return "..." if text.startswith("<") or " object at 0x" in text else clipped(text, 80)


def _message(raised: BaseException, watched: _Watched, checks: str) -> str:
    at = _lines(raised, CODE)
    call = f"; {watched.last}" if watched.last else ""
    if at:  # it came out of her code
        return clipped(_what_was_raised(raised) + call)
    expected = _statement(checks, _lines(raised, CHECKS))
    if isinstance(raised, AssertionError):
        return clipped(f"expected {str(raised) or expected}{call}")
    return clipped(f"{_named(raised)} in {expected}{call}")


def _what_was_raised(raised: BaseException) -> str:
    if isinstance(raised, SyntaxError) and raised.filename == CODE:
        return f"line {raised.lineno}: {type(raised).__name__}: {raised.msg}"
    at = _lines(raised, CODE)
    place = f"line {at[-1]}: " if at else ""
    return clipped(place + _named(raised))


def _named(raised: BaseException) -> str:
    try:
        text = str(raised)
    except Exception:
        text = ""
    return f"{type(raised).__name__}: {text}" if text else type(raised).__name__


def _lines(raised: BaseException, file: str) -> list[int]:
    """The lines of `file` on the way to what was raised, the innermost last."""
    frames = traceback.walk_tb(raised.__traceback__)
    return [line for frame, line in frames if frame.f_code.co_filename == file]


def _statement(checks: str, lines: list[int]) -> str:
    """What the check says at the outermost of these lines, on one line."""
    if not lines:
        return "the check"
    inside = [
        node
        for node in ast.walk(ast.parse(checks))
        if isinstance(node, ast.stmt) and node.lineno <= lines[0] <= (node.end_lineno or 0)
    ]
    last = inside[-1]  # walked from the outside to the inside
    shown = last.test if isinstance(last, ast.Assert) else last
    return clipped(ast.unparse(shown), 160)
