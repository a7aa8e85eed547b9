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
    from rich.console import Group

KEYS = "x runs it, Enter hands it in."
TYPED_KEYS = "/x runs it, an answer or an empty line hands it in."
PRINTED = 30  # lines of what the code printed that are shown
MESSAGE = 6  # lines of what a check says


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


def task_picture(question: Question, place: str) -> "Group":
    """The same in colors."""
    from rich.console import Group
    from rich.markdown import Markdown
    from rich.text import Text

    where = Text.assemble(("your code: ", "bold"), (place, "bold cyan"), f"\n{KEYS}")
    return Group(Markdown(printable(question.context).strip()), Text(), where)


def run_lines(run: CodeRun) -> Iterator[str]:
    """What the line of the notice has no room for; nothing where that is nothing."""
    for check in run.checks:
        if not check.passed:
            name = " ".join(printable(check.name).split())
            yield f"not yet: {name}"
            said = printable(check.message).strip().splitlines()
            yield from (f"    {line}".rstrip() for line in said[:MESSAGE])
    printed = printable(run.output.expandtabs(4)).rstrip().splitlines()
    if printed:
        yield "printed:"
        yield from (f"    {line}".rstrip() for line in printed[:PRINTED])
        if len(printed) > PRINTED:
            yield f"    ... and {len(printed) - PRINTED} more lines"
