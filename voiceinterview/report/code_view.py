"""What was on the screen beside a question, line by line, and which lines an answer names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voiceinterview.domain.questions import Question
from voiceinterview.report.source import ReportSource
from voiceinterview.report.wording import printable, shortened

TAB = 4  # columns
# "line 12", "lines 12 to 14", "lines 12, 13 and 20"; numbers as digits.
_NUMBER = r"\d{1,5}(?!\d)"
_LINES = re.compile(
    rf"\blines?\s+(?:number\s+)?({_NUMBER}(?:(?:\s*(?:,|and|or|to|through|-|–|&)\s*)+{_NUMBER})*)"
)
_RANGE = re.compile(r"(\d+)\s*(?:to|through|-|–)\s*(\d+)|(\d+)")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")  # "forty-eight", not "3-5"
LONGEST_RANGE = 20  # lines; "lines 1 to 60" points at nothing


@dataclass(frozen=True)
class CodeView:
    """`lines` are what was shown, the first being line 1. `key` is a number of its own in the
    report, by which a page finds the place. `context` is what was told of it on the screen."""

    key: int
    ask: str
    context: str
    language: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class NamedLine:
    """A line of `CodeView` number `key` that somebody named."""

    key: int
    number: int
    text: str


def code_views(source: ReportSource) -> dict[str, CodeView]:
    """Question -> what it showed, for those that were asked and showed something."""
    asked = {turn.question for turn in source.turns}
    questions = (question for stage in source.plan.stages for question in stage.questions)
    shown = [question for question in questions if question.shown and question.id in asked]
    return {question.id: _view(key, question) for key, question in enumerate(shown, 1)}


def code_by_turn(source: ReportSource) -> dict[int, CodeView]:
    """Turn -> what was on the screen in it."""
    views = code_views(source)
    return {turn.number: views[turn.question] for turn in source.turns if turn.question in views}


def _view(key: int, question: Question) -> CodeView:
    return CodeView(
        key=key,
        ask=shortened(question.ask),
        context=printable(question.context).strip(),
        language=question.shown_language,
        lines=tuple(printable(question.shown.expandtabs(TAB)).splitlines()),
    )


def named_lines(said: str, code: CodeView | None) -> tuple[NamedLine, ...]:
    """The lines that a quote names by number and that there are, each once; () without code."""
    if code is None:
        return ()
    numbers = dict.fromkeys(_numbers(said))
    return tuple(
        NamedLine(code.key, number, code.lines[number - 1].strip())
        for number in numbers
        if 1 <= number <= len(code.lines)
    )


def _numbers(said: str) -> Iterator[int]:
    if not re.search(r"\blines?\b", said, re.IGNORECASE):
        return
    from text_to_num import alpha2digit

    plain = _HYPHEN.sub(" ", said.casefold()).encode("utf-8", "replace").decode("utf-8")
    for found in _LINES.finditer(alpha2digit(plain, "en", threshold=0)):
        for first, last, single in _RANGE.findall(found[1]):
            if single:
                yield int(single)
            elif int(first) <= int(last) < int(first) + LONGEST_RANGE:
                yield from range(int(first), int(last) + 1)
