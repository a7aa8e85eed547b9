"""The report of a stage in which code was written: the code, its runs, and what rests on them."""

import io
import json
from dataclasses import replace

import pytest
from coded import CODE, FIRST, STARTER, ran
from page import Page
from rich.console import Console
from small_plan import question, stage

from voiceinterview.app.reporting_again import _SOURCE
from voiceinterview.domain.ratings import CodeEvidence, QuestionCoverage, RunResult
from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.report.code_quotes import CodePlaces, places_of, tied_words
from voiceinterview.report.code_view import code_by_turn, code_views, written_views
from voiceinterview.report.headline import overall_line
from voiceinterview.report.html import render_html
from voiceinterview.report.markdown import render_markdown
from voiceinterview.report.pdf import render_pdf, values
from voiceinterview.report.source import ReportSource
from voiceinterview.report.terminal import print_scorecards
from voiceinterview.report.wording import found_words

LINE = CodeEvidence("line", "gap", 2, 7, "        total += row", own=True)
RUN = CodeEvidence("run", "gap", 2, 0, "2 of 3 checks passed", own=True)
GIVEN = CodeEvidence("line", "gap", 2, 1, "def solve(rows):", own=False)
SHOWN = CodeEvidence("line", "gap", 0, 3, "    raise NotImplementedError", own=False)
EARLIER = CodeEvidence("line", "gap", 1, 3, "    return rows[0]", own=True, status="repaired")
HOSTILE = "<script>alert(1)</script> \x1b[31m\u202e ``` # *x* #raw(1) $y$"


@pytest.fixture
def coding(source: ReportSource, model_card, checklist_card) -> ReportSource:
    """Code was written in the first stage, and run twice; its criterion rests on that alone."""
    asked = replace(question("gap", "Add it up."), format="coding", shown=STARTER, context="Rows.")
    first, second = source.plan.stages
    stages = (replace(stage("dive", asked), title=first.title), second)
    runs = (
        ran(1, FIRST, 1, at=61 * SAMPLE_RATE, output=HOSTILE),
        ran(2, CODE, 2, at=69 * SAMPLE_RATE, submitted=True),
    )
    depth = replace(model_card.ratings[0], evidence=(), caps=(), code=(LINE, RUN))
    covered = QuestionCoverage("gap", "Add it up.", (), ran=RunResult(2, 2, 3, submitted=True))
    cards = (
        replace(model_card, ratings=(depth, *model_card.ratings[1:]), runs_sha256="ab"),
        replace(checklist_card, coverage=(covered,)),
    )
    plan = replace(source.plan, stages=stages)
    return replace(source, plan=plan, ran=runs, scorecards=cards)


def with_code(source: ReportSource, *code: CodeEvidence) -> ReportSource:
    card, *others = source.scorecards
    depth = replace(card.ratings[0], code=code)
    return replace(source, scorecards=(replace(card, ratings=(depth, *card.ratings[1:])), *others))


def in_terminal(source: ReportSource) -> str:
    console = Console(file=io.StringIO(), width=100)
    print_scorecards(console, source)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_the_page_has_the_code_as_submitted_and_every_run(coding: ReportSource) -> None:
    page = Page(render_html(coding))
    assert "The code as submitted: Add it up. (8 lines)" in page.text
    assert {"code-2-7", "run-1", "run-2"} <= set(page.ids)
    assert "Run 1 at 1:01: 1 of 3 checks passed" in page.text
    assert "Run 2 at 1:09, submitted: 2 of 3 checks passed" in page.text
    assert "failed: rows without a value expected 2, got 7" in page.text
    assert "script" not in page.names and "alert(1)" in page.text


def test_evidence_leads_to_its_line_and_to_its_run(coding: ReportSource) -> None:
    page = Page(render_html(coding))
    assert {"#code-2-7", "#run-2"} <= set(page.targets)
    assert "line 7 : total += row" in page.text
    assert "run 2 : 2 of 3 checks passed" in page.text
    assert "Tied to line 7 of what was submitted and run 2; nothing that was said is" in page.text


@pytest.mark.parametrize(
    "cited", [GIVEN, SHOWN, EARLIER, replace(LINE, run=9), replace(RUN, run=9)]
)
def test_a_place_leads_nowhere_that_the_page_does_not_have(
    coding: ReportSource, cited: CodeEvidence
) -> None:
    told = with_code(coding, cited)
    page = Page(render_html(told))
    inside = {target[1:] for target in page.targets if target.startswith("#")}
    assert inside <= set(page.ids)
    assert render_pdf(told).startswith(b"%PDF")


