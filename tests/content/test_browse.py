"""Questions, stories and the role as one looks for them, and the plan of a drill."""

from pathlib import Path
from typing import Any

import pytest

from voiceinterview.app.browsing import (
    QuestionFilter,
    browse_question,
    browse_questions,
    browse_role,
    browse_stories,
    browse_story,
    unknown_of_many,
)
from voiceinterview.app.drilling import plan_drill
from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import find_content
from voiceinterview.errors import UnknownName
from voiceinterview.testing import VirtualClock

FLAGS: dict[str, Any] = {}


def ids(**wanted: Any) -> list[str]:
    return [question.id for question in browse_questions(FLAGS, QuestionFilter(**wanted))]


def test_without_a_filter_all_come_by_stage_and_from_easy_to_hard() -> None:
    found = browse_questions(FLAGS, QuestionFilter())
    stages = [*(stage.id for stage in browse_role(FLAGS).stages), "code-review", "coding"]
    places = [(stages.index(question.stage), question.difficulty) for question in found]
    assert len(found) >= 100
    assert places == sorted(places)


@pytest.mark.parametrize(
    "wanted",
    [
        {"stage": "technical-screen"},
        {"type": "debugging"},
        {"format": "star"},
        {"format": "code-review"},
        {"difficulty": 3},
        {"tag": "leakage"},
        {"search": "leakage"},
    ],
)
def test_a_filter_takes_some_and_leaves_some(wanted: dict[str, Any]) -> None:
    assert 0 < len(ids(**wanted)) < len(ids())


def test_filters_add_up_and_every_word_is_searched_for_in_any_case() -> None:
    both = ids(stage="ml-stats-deep-dive", type="debugging")
    assert set(both) == set(ids(stage="ml-stats-deep-dive")) & set(ids(type="debugging"))
    assert "churn-auc-ninety-nine" in ids(search="CHURN area Under curve")
    assert ids(search="churn xylophone") == []


@pytest.mark.parametrize(
    ("wanted", "listed"),
    [
        ({"stage": "lunch"}, "recruiter-screen"),
        ({"type": "guessing"}, "trade-offs"),
        ({"format": "dance"}, "star"),
        ({"tag": "lekage"}, "leakage"),
    ],
)
def test_an_unknown_filter_lists_what_there_is(wanted: dict[str, Any], listed: str) -> None:
    with pytest.raises(UnknownName, match=listed):
        ids(**wanted)


def test_a_mistyped_question_is_answered_with_the_nearest() -> None:
    assert browse_question(FLAGS, "churn-auc-ninety-nine").type == "debugging"
    with pytest.raises(UnknownName, match="Nearest: churn-auc-ninety-nine"):
        browse_question(FLAGS, "churn-auc-99")


def test_stories_are_found_by_theme_and_by_id() -> None:
    conflicts = browse_stories(FLAGS, "conflict")
    assert 0 < len(conflicts) < len(browse_stories(FLAGS, None))
    assert all("conflict" in story.themes for story in conflicts)
    assert browse_story(FLAGS, conflicts[0].id) == conflicts[0]
    with pytest.raises(UnknownName, match="conflict"):
        browse_stories(FLAGS, "weather")
    with pytest.raises(UnknownName, match=conflicts[0].id):
        browse_story(FLAGS, "../payer")


def test_of_hundreds_of_tags_the_nearest_are_named() -> None:
    with pytest.raises(UnknownName) as told:
        ids(tag="leakge")
    named = str(told.value)
    assert "Nearest: " in named and "leakage" in named
    assert "zero-shot" not in named and len(named) < 400


def test_of_a_few_names_all_are_listed() -> None:
    told = unknown_of_many("question", "leakge", ["leakage", "drift"])
    assert told.advice == "There are: leakage, drift."


def test_a_drill_is_a_plan_of_one_question_in_its_stage() -> None:
    plan = plan_drill(Settings(seed=1), find_content(), VirtualClock(), "churn-auc-ninety-nine")
    assert [stage.id for stage in plan.stages] == ["ml-stats-deep-dive"]
    assert [question.id for question in plan.stages[0].planned] == ["churn-auc-ninety-nine"]
    assert plan.minutes == 5
    assert "One question" in plan.stages[0].opening
    longer = Settings(seed=1, minutes=9, persona="terse-skeptic")
    plan = plan_drill(longer, find_content(), VirtualClock(), "churn-auc-ninety-nine")
    assert (plan.minutes, plan.persona.name) == (9, "terse-skeptic")
    with pytest.raises(UnknownName, match="churn-auc-ninety-nine"):
        plan_drill(Settings(), find_content(), VirtualClock(), "churn-auc")


def test_a_pack_of_ones_own_is_browsed_like_the_shipped_one(pack: Path) -> None:
    flags = {"content": str(pack), "role": "tester"}
    found = browse_questions(flags, QuestionFilter(stage="chat"))
    assert [question.id for question in found] == ["talk"]
    assert browse_stories(flags, None) == ()
