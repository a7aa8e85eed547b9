from dataclasses import replace

import pytest
from page import Page
from small_plan import question, stage

from voiceinterview.report.code_view import CodeView, named_lines
from voiceinterview.report.html import render_html
from voiceinterview.report.markdown import render_markdown
from voiceinterview.report.source import ReportSource

CODE = "def mean(rows):\n\ttotal = 0\n    return <b>total</b> / len(rows)  # `why`"
LINES = tuple(f"line of code {n}" for n in range(1, 61))


@pytest.fixture
def review(source: ReportSource) -> ReportSource:
    """The first stage showed code beside its question, and line 3 was named in an answer."""
    shown = replace(
        question("gap", "Why?"),
        stage="dive",
        shown=CODE,
        shown_language="python",
        context="It is old.",
    )
    stages = (replace(stage("dive", shown), title="Deep dive"), source.plan.stages[1])
    answer = replace(source.turns[1], text="In line three it divides by zero.")
    return replace(
        source, plan=replace(source.plan, stages=stages), scorecards=(),
        turns=(source.turns[0], answer, source.turns[2]),
    )  # fmt: skip


def test_code_that_was_shown_stands_there_with_its_line_numbers(review: ReportSource) -> None:
    page = render_html(review)
    parsed = Page(page)
    assert [name for name in parsed.ids if name.startswith("code-1-")] == [
        "code-1-1", "code-1-2", "code-1-3",
    ]  # fmt: skip
    assert "<code>    total = 0</code>" in page  # a tab is spaces
    assert "It is old." in parsed.text
    assert "b" not in parsed.names


def test_a_line_that_an_answer_names_leads_to_it(review: ReportSource) -> None:
    parsed = Page(render_html(review))
    assert "#code-1-3" in parsed.targets
    assert "line 3 return <b>total</b> / len(rows)" in parsed.text


def test_markdown_has_the_code_in_a_fence_that_it_cannot_leave(review: ReportSource) -> None:
    fenced = replace(review.plan.stages[0].questions[0], shown="a = 1\n```\n# Heading\n````\nb = 2")
    stages = (replace(review.plan.stages[0], questions=(fenced,)), review.plan.stages[1])
    text = render_markdown(replace(review, plan=replace(review.plan, stages=stages)))
    _, code, _ = text.split("`````")
    assert code.splitlines()[1:] == ["1  a = 1", "2  ```", "3  # Heading", "4  ````", "5  b = 2"]


def test_a_question_that_was_not_asked_shows_nothing(review: ReportSource) -> None:
    assert "It is old." not in render_html(replace(review, turns=()))


@pytest.mark.parametrize(
    ("said", "numbers"),
    [
        ("In line forty-eight and line 49.", [48, 49]),
        ("Lines twelve to fourteen, I think", [12, 13, 14]),
        ("lines 45, 46, and fifty", [45, 46, 50]),
        ("Line number seven. The line 7 again.", [7]),
        ("lines 3-5", [3, 4, 5]),
        ("draw the line at forty", []),
        ("twelve lines of code, or 30", []),
        ("line 61, line 0", []),
        ("lines 1 to 60", []),  # that points at nothing
        ("line " + "9" * 5000, []),
    ],
)
def test_lines_are_named_by_number_in_digits_or_words(said: str, numbers: list[int]) -> None:
    code = CodeView(1, "Review it.", "", "python", LINES)
    assert [line.number for line in named_lines(said, code)] == numbers
    assert named_lines(said, None) == ()
