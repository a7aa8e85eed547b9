"""Questions of the bank as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from voiceinterview.app.drilling import Drilled
from voiceinterview.cli.shown_code import shown_lines
from voiceinterview.cli.wrapping import WIDTH, listed, one_line, section, wrapped
from voiceinterview.domain.questions import FollowUp, KeyPoint, Question
from voiceinterview.report.quoting import shown_quote
from voiceinterview.report.wording import COVERAGE_TITLE, found_words

_QUESTION = TypeAdapter(Question)
DIFFICULTIES = {1: "easy", 2: "medium", 3: "hard"}


def question_json(question: Question) -> dict[str, Any]:
    shown: dict[str, Any] = _QUESTION.dump_python(question, mode="json")
    return shown


def list_lines(questions: Sequence[Question]) -> Iterator[str]:
    """Stage by stage: id, kind, how hard, how long, and how it begins."""
    width = max(len(question.id) for question in questions)
    stage = ""
    for question in questions:
        if question.stage != stage:
            stage = question.stage
            yield f"\n{stage}" if question is not questions[0] else stage
        kind = question.type or question.format
        head = f"  {question.id:<{width}}  {kind:<12}  {DIFFICULTIES[question.difficulty]:<6}"
        head += f"  {question.minutes:>2} min  "
        yield head + one_line(question.ask, max(20, WIDTH + 40 - len(head)))


def show_lines(question: Question) -> Iterator[str]:
    """All that is known of a question."""
    kind = f"{question.format}, {question.type}" if question.type else question.format
    yield f"{question.id}  ({question.stage})"
    place = f", {question.place} in its stage" if question.place else ""
    yield f"{kind}, {DIFFICULTIES[question.difficulty]}, {question.minutes} minutes{place}"
    yield ""
    yield from wrapped(question.ask, "")
    yield from section("On the screen", shown_lines(question) if question.shown else ())
    yield from section("Why it is asked", wrapped(question.why))
    yield from section("Key points (weight)", _points(question))
    yield from section("Expert answer", wrapped(question.expert_answer))
    yield from section("A way to put it together", wrapped(question.framework))
    yield from section("Common mistakes", _mistakes(question))
    yield from section("Red flags", listed(flag.text for flag in question.red_flags))
    yield from section("Follow-ups", _ladder(question))
    yield from section("Hints", listed(question.hints))
    yield from section("Tags", wrapped(", ".join(question.tags)) if question.tags else ())
    yield from section("Sources", listed(question.sources))


def drill_lines(drilled: Drilled) -> Iterator[str]:
    """What was found in the answer, what was not, and how an expert would have put it."""
    yield one_line(drilled.question.ask)
    yield ""
    if drilled.coverage is None:
        yield "The interview ended before the question was asked."
        return
    yield f"{COVERAGE_TITLE}: {found_words(drilled.coverage)}"
    said = {turn.number: turn.text for turn in drilled.source.turns}
    for finding in drilled.coverage.findings:
        mark = "found " if finding.evidence is not None else "missed"
        yield from wrapped(finding.text, f"  {mark}  ", " " * 10)
        if (found := finding.evidence) is not None:
            quote = shown_quote(found.quote, found.start, found.end, said.get(found.turn, ""))
            yield from wrapped(f"“{quote}”", " " * 10)
    yield from section("Expert answer", wrapped(drilled.question.expert_answer))
    yield from section("A way to put it together", wrapped(drilled.question.framework))


def drill_json(drilled: Drilled) -> dict[str, Any]:
    findings = drilled.coverage.findings if drilled.coverage is not None else ()
    return {
        "question": drilled.question.id,
        "asked": drilled.coverage is not None,
        "key_points": [
            {
                "id": finding.key_point,
                "text": finding.text,
                "weight": finding.weight,
                "quote": finding.evidence.quote if finding.evidence is not None else None,
            }
            for finding in findings
        ],
        "expert_answer": drilled.question.expert_answer,
        "framework": drilled.question.framework,
    }


def _points(question: Question) -> Iterator[str]:
    for point in question.key_points:
        yield from wrapped(f"{point.text} ({point.weight})", "  - ", "    ")
        yield from wrapped(_phrases(point), "    ")


def _phrases(point: KeyPoint) -> str:
    words = f"found by: {', '.join(point.any_of)}"
    return f"{words}; not by: {', '.join(point.none_of)}" if point.none_of else words


def _mistakes(question: Question) -> Iterator[str]:
    for mistake in question.mistakes:
        yield from wrapped(f"“{mistake.says}”", "  - ", "    ")
        yield from wrapped(mistake.reveals, "    ")


def _ladder(question: Question) -> Iterator[str]:
    for step in question.follow_ups:
        yield from wrapped(f"{_when(step)}, {step.move}: {step.ask}", "  - ", "    ")


def _when(step: FollowUp) -> str:
    if step.when_missing is None and step.when_heard is None:
        return "at any time"
    if step.when_missing is not None:
        return f"without {step.when_missing}"
    return f"after {step.when_heard}"
