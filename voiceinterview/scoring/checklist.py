"""Checklist coverage (offline, not a judgement): which key points can be found by their words.

It counts phrases where they are claimed (`claims`). It does not know whether they were used
rightly, so it never gives a level. Where code was written it tells what the last run of it came to,
as a fact.
"""

from collections.abc import Sequence

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.questions import Question
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
from voiceinterview.scoring.aggregate import stage_score
from voiceinterview.scoring.claims import claims
from voiceinterview.scoring.code_evidence import code_orders, result_of
from voiceinterview.scoring.orders import orders_in
from voiceinterview.scoring.own_words import Answer, answers_of
from voiceinterview.scoring.record import NOT_REACHED, StageRecord, transcript_sha256
from voiceinterview.scoring.spans import evidence_at, widen
from voiceinterview.scoring.star import star_parts
from voiceinterview.scoring.unheard import unheard_warning

NAME = "checklist"
STORY = "star"  # the format whose answers have four parts
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
        orders=orders_in(record.answers),
        warnings=(*unheard_warning(record.unheard), *record.warnings),
        tool_version=tool_version,
        code_orders=code_orders(record),
        runs_sha256=record.runs_sha256,
    )


def checklist_coverage(record: StageRecord) -> tuple[QuestionCoverage, ...]:
    """One entry for each question that was asked, in the order of the plan."""
    asked = {turn.question for turn in record.stage_turns}
    answers, left = answers_of(record), record.left
    return tuple(
        _question_coverage(
            question,
            [answer for answer in answers if answer.turn.question == question.id],
            left.get(question.id),
        )
        for question in record.questions
        if question.id in asked
    )


def _question_coverage(
    question: Question, answers: Sequence[Answer], left: CodeRun | None
) -> QuestionCoverage:
    found: dict[str, Evidence] = {}
    for answer in answers:
        for point, span in claims(question.key_points, answer).items():
            if point not in found:
                place = widen(answer.turn.text, *span, CONTEXT_WORDS)
                found[point] = evidence_at(answer.turn, *place)
    findings = tuple(
        KeyPointFinding(point.id, point.text, point.weight, found.get(point.id))
        for point in question.key_points
    )
    star = star_parts(answers) if question.format == STORY else ()
    ran = result_of(left) if left is not None else None
    return QuestionCoverage(question.id, question.ask, findings, star, ran)
