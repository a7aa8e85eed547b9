"""The runs of a candidate's code as a rating model reads them: data, cut to what decides."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.observations import CodeRan
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.code_lines import lines_of

# Characters, but for the counts. The longest of the exercises' solutions has 42 lines.
MOST_LINES = 400
LONGEST_LINE = 300
LONGEST_MESSAGE = 200
LONGEST_OUTPUT = 500
MOST_FAILED = 20
WORDS_BEFORE = 8  # words of a turn by which a reader finds the place of a run in it


def run_as_read(ran: CodeRan, turns: Sequence[Turn], *, last: bool) -> Mapping[str, Any]:
    """`turns` are those of the stage; only the `last` run of a question is told with its code."""
    run = ran.run
    told: dict[str, Any] = {
        "run": run.number,
        "question": run.question,
        "submitted": run.submitted,
        "passed": run.passed,
        "of": len(run.checks),
        "failed": dict(islice(_failed(run), MOST_FAILED)),
        "problem": cut(run.problem, LONGEST_OUTPUT),
        "printed": cut(run.output, LONGEST_OUTPUT),
    }
    if (within := _within(ran.at, turns)) is not None:
        told["within"] = within
    if last:
        lines = lines_of(run.code)
        told["code"] = {
            number: cut(line, LONGEST_LINE) for number, line in enumerate(lines[:MOST_LINES], 1)
        }
        if more := len(lines[MOST_LINES:]):  # else whatever stands there is taken for nothing
            told["code_cut"] = f"{more} more lines"
    return told


def cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[:longest]} [cut]"


def _failed(run: CodeRun) -> Iterator[tuple[str, str]]:
    return (
        (check.name, cut(check.message, LONGEST_MESSAGE))
        for check in run.checks
        if not check.passed
    )


def _within(at: int, turns: Sequence[Turn]) -> Mapping[str, Any] | None:
    """The turn of hers that went on when the run was over, and the last words before it."""
    for turn in turns:
        if turn.speaker == "candidate" and turn.start <= at <= turn.end:
            before = [word.text for word in turn.words if word.end <= at]
            return {"turn": turn.number, "after": " ".join(before[-WORDS_BEFORE:])}
    return None
