"""Checklist coverage (offline, not a judgement): which key points can be found by their words.

It counts phrases. It does not know whether they were used rightly, so it never gives a level.
"""

from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.domain.ratings import (
    Evidence,
    KeyPointFinding,
    QuestionCoverage,
    Rater,
    Rating,
    RatingStatus,
    Scorecard,
)
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.phrases import find_key_point
from voiceinterview.scoring.aggregate import stage_score
from voiceinterview.scoring.record import NOT_REACHED, StageRecord, transcript_sha256
from voiceinterview.scoring.spans import evidence_at, widen

NAME = "checklist"
CONTEXT_WORDS = 5  # on either side of a phrase, so that a reader can tell what was meant
NOT_A_JUDGEMENT = "The checklist finds phrases and gives no level; a language model or a coach can."


def rate_by_checklist(
    record: StageRecord, rubric: Rubric, *, at: str, tool_version: str = ""
) -> Scorecard:
    """Coverage of every question that was asked; the criteria stay without a level."""
    status: RatingStatus = "not_assessed" if record.reached else "not_reached"
    reason = NOT_A_JUDGEMENT if record.reached else NOT_REACHED
    ratings = tuple(
        Rating(criterion.id, criterion.weight, criterion.question, status, reason=reason)
        for criterion in rubric.criteria
    )
    return Scorecard(
        session=record.session,
        stage=record.stage,
        stage_title=record.title,
        rubric=rubric.ref,
        top_level=max(rubric.scale),
        transcript_sha256=transcript_sha256(record.turns),
        rater=Rater(kind="checklist", name=NAME),
        at=at,
        ratings=ratings,
        score=stage_score(ratings),
        coverage=checklist_coverage(record),
        tool_version=tool_version,
    )


def checklist_coverage(record: StageRecord) -> tuple[QuestionCoverage, ...]:
    """One entry for each question that was asked, in the order of the plan."""
    asked = {turn.question for turn in record.stage_turns}
    return tuple(
        _question_coverage(question, record)
        for question in record.questions
        if question.id in asked
    )


def _question_coverage(question: Question, record: StageRecord) -> QuestionCoverage:
    answers = [turn for turn in record.answers if turn.question == question.id]
    findings = tuple(
        KeyPointFinding(point.id, point.text, point.weight, _find(point, answers))
        for point in question.key_points
    )
    return QuestionCoverage(question.id, question.ask, findings)


def _find(point: KeyPoint, answers: list[Turn]) -> Evidence | None:
    for turn in answers:
        if (span := find_key_point(point, turn.text)) is not None:
            return evidence_at(turn, *widen(turn.text, *span, CONTEXT_WORDS))
    return None
