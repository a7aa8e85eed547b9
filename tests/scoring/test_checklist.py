from collections.abc import Callable
from dataclasses import replace

from voiceinterview.domain.rubrics import Rubric
from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.domain.transcript import Turn
from voiceinterview.scoring.checklist import checklist_coverage, rate_by_checklist
from voiceinterview.scoring.record import StageRecord


def test_key_points_are_counted_and_quoted_from_the_candidates_turn(record: StageRecord) -> None:
    (coverage,) = checklist_coverage(record)
    assert (coverage.found, coverage.total) == (2, 3)
    leak = coverage.findings[0].evidence
    assert leak is not None
    said = record.turns[leak.turn - 1].text
    assert said[leak.start : leak.end] == leak.quote
    assert leak.quote == "Well, first I'd check for leakage, because the same user could"
    assert leak.first_sample == 20 * SAMPLE_RATE


def test_only_the_candidates_own_words_count(record: StageRecord) -> None:
    """The interviewer spoke of a Gaussian prior, the candidate did not."""
    (coverage,) = checklist_coverage(record)
    assert coverage.findings[2].key_point == "prior"
    assert coverage.findings[2].evidence is None


def test_a_point_made_under_another_question_does_not_count(
    record: StageRecord, turn: Callable[..., Turn]
) -> None:
    other = turn(4, "candidate", "a gaussian prior", question="another")
    (coverage,) = checklist_coverage(replace(record, turns=(*record.turns, other)))
    assert coverage.found == 2


def test_questions_that_were_not_asked_are_left_out(record: StageRecord) -> None:
    unasked = replace(record.questions[0], id="never-asked")
    coverage = checklist_coverage(replace(record, questions=(*record.questions, unasked)))
    assert [entry.question for entry in coverage] == ["gap"]


def test_the_checklist_gives_no_level(record: StageRecord, rubric: Rubric) -> None:
    card = rate_by_checklist(record, rubric, at="2026-01-31T09:30:00Z")
    assert {rating.status for rating in card.ratings} == {"not_assessed"}
    assert all(rating.level is None and rating.reason for rating in card.ratings)
    assert card.score.level is None
    assert card.rater.kind == "checklist"


def test_a_stage_that_was_not_reached_says_so(record: StageRecord, rubric: Rubric) -> None:
    card = rate_by_checklist(replace(record, turns=()), rubric, at="")
    assert {rating.status for rating in card.ratings} == {"not_reached"}
    assert card.coverage == ()
