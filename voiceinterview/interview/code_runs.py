"""The runs of a candidate's code, as they stand in a session's log."""

from collections.abc import Iterable

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.events import CodeRan, Event
from voiceinterview.domain.questions import Question


def runs_in(
    events: Iterable[Event], questions: Iterable[Question] | None = None
) -> tuple[CodeRan, ...]:
    """In the order in which they were over; with `questions` only those of their code."""
    ran = [event for event in events if isinstance(event, CodeRan)]
    if questions is None:
        return tuple(ran)
    wanted = {question.id for question in questions}
    return tuple(event for event in ran if event.run.question in wanted)


def came_to(run: CodeRun) -> str:
    """A run in a few words of ours: nothing in them is the candidate's."""
    if run.problem:
        return "no check could be tried"
    total = len(run.checks)
    return f"{run.passed} of {total} checks passed" if total else "run without checks"
