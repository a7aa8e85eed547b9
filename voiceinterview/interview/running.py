"""The candidate's code is run: when she asks for it, and once when she hands it in."""

from voiceinterview.domain import events as e
from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.interview import floor
from voiceinterview.interview.moves import Move
from voiceinterview.interview.state import State

NO_CODE = "There is no code to run here."
STILL_RUNNING = "Your code is still running."
LOST = "Your code was still running when the session broke off. x runs it again."
NAMED = 3  # checks that failed, of those told in a line
LONGEST = 70  # characters of a check's name
PROBLEM = 200  # characters of what kept the checks from being tried


def run(state: State, event: e.CandidateCommand) -> None:
    if not state.course.question.is_coding:
        state.decide(e.Notice, text=NO_CODE)
    elif state.running:
        state.decide(e.Notice, text=STILL_RUNNING)
    else:
        _begin(state, state.course.question.id, submitted=False)


def hand_in(state: State, move: Move) -> None:
    """With the `move` that leads away from writing: the code as it is counts as her answer."""
    if state.course.writing and (move.kind == "follow_up" or move.passes_on):
        _begin(state, state.course.question.id, submitted=True)


def tell_lost(state: State) -> None:
    """After a break: a run that had not come to its end is told, and not begun again, since the
    folder may be somebody else's, and nobody has asked for its code to be run here."""
    lost, state.running = state.running, set()
    if lost:
        state.decide(e.Notice, text=LOST)


def _begin(state: State, question: str, *, submitted: bool) -> None:
    number = state.next_number("run")
    state.running.add(number)
    state.decide(e.RunCode, run=number, question=question, submitted=submitted)
    floor.watch_writing(state, state.now)


def code_ran(state: State, event: e.CodeRan) -> None:
    state.running.discard(event.run.number)
    state.last_run = event.run
    if not state.ended:
        state.decide(e.Notice, text=result_line(event.run))
        floor.watch_writing(state, state.now)


def result_line(run: CodeRun) -> str:
    """What came of it, on one line."""
    label = f"Run {run.number}{', handed in' if run.submitted else ''}"
    if run.problem:
        return f"{label}: {_cut(run.problem.strip(), PROBLEM)}"
    failed = [check.name for check in run.checks if not check.passed]
    if not failed:
        return f"{label}: all {len(run.checks)} checks pass."
    named = "; ".join(_cut(name, LONGEST).rstrip(".") for name in failed[:NAMED])
    more = f"; and {len(failed) - NAMED} more" if len(failed) > NAMED else ""
    return f"{label}: {run.passed} of {len(run.checks)} checks pass; not yet: {named}{more}."


def _cut(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
