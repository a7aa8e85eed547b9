"""What a reader sees first, where there are levels and where there are none."""

from dataclasses import replace

from voiceinterview.domain.overall import Overall
from voiceinterview.domain.ratings import Calls, Rater, Scorecard
from voiceinterview.report.headline import held_line, overall_line
from voiceinterview.report.html import render_html
from voiceinterview.report.markdown import render_markdown
from voiceinterview.report.source import ReportSource
from voiceinterview.report.view import view_of

COMMAND = "voiceinterview score s-1 --model MODEL"


def test_when_and_with_whom_it_was_held_stands_at_the_top(source: ReportSource) -> None:
    assert held_line(source) == "2026-01-31 09:30 UTC, 1:01:40 long, asked by: Plain one"
    assert held_line(source) in render_html(source).split("<nav")[0]


def test_without_levels_the_count_stands_there_and_how_to_get_them(
    source: ReportSource, checklist_card: Scorecard
) -> None:
    counted = replace(source, scorecards=(checklist_card,), name="s-1")
    view = view_of(counted)
    assert view.overall == (
        "No levels: nobody has given any. The checklist found 1 of 2 key points."
    )
    assert view.for_levels == COMMAND
    assert COMMAND in render_html(counted) and COMMAND in render_markdown(counted)
    assert view.summary.head == ("Stage", "Key points", "Rated by")  # no column of dashes
    assert view.summary.numeric == (1,)


def test_a_model_that_never_answered_gave_no_levels(
    source: ReportSource, model_card: Scorecard, checklist_card: Scorecard
) -> None:
    silent = replace(
        model_card,
        ratings=tuple(
            replace(one, status="unscored", level=None, reason="It failed.", caps=())
            for one in model_card.ratings
        ),
        calls=Calls(3, 0),
    )
    tried = replace(source, scorecards=(silent, checklist_card), name="s-1")
    assert overall_line(tried).startswith("No levels") and view_of(tried).for_levels == COMMAND


def test_where_there_is_nothing_to_judge_no_model_is_sent_for(
    source: ReportSource, checklist_card: Scorecard, model_card: Scorecard
) -> None:
    silent = replace(source, turns=source.turns[:1], scorecards=(checklist_card,), name="s-1")
    assert view_of(silent).for_levels == ""
    ratings = tuple(
        replace(one, status="not_assessed", level=None, reason="Too little.", caps=())
        for one in model_card.ratings
    )
    unasked = replace(model_card, ratings=ratings, calls=Calls(0, 0))
    assert view_of(replace(source, scorecards=(unasked,), name="s-1")).for_levels == ""


def test_with_levels_nobody_is_told_how_to_get_them(source: ReportSource) -> None:
    view = view_of(replace(source, name="s-1"))
    assert (view.overall, view.for_levels) == ("", "")
    assert view.summary.head[1] == "Average level"


def test_of_two_models_it_is_told_whose_level_the_whole_is(
    source: ReportSource, model_card: Scorecard
) -> None:
    whole = Overall(model_card.rater.name, 3.0, 4, 1.0, (), "prepared")
    other = replace(model_card, rater=Rater("model", "model-other", "other"))
    both = replace(source, overall=whole, scorecards=(model_card, other))
    assert overall_line(both).endswith("Recommendation: prepared. By the model judge-1.")
    assert "By" not in overall_line(replace(both, scorecards=(model_card,)))
