"""A new interview asks what the latest ones did not, unless a seed is given."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_plan import small_plan

from voiceinterview.app.preparing import asked_before, prepare_plan
from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import find_content
from voiceinterview.domain.events import AskQuestion, SessionStarted
from voiceinterview.domain.manifest import Manifest
from voiceinterview.storage.writer import SessionWriter
from voiceinterview.testing import VirtualClock

ROLE = "data-scientist-ml"
DAY = 86_400.0
REVIEWS = (
    "campaign-export", "churn-folds", "churn-snapshot", "fraud-cutoff", "order-risk-scorer",
    "checkout-experiment", "cohort-report", "demand-backtest",
)  # fmt: skip


def held(root: Path, *questions: str, days: float = 0.0) -> None:
    """A session that asked these, so many days after the clock's beginning."""
    manifest = Manifest(role=ROLE, stages=("x",), persona="p", seed=0, minutes=1.0)
    clock = VirtualClock(days * DAY)
    with SessionWriter.create(root, manifest, replace(small_plan(), role=ROLE), clock) as writer:
        writer.event(SessionStarted(at=0))
        for question in questions:
            writer.event(AskQuestion(at=0, stage="x", question=question, follow_up=0))


def asked(root: Path, *, seed: int | None = None, days: float = 1.0) -> tuple[list[str], list[str]]:
    """The reviews that a short round would ask now, and what was said about it."""
    said: list[str] = []
    settings = Settings(stages=("code-review",), minutes=12, seed=seed)
    plan = prepare_plan(settings, find_content(), root, VirtualClock(days * DAY), said.append)
    return [question.id for question in plan.stages[0].planned], said


@pytest.mark.parametrize("name", ["churn-folds", "cohort-report"])
def test_the_one_review_that_was_not_asked_is(tmp_path: Path, name: str) -> None:
    held(tmp_path, *(other for other in REVIEWS if other != name))
    assert asked(tmp_path) == ([name], [])


def test_when_all_were_asked_the_oldest_is_asked_again_and_it_is_said(tmp_path: Path) -> None:
    held(tmp_path, "fraud-cutoff", days=0)
    held(tmp_path, *(name for name in REVIEWS if name != "fraud-cutoff"), days=20)
    again, said = asked(tmp_path, days=21)
    assert again == ["fraud-cutoff"]
    assert said == ["plan: Asked again, for want of others: fraud-cutoff (21 days ago)."]


def test_a_seed_asks_the_same_whatever_was_asked_before(tmp_path: Path) -> None:
    before, _ = asked(tmp_path, seed=5)
    held(tmp_path, *before)
    assert asked(tmp_path, seed=5)[0] == before


def test_how_long_ago_is_told_in_days(tmp_path: Path) -> None:
    held(tmp_path, "fraud-cutoff", days=3)
    (one,) = asked_before(tmp_path, ROLE, VirtualClock(5.5 * DAY))
    assert (one.question, round(one.days_ago, 2)) == ("fraud-cutoff", 2.5)
