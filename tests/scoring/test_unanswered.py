"""Who is named where nobody rated, and what such a card may hide."""

from dataclasses import replace

import pytest

from voiceinterview.domain.ratings import Calls, Scorecard
from voiceinterview.errors import EngineError
from voiceinterview.report.progress import HeldSession, progress_of
from voiceinterview.report.wording import rater_name, rater_words
from voiceinterview.scoring.judge_request import RatingTerms
from voiceinterview.scoring.model_rater import rate_by_model

WRONG = EngineError("litellm", "the key was refused", lasting=True)
ONCE = RatingTerms(samples=1, one_call=True)


@pytest.fixture
def rate(model, prompts, record, rubric):
    async def rate(reply: str | EngineError, **changes) -> Scorecard:
        return await rate_by_model(
            model(reply), prompts, replace(record, **changes), rubric, ONCE, nonce="5f3a9c", at=""
        )

    return rate


async def test_a_model_that_never_answered_has_rated_nothing(rate) -> None:
    card = await rate(WRONG)
    assert card.calls == Calls(made=1, answered=0)
    assert rater_name(card) == "nobody (judge never answered)"
    assert rater_words(card).startswith(
        "No model rated this: judge was asked and never answered, prompt"
    )
    assert {rating.level for rating in card.ratings} == {None}


async def test_a_model_that_was_not_asked_has_rated_nothing(rate, record) -> None:
    card = await rate(WRONG, turns=record.turns[:1])
    assert card.calls == Calls(made=0, answered=0)
    assert rater_name(card) == "nobody"
    assert "No model rated this: judge was not asked, as there was nothing to" in rater_words(card)


async def test_a_model_that_answers_nonsense_has_answered(rate) -> None:
    card = await rate("I would rather not.")
    assert card.calls == Calls(made=1, answered=1)
    assert rater_name(card) == "the model judge/1 (test)"


async def test_calls_are_added_up_over_the_runs_that_fill_a_card(
    rate, model, prompts, record, rubric, sound_reply
) -> None:
    before = await rate(WRONG)
    card = await rate_by_model(
        model(sound_reply), prompts, record, rubric, ONCE, nonce="5f3a9c", at="", before=before
    )
    assert card.calls == Calls(made=2, answered=1)
    assert card.answered


async def test_levels_over_time_leave_out_what_nobody_rated(rate, sound_reply) -> None:
    first, second = await rate(sound_reply), await rate(WRONG)
    told = progress_of([HeldSession("a", "1", (first,)), HeldSession("b", "2", (second,))])
    (series,) = told.series
    assert series.sessions == ("a",)
