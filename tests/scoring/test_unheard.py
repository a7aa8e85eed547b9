"""Words that a recognizer lost are not words that the candidate did not say."""

from dataclasses import replace

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import Word
from voiceinterview.scoring.checklist import rate_by_checklist
from voiceinterview.scoring.judge_request import RatingTerms
from voiceinterview.scoring.model_rater import rate_by_model
from voiceinterview.scoring.unheard import unheard_stretches


def asked(stage: str) -> e.AskQuestion:
    return e.AskQuestion(at=0, stage=stage, question="gap", follow_up=0)


def lost(utterance: int, engine: e.EngineKind = "recognizer") -> e.EngineFailed:
    return e.EngineFailed(
        at=0, engine=engine, job=utterance, problem="Out of memory.", advice="", lasting=False
    )


def test_each_stage_knows_what_was_lost_in_it() -> None:
    understood = e.FinalTranscript(at=0, utterance=2, words=(Word("yes", 0, 1),))
    log = [
        asked("a"),
        lost(1),
        lost(2),
        lost(3),
        understood,
        asked("b"),
        lost(4),
        lost(5, "synthesizer"),
    ]
    assert unheard_stretches(log) == {"a": 2, "b": 1}


async def test_too_little_for_want_of_a_recognizer_is_unscored(
    model, prompts, record, rubric, turn, sound_reply
) -> None:
    short = replace(record, turns=(record.turns[0], turn(2, "candidate", "")), unheard=2)
    card = await rate_by_model(
        model(sound_reply), prompts, short, rubric, RatingTerms(samples=1), nonce="5f3a", at=""
    )
    assert {rating.status for rating in card.ratings} == {"unscored"}
    assert "failed on 2 stretches of what the candidate said" in card.ratings[0].reason


async def test_a_card_says_what_it_does_not_know_of(
    model, prompts, record, rubric, sound_reply
) -> None:
    holed = replace(record, unheard=1)
    judged = await rate_by_model(
        model(sound_reply), prompts, holed, rubric,
        RatingTerms(samples=1, one_call=True), nonce="5f3a", at="",
    )  # fmt: skip
    assert [rating.level for rating in judged.ratings] == [3, 2, 1]
    for card in (judged, rate_by_checklist(holed, rubric, at="")):
        assert len(card.warnings) == 1
        assert "one stretch of what the candidate said here" in card.warnings[0]
    assert rate_by_checklist(record, rubric, at="").warnings == ()
