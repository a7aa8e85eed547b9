"""A comparison of two sessions as a page or as Markdown."""

from collections.abc import Iterator

from voiceinterview.report.comparing import ComparisonView
from voiceinterview.report.html import page
from voiceinterview.report.markdown import plain, table_lines

TEMPLATE = "comparison.html.j2"
SIDES = ("First", "Second")


def comparison_html(view: ComparisonView) -> str:
    """Everything that somebody said is escaped."""
    return page(TEMPLATE, view=view)


def comparison_markdown(view: ComparisonView) -> str:
    return "\n".join(_lines(view)) + "\n"


def _lines(view: ComparisonView) -> Iterator[str]:
    yield "# Two interviews compared"
    yield from table_lines(view.facts)
    yield from ("", "## Levels")
    for stage in view.stages:
        if stage.levels is not None:
            yield from table_lines(stage.levels)
        else:
            yield from ("", f"**{plain(stage.title)}:** not compared. {plain(stage.reason)}")
    yield from ("", "## Answers to the same questions")
    for question in view.questions:
        yield from ("", f"### {plain(question.ask)}")
        for side, answer in zip(SIDES, question.answers, strict=True):
            yield from ("", f"**{side}**, {answer.found}" if answer.found else f"**{side}**")
            for time, text in answer.turns:
                yield from ("", f"{time}: {plain(text)}")
    if not view.questions:
        yield from ("", "No question was answered in both.")
    if view.delivery is not None:
        yield from ("", "## Delivery", *table_lines(view.delivery))
