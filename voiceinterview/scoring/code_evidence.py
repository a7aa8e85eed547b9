"""Does what a rater cites of the candidate's code stand there, and is it hers?

A line stands where the code of the run that is cited has it, spacing aside; given another number,
it is put right where that code has it once only. A run stands where there was one, and what it
came to is told by the record, never by the rater.

Hers is a line that is neither in what she started from nor in the task, and gives no orders to the
rater; a run, where the code of it has such a line; and of code that was shown to her a line that
she names by its number in a quote beside it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.questions import Question
from voiceinterview.domain.ratings import CodeEvidence, Evidence, RunResult
from voiceinterview.interview.code_lines import lines_of, named_lines
from voiceinterview.interview.code_runs import came_to
from voiceinterview.interview.orders import order_spans
from voiceinterview.scoring.judge_reply import JudgedLine
from voiceinterview.scoring.record import StageRecord

_COMMENT = re.compile(r"\s*(?:#|--)")
_WORD = re.compile(r"\w+")


def verify_line(cited: JudgedLine, record: StageRecord) -> CodeEvidence | None:
    """The line as it stands in the code; None where it does not, or stands there several times
    and not at the number given."""
    question, code = _code(cited.run, cited.question, record)
    wanted = _folded(cited.text)
    if question is None or not wanted:
        return None
    folded = [_folded(line) for line in lines_of(code)]
    at = [number for number, line in enumerate(folded, 1) if line == wanted]
    right = cited.line in at
    if not right and len(at) != 1:
        return None
    number = cited.line if right else at[0]
    found = line_evidence(cited.run, number, question, code)
    return found if right else replace(found, status="repaired")


def verify_run(number: int, record: StageRecord) -> CodeEvidence | None:
    run = _run(number, record)
    return None if run is None else run_evidence(run, _question(run.question, record))


def line_evidence(run: int, number: int, question: Question, code: str) -> CodeEvidence:
    """Line `number` of `code`, which is the one of that run; none of it is hers in run 0."""
    return CodeEvidence(
        kind="line",
        question=question.id,
        run=run,
        line=number,
        text=lines_of(code)[number - 1],
        own=run > 0 and number in own_lines(code, question),
    )


def run_evidence(run: CodeRun, question: Question | None) -> CodeEvidence:
    own = question is not None and bool(own_lines(run.code, question))
    return CodeEvidence("run", run.question, run.number, 0, came_to(run), own)


def result_of(run: CodeRun) -> RunResult:
    """What it came to, as a fact."""
    return RunResult(run.number, run.passed, len(run.checks), run.submitted, run.problem)


def code_beside(
    lines: Iterable[JudgedLine],
    runs: Iterable[int],
    quotes: Sequence[Evidence],
    record: StageRecord,
) -> tuple[CodeEvidence, ...]:
    """What stands of the code that is cited beside these quotes, each place once; what gives
    orders to the rater is none, nor is a bracket by itself."""
    cited = [
        *(verify_line(line, record) for line in lines),
        *(verify_run(number, record) for number in runs),
    ]
    kept: dict[tuple[str, str, int, int], CodeEvidence] = {}
    for one in cited:
        if one is not None and _says_something(one, record):
            named = replace(one, own=one.own or is_named(one, quotes, record))
            kept.setdefault((one.kind, one.question, one.run, one.line), named)
    return tuple(kept.values())


def code_as_it_stands(
    one: CodeEvidence, quotes: Sequence[Evidence], record: StageRecord
) -> CodeEvidence | None:
    """What the record has at the place that `one` names; None where that is no evidence."""
    if one.kind == "run":
        return verify_run(one.run, record)
    question, code = _code(one.run, one.question, record)
    if question is None or not 1 <= one.line <= len(lines_of(code)):
        return None
    found = line_evidence(one.run, one.line, question, code)
    if not _says_something(found, record):
        return None
    return replace(found, own=found.own or is_named(found, quotes, record))


def is_named(one: CodeEvidence, quotes: Sequence[Evidence], record: StageRecord) -> bool:
    """Whether one of the quotes names this line of the code that was shown to her. Where she wrote
    code herself, "line 3" is in that."""
    if one.run or one.question in record.left:
        return False
    asked = {turn.number: turn.question for turn in record.answers}
    return any(
        asked.get(quote.turn) == one.question and one.line in named_lines(quote.quote)
        for quote in quotes
    )


def code_orders(record: StageRecord) -> tuple[CodeEvidence, ...]:
    """The lines of her code, as she left it, that give orders to the rater."""
    found = []
    for run in record.left.values():
        question = _question(run.question, record)
        if question is not None:
            ordering = sorted(_order_lines(run.code))
            found += [line_evidence(run.number, n, question, run.code) for n in ordering]
    return tuple(found)


def words_written(record: StageRecord) -> int:
    """How many words and numbers her own lines have, as she left them, comments left out."""
    count = 0
    for run in record.left.values():
        question = _question(run.question, record)
        if question is not None:
            lines, own = lines_of(run.code), own_lines(run.code, question)
            coded = (line for n, line in enumerate(lines, 1) if n in own)
            count += sum(len(_WORD.findall(one)) for one in coded if not _COMMENT.match(one))
    return count


@lru_cache(maxsize=64)
def own_lines(code: str, question: Question) -> frozenset[int]:
    """The numbers of the lines that she wrote and that say something."""
    given = {
        _folded(line) for text in (question.shown, question.context) for line in lines_of(text)
    }
    orders = _order_lines(code)
    return frozenset(
        number
        for number, line in enumerate(lines_of(code), 1)
        if _WORD.search(line) and _folded(line) not in given and number not in orders
    )


@lru_cache(maxsize=64)
def _order_lines(code: str) -> frozenset[int]:
    """Lines that give orders by themselves, or with the one below: comments are wrapped."""
    lines = [re.sub(r"^\W+", "", line) for line in lines_of(code)]
    found = {number for number, line in enumerate(lines, 1) if order_spans(line)}
    for number, (line, below) in enumerate(pairwise(lines), 1):
        if not {number, number + 1} & found and order_spans(f"{line} {below}"):
            found |= {number, number + 1}
    return frozenset(found)


def _says_something(one: CodeEvidence, record: StageRecord) -> bool:
    """To the rater's question, and not to the rater."""
    _, code = _code(one.run, one.question, record)
    return one.kind == "run" or bool(_WORD.search(one.text) and one.line not in _order_lines(code))


def _code(run: int, question: str, record: StageRecord) -> tuple[Question | None, str]:
    """The code of a run with the question that it is for; of run 0, what `question` showed."""
    if not run:
        shown = _question(question, record)
        return shown, shown.shown if shown is not None else ""
    found = _run(run, record)
    return (None, "") if found is None else (_question(found.question, record), found.code)


def _run(number: int, record: StageRecord) -> CodeRun | None:
    return {run.number: run for run in record.runs}.get(number)


def _question(name: str, record: StageRecord) -> Question | None:
    return next((question for question in record.questions if question.id == name), None)


def _folded(line: str) -> str:
    return "".join(line.split())
