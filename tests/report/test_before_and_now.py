"""Two answers to one question: what is set side by side, and what is not."""

from dataclasses import replace

import numpy as np
import pytest
from small_plan import question
from small_plan import stage as plan_stage

from voiceinterview.domain.manifest import EngineUsed, Retried
from voiceinterview.domain.ratings import Rating, Scorecard
from voiceinterview.interview.answered import Answered
from voiceinterview.ports import Samples
from voiceinterview.report import answer_clips
from voiceinterview.report.answer_clips import with_answers
from voiceinterview.report.before_and_now import Side, before_and_now
from voiceinterview.report.clips import NO_CLIPS
from voiceinterview.report.html import render_html
from voiceinterview.report.markdown import render_markdown
from voiceinterview.report.retried_answer import BeforeAndNow
from voiceinterview.report.source import ReportSource
from voiceinterview.report.trying_again import retry_command, retry_question

LINK = Retried(session="s-1", turn=2, question="gap")
ASK = "Why is validation worse?"


def side(source: ReportSource, *cards: Scorecard, answered: bool = True) -> Side:
    asked = question("gap", ASK, "dive")
    own = Answered(source.turns[1], plan_stage("dive", asked), asked, 0, ASK)
    coverage = next((card.coverage[0] for card in source.scorecards if card.coverage), None)
    return Side(replace(source, scorecards=cards), (own,) if answered else (), coverage)


def both(source: ReportSource, one: Scorecard, other: Scorecard) -> BeforeAndNow:
    return before_and_now(LINK, ASK, side(source, one), side(source, other))


def risen(card: Scorecard) -> Scorecard:
    up = replace(card.ratings[0], level=3)
    return replace(card, ratings=(up, *card.ratings[1:]))


def test_levels_of_one_rater_stand_side_by_side(source, model_card) -> None:
    (levels,) = both(source, model_card, risen(model_card)).levels
    assert levels.table is not None
    assert levels.table.head == ("Criterion", "Before", "Now", "Change")
    assert levels.table.rows[0] == ("Technical depth", "level 2 of 4", "level 3 of 4", "+1")


def test_levels_of_two_raters_do_not_compare_and_the_reason_stands_there(
    source, model_card
) -> None:
    other = replace(model_card, rater=replace(model_card.rater, name="model-2", model="judge-2"))
    (levels,) = both(source, model_card, other).levels
    assert levels.table is None
    assert "different raters" in levels.reason


def test_what_the_checklist_found_is_no_level(source, checklist_card) -> None:
    (levels,) = both(source, checklist_card, checklist_card).levels
    assert (levels.table, "gives none" in levels.reason) == (None, True)


def test_levels_over_more_questions_then_are_told_apart(source, model_card) -> None:
    another = replace(source.turns[1], number=4, question="else", turn=2)
    longer = replace(source, turns=(replace(source.turns[1], turn=1), *source.turns, another))
    told = before_and_now(LINK, ASK, side(longer, model_card), side(source, risen(model_card)))
    assert any("over 2 questions of the stage" in note for note in told.notes)


def test_another_recognizer_is_told(source, model_card) -> None:
    engines = replace(source.manifest.engines, recognizer=EngineUsed("ears", {"model": "big"}))
    later = replace(source, manifest=replace(source.manifest, engines=engines))
    told = before_and_now(LINK, ASK, side(source, model_card), side(later, model_card))
    assert any("by recorded, now by ears big" in note for note in told.notes)


def test_key_points_are_told_apart_by_where_they_were_said(source, model_card) -> None:
    told = both(source, model_card, model_card)
    assert told.key_points is not None
    assert told.key_points.rows == (
        ("Rules out leakage.", "3", "in the answer", "in the answer"),
        ("Plots a learning curve.", "1", "not found", "not found"),
        ("Found", "", "1 of 2", "1 of 2"),
    )


def test_a_question_left_open_this_time_compares_nothing(source, model_card) -> None:
    now = side(source, model_card, answered=False)
    told = before_and_now(LINK, ASK, side(source, model_card), now)
    assert (told.now, told.measures, told.key_points, told.levels) == (None, None, None, ())
    assert "not answered this time" in told.notes[0]


@pytest.mark.parametrize("gone", ["", "The session of then, <b>, is not here."])
def test_what_was_said_is_shown_as_it_is(source, model_card, gone: str) -> None:
    then = None if gone else side(source, model_card)
    told = before_and_now(LINK, ASK, then, side(source, model_card), gone)
    page = render_html(replace(source, retried=told))
    text = render_markdown(replace(source, retried=told))
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "\x1b" not in page + text and "\u202e" not in page + text
    assert ("<h3>Before</h3>" in page) == (not gone)
    assert ("&lt;b&gt;" in page) == bool(gone)


def test_every_answer_names_the_command_that_asks_it_again(source) -> None:
    asked = question("gap", ASK, "dive")
    plan = replace(source.plan, stages=(plan_stage("dive", asked), *source.plan.stages[1:]))
    turns = (source.turns[0], replace(source.turns[1], turn=1), *source.turns[2:])
    named = replace(source, plan=plan, turns=turns, name="s-1")
    command = "voiceinterview practice --retry s-1 2"
    assert retry_question(named, "gap") == retry_command(named, turns[1]) == command
    assert retry_command(named, turns[0]) == retry_question(named, "other") == ""
    assert retry_command(source, turns[1]) == ""  # it has no name to be called by
    engines = replace(source.manifest.engines, recognizer=None)
    typed = replace(named, manifest=replace(source.manifest, engines=engines))
    assert retry_command(typed, turns[1]) == f"{command} --typed"
    for said in (render_html(named), render_markdown(named)):
        assert said.count(command) >= 2


def sound(seconds: float) -> Samples:
    return np.zeros(round(seconds * 16_000), np.int16)


def test_short_answers_are_in_the_page_and_long_ones_beside_it(monkeypatch) -> None:
    answers = {"before": sound(1), "now": sound(2)}
    inside = with_answers(NO_CLIPS, answers, None)
    assert all(one.startswith("data:audio/mpeg;base64,") for one in inside.answers.values())
    monkeypatch.setattr(answer_clips, "LARGEST_SOUND", 1_000)
    beside = with_answers(NO_CLIPS, answers, "report-clips")
    assert beside.answers == {name: f"report-clips/{name}.mp3" for name in answers}
    assert set(beside.files) == set(beside.answers.values())
    assert "write it to a file" in with_answers(NO_CLIPS, answers, None).note


def test_no_level_is_made_up_where_one_is_missing(source, model_card) -> None:
    failed = Rating("technical-depth", 3, "How deep?", "unscored", reason="The call failed.")
    later = replace(model_card, ratings=(failed, *model_card.ratings[1:]))
    (levels,) = both(source, model_card, later).levels
    assert levels.table is not None
    assert levels.table.rows[0][2:] == ("not scored", "–")
