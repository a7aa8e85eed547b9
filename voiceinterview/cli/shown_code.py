"""What a question shows beside its words: code with line numbers, and what it is for."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from voiceinterview.cli.wrapping import wrapped
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import Question
from voiceinterview.report.wording import printable

if TYPE_CHECKING:
    from rich.console import Group


def shown_in(plan: Plan, name: str) -> Question | None:
    """The plan's question of that name where it shows something."""
    questions = (question for stage in plan.stages for question in stage.questions)
    return next((q for q in questions if q.id == name and q.shown), None)


def shown_lines(question: Question) -> Iterator[str]:
    """Plain lines, the code's with their numbers."""
    if question.is_coding:
        yield from printable(question.context).strip().splitlines()  # it has tables
    else:
        yield from wrapped(question.context, "")
    if question.context:
        yield ""
    code = printable(question.shown.expandtabs(4)).splitlines()
    width = len(str(len(code)))
    yield from (f"{number:>{width}}  {line}".rstrip() for number, line in enumerate(code, 1))


def shown_picture(question: Question) -> "Group":
    """The same in colors."""
    from rich.console import Group
    from rich.syntax import Syntax
    from rich.text import Text

    code = Syntax(
        printable(question.shown.expandtabs(4)),
        question.shown_language or "text",
        theme="ansi_dark",
        line_numbers=True,
        word_wrap=True,
    )
    return Group(Text(printable(question.context).strip()), Text(), code)
