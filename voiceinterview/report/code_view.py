"""The code beside a question, line by line: what was on the screen, and what was written, with its
runs; and which lines an answer names."""

from collections.abc import Iterator
from dataclasses import dataclass

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.observations import CodeRan
from voiceinterview.domain.questions import Question
from voiceinterview.interview import code_lines
from voiceinterview.interview.code_runs import came_to
from voiceinterview.report.source import ReportSource
from voiceinterview.report.wording import clock, printable, shortened

TAB = 4  # columns
SHOWN = "On the screen"
SUBMITTED = "The code as submitted"
LAST_RUN = "The code as last run"
MOST_PRINTED = 1_200  # characters of what a run printed, on a page


@dataclass(frozen=True)
class RunView:
    """`came_to` says it in words; `failed` has the name of each check that did not pass and what
    it said. `printed` is what the code printed, cut. `problem` is "" where checks were tried."""

    number: int
    time: str
    came_to: str
    submitted: bool
    failed: tuple[tuple[str, str], ...]
    problem: str
    printed: str


@dataclass(frozen=True)
class CodeView:
    """`lines` are numbered from 1. `key` is a number of its own in the report, by which a page
    finds the place. `title` says whose code it is, `context` what was told of it on the screen.
    `run` is the number of the run whose code it is, 0 for what was shown; `runs` are all that
    there were."""

    key: int
    ask: str
    context: str
    language: str
    lines: tuple[str, ...]
    title: str = SHOWN
    run: int = 0
    runs: tuple[RunView, ...] = ()


@dataclass(frozen=True)
class NamedLine:
    """A line of `CodeView` number `key` that somebody named."""

    key: int
    number: int
    text: str


def code_views(source: ReportSource) -> dict[str, CodeView]:
    """Question -> what it showed, for those that were asked and showed something."""
    return {question.id: _shown(key, question) for key, question in enumerate(_shown_by(source), 1)}


def written_views(source: ReportSource) -> dict[str, CodeView]:
    """Question -> the code as it was left, with all its runs."""
    asks = {question.id: question.ask for question in _questions(source)}
    ran: dict[str, list[CodeRan]] = {}
    for event in source.ran:
        ran.setdefault(event.run.question, []).append(event)
    first = len(_shown_by(source)) + 1
    return {
        question: _written(key, asks.get(question, question), runs)
        for key, (question, runs) in enumerate(ran.items(), first)
    }


def code_by_turn(source: ReportSource) -> dict[int, CodeView]:
    """Turn -> the code that its words are about: what was on the screen, or what had been written
    by then. Before the last run of it nobody knows what stood at a number, so there is none."""
    shown, written = code_views(source), written_views(source)
    left = {event.run.question: event.at for event in source.ran}
    found = {}
    for turn in source.turns:
        if turn.question in written:
            if turn.start >= left[turn.question]:
                found[turn.number] = written[turn.question]
        elif turn.question in shown:
            found[turn.number] = shown[turn.question]
    return found


def named_lines(said: str, code: CodeView | None) -> tuple[NamedLine, ...]:
    """The lines that a quote names by number and that there are, each once; () without code."""
    if code is None:
        return ()
    return tuple(
        NamedLine(code.key, number, code.lines[number - 1].strip())
        for number in code_lines.named_lines(said)
        if 1 <= number <= len(code.lines)
    )


def _questions(source: ReportSource) -> Iterator[Question]:
    return (question for stage in source.plan.stages for question in stage.questions)


def _shown_by(source: ReportSource) -> list[Question]:
    asked = {turn.question for turn in source.turns}
    return [question for question in _questions(source) if question.shown and question.id in asked]


def _shown(key: int, question: Question) -> CodeView:
    return CodeView(
        key=key,
        ask=shortened(question.ask),
        context=printable(question.context).strip(),
        language=question.shown_language,
        lines=_lines(question.shown),
    )


def _written(key: int, ask: str, ran: list[CodeRan]) -> CodeView:
    last = ran[-1].run
    return CodeView(
        key=key,
        ask=shortened(ask),
        context="",
        language=last.language,
        lines=_lines(last.code),
        title=SUBMITTED if last.submitted else LAST_RUN,
        run=last.number,
        runs=tuple(_run(event.run, event.at) for event in ran),
    )


def _run(run: CodeRun, at: int) -> RunView:
    return RunView(
        number=run.number,
        time=clock(at),
        came_to=came_to(run),
        submitted=run.submitted,
        failed=tuple(
            (printable(check.name), printable(check.message).strip())
            for check in run.checks
            if not check.passed
        ),
        problem=printable(run.problem).strip(),
        printed=_cut(printable(run.output.expandtabs(TAB)).strip("\n")),
    )


def _cut(text: str) -> str:
    return text if len(text) <= MOST_PRINTED else f"{text[:MOST_PRINTED]} … (cut here)"


def _lines(code: str) -> tuple[str, ...]:
    return tuple(
        printable(line.expandtabs(TAB)).replace("\n", " ") for line in code_lines.lines_of(code)
    )
