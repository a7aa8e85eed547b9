import re
from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page import Page

from voiceinterview.report.html import render_html
from voiceinterview.report.source import ReportSource


def test_each_criterion_shows_its_level_anchor_and_quote_or_the_reason(
    source: ReportSource,
) -> None:
    text = Page(render_html(source)).text
    assert "2.0 of 4 on average, over 60% of the rubric by weight" in text
    assert "Technical depth ●●○○ level 2 of 4 How deep? Says how, not why." in text
    assert "that it was leakage ” at 1:05" in text.replace("leakage”", "leakage ”")
    assert "Clarity not assessed How clear? Nobody asked." in text
    assert "Rigor not scored How exact? The call failed." in text
    assert "Held at level 2 or below: Made something up." in text
    assert "quoted with small differences" in text


def test_the_checklist_has_a_section_and_a_wording_of_its_own(source: ReportSource) -> None:
    text = Page(render_html(source)).text
    assert "Checklist coverage (offline, not a judgement)" in text
    assert "Why is validation worse? 1 of 2 key points found" in text
    assert "Plots a learning curve. (not found by its words)" in text
    assert "The checklist gives no level." not in text  # the model's card is shown instead


def test_without_a_model_the_criteria_say_why_they_have_no_level(
    source: ReportSource, checklist_card
) -> None:
    text = Page(render_html(replace(source, scorecards=(checklist_card,)))).text
    assert text.count("The checklist gives no level.") == 2  # in its stage, and in the list
    assert "Technical depth , not assessed How deep?" in text
    assert "Rated by the checklist (no model)" in text
    assert "no level given" in text


def test_the_report_says_who_rated_what_it_cost_and_what_was_recorded(
    source: ReportSource,
) -> None:
    text = Page(render_html(source)).text
    assert "Rated by the model judge-1, prompt rate-stage@1.0.0, rubric dive@1.0.0" in text
    assert "1,000 tokens, cost $0.0123" in text
    assert "The candidate is a recording" in text
    assert "a recorded candidate (synthetic voice)" in text
    assert "finished (quit)" in text
    assert "1:01:40" in text
    assert "voiceinterview 0.1.0" in text


def test_what_was_said_is_escaped_and_the_page_loads_nothing(source: ReportSource) -> None:
    page = render_html(source)
    parsed = Page(page)
    assert "script" not in parsed.names
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; [red]so[/red]" in page
    assert "\x1b" not in page and "\u202e" not in page
    assert all(target.startswith("#") for target in parsed.targets)
    assert not re.search(r"url\(|@import|https?:", page)
    assert len(page) < 30_000


def test_every_quote_leads_to_its_turn_and_is_marked_there_once(source: ReportSource) -> None:
    page = render_html(source)
    parsed = Page(page)
    assert {target[1:] for target in parsed.targets} <= set(parsed.ids)
    assert page.count("<mark>") == 3  # the flag's words, and two quotes that overlap
    assert "<mark>that it was leakage</mark><mark>.</mark>" in page


def test_a_stage_without_a_scorecard_says_so(source: ReportSource) -> None:
    assert "Talk This stage was not rated." in Page(render_html(source)).text


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.text(max_size=60))
def test_nothing_anybody_says_changes_the_page(source: ReportSource, said: str) -> None:
    names = Page(render_html(replace(source, scorecards=(), turns=source.turns[:1]))).names
    spoken = (replace(source.turns[0], text=f"so {said}"),)
    assert Page(render_html(replace(source, scorecards=(), turns=spoken))).names == names


def test_the_page_can_be_walked_by_landmarks_headings_and_tables(
    source: ReportSource, delivery
) -> None:
    page = render_html(replace(source, delivery=delivery))
    names = Page(page).names
    levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {"header", "nav", "main", "footer"} <= set(names)
    assert names.count("caption") == names.count("table")
    assert '<html lang="en">' in page
    assert page.count("<th scope=") == names.count("th")


def test_a_model_cannot_write_markup_into_the_page(source: ReportSource, model_card) -> None:
    hostile = "<img src=x onerror=alert(1)>\x1b\u202e"
    rating = replace(
        model_card.ratings[0], why=hostile, flag=hostile, reason=hostile, anchor=hostile,
        question=hostile,
    )  # fmt: skip
    said = replace(rating.evidence[0], doubtful=(hostile,))
    rater = replace(model_card.rater, model=hostile, parameters={"api_base": hostile})
    card = replace(
        model_card, ratings=(replace(rating, evidence=(said,)),), rater=rater,
        warnings=(hostile,), orders=(said,), stage_title=hostile,
    )  # fmt: skip
    page = render_html(replace(source, scorecards=(card,)))
    assert "img" not in Page(page).names
    assert page.count("&lt;img src=x") > 6