def test_what_was_given_to_her_says_so(coding: ReportSource) -> None:
    page = Page(render_html(with_code(coding, GIVEN, SHOWN, EARLIER)))
    assert (
        "line 1 : def solve(rows): (given to the candidate, so it counts for nothing" in page.text
    )
    assert "line 3 on the screen : raise NotImplementedError" in page.text
    assert "line 3 of run 1: return rows[0] (cited with another number" in page.text


def test_the_other_forms_tell_the_same(coding: ReportSource) -> None:
    text = render_markdown(coding)
    assert "### The code as submitted: Add it up." in text
    assert "7          total += row" in text
    assert "- **Run 2** at 1:09, submitted: 2 of 3 checks passed" in text
    assert "- line 7: `total += row`" in text
    shown = in_terminal(coding)
    assert "run 2 at 1:09, submitted: 2 of 3 checks passed; failed: rows without a value" in shown
    assert "line 7: total += row" in shown
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "Run 2" not in render_markdown(replace(coding, ran=()))


def test_the_json_has_every_run_with_its_code(coding: ReportSource) -> None:
    told = json.loads(_SOURCE.dump_json(coding))
    assert [one["run"]["code"] for one in told["ran"]] == [FIRST, CODE]
    assert told["scorecards"][0]["ratings"][0]["code"][0]["line"] == 7


def test_paper_links_to_the_same_places(coding: ReportSource) -> None:
    assert render_pdf(coding).startswith(b"%PDF")
    rating = values(coding)["report"]["stages"][0]["cards"][0]["ratings"][0]
    assert [one["target"] for one in rating["code"]] == ["code-2-7", "run-2"]


def test_hostile_code_steers_no_form(coding: ReportSource) -> None:
    last = ran(2, f"{HOSTILE}\n" * 3, 0, problem=HOSTILE, at=70 * SAMPLE_RATE)
    hostile = replace(coding, ran=(last,))
    page = Page(render_html(hostile))
    assert "script" not in page.names
    assert "The code as last run" in page.text
    assert "\u202e" not in render_html(hostile) + render_markdown(hostile) + in_terminal(hostile)
    assert render_pdf(hostile).startswith(b"%PDF")
    fence = render_markdown(hostile).split("The code as last run: Add it up.")[1].split("````")[1]
    assert len(fence.strip().splitlines()) == 3


def test_a_line_that_is_named_aloud_is_one_of_what_was_written_by_then(
    coding: ReportSource,
) -> None:
    before, answer, after = coding.turns
    assert before.start < coding.ran[-1].at
    later = replace(answer, number=9, start=80 * SAMPLE_RATE)
    views = code_by_turn(replace(coding, turns=(before, answer, later, after)))
    assert set(views) == {9, 3} and views[9].run == 2  # all are about the one question here


def test_without_levels_the_headline_says_what_the_code_passes(coding: ReportSource) -> None:
    checklist = replace(coding, scorecards=coding.scorecards[1:])
    assert overall_line(checklist) == (
        "No levels: nobody has given any. The submitted code passes 2 of 3 checks."
    )
    assert "0 of 0" not in render_html(checklist) + render_markdown(checklist)


@pytest.mark.parametrize(
    ("ran_to", "words"),
    [
        (RunResult(1, 2, 3, True), "the submitted code passes 2 of 3 checks"),
        (RunResult(1, 2, 3, False), "the code as last run passes 2 of 3 checks"),
        (RunResult(1, 0, 0, True, "SyntaxError"), "the submitted code could not be checked"),
        (None, "no key points to look for"),
    ],
)
def test_what_was_found_is_never_none_of_none(ran_to: RunResult | None, words: str) -> None:
    assert found_words(QuestionCoverage("gap", "Add it up.", (), ran=ran_to)) == words


def test_that_code_was_sent_is_told(coding: ReportSource) -> None:
    assert "and the code that was written with what its runs came to" in render_html(coding)


def test_what_a_rating_is_tied_to_reads_like_a_sentence(coding: ReportSource) -> None:
    places = places_of(code_views(coding), written_views(coding))
    both = (LINE, replace(LINE, line=3), RUN, replace(RUN, run=1), SHOWN)
    assert tied_words(both, places) == (
        "Tied to lines 3 and 7 of what was submitted, line 3 on the screen and runs 1 and 2; "
        "nothing that was said is quoted."
    )
    assert tied_words((), CodePlaces()) == ""
