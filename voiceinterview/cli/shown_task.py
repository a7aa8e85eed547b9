"""A coding task beside the interviewer's words: what it is about, where the code is written, and
what came of running it."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.questions import Question
from voiceinterview.errors import SetupError
from voiceinterview.ports import Workbench
from voiceinterview.report.wording import printable

if TYPE_CHECKING:
    from rich.markdown import Markdown

KEYS = "x runs it, Enter hands it in."
TYPED_KEYS = "/x runs it, an empty line hands it in; any other is a thought."
CHECKS = 5  # that failed; the others are as well known by these
MESSAGE = 6  # lines of what a check says
PRINTED = 30  # lines of what the code printed


def place_of(question: Question, workbench: Workbench) -> str:
    """The path of her file, from where the program was started if it lies below."""
    try:
        file = workbench.file(question.id)
    except SetupError as problem:
        return f"{problem}"
    below = file.is_relative_to(Path.cwd())
    return os.path.relpath(file) if below else str(file)


def task_lines(question: Question, place: str, keys: str) -> Iterator[str]:
    """Plain lines; the context as it is written, since it has tables and code."""
    yield from printable(question.context).strip().splitlines()
    yield ""
    yield f"your code: {place}"
    yield keys


def task_picture(question: Question) -> "Markdown":
    """The task in colors, without where the code is written."""
    from rich.markdown import Markdown

    return Markdown(printable(question.context).strip())


def run_lines(run: CodeRun) -> Iterator[str]:
    """What the line of the notice has no room for; nothing where that is nothing, or where she
    is asked about it already."""
    if run.submitted:
        return
    failed = [check for check in run.checks if not check.passed]
    for check in failed[:CHECKS]:
        yield f"not yet: {' '.join(printable(check.name).split())}"
        yield from _inset(check.message, MESSAGE)
    if len(failed) > CHECKS:
        yield f"... and {len(failed) - CHECKS} more"
    if run.output.strip():
        yield "printed:"
        yield from _inset(run.output, PRINTED)


def _inset(text: str, most: int) -> Iterator[str]:
    lines = printable(text.expandtabs(4)).strip("\n").splitlines()
    yield from (f"    {line}".rstrip() for line in lines[:most])
    if len(lines) > most:
        yield f"    ... and {len(lines) - most} more lines"
