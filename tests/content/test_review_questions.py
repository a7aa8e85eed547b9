"""Code reviews are asked like questions: what a reviewer says is found, what looks wrong is not."""

import pytest

from voiceinterview.content.bank import load_bank, load_rounds, ready_formats
from voiceinterview.content.code_reviews import load_code_reviews
from voiceinterview.content.folders import find_content
from voiceinterview.content.review_questions import FORMAT, WEIGHTS, load_review_questions
from voiceinterview.content.roles import load_role
from voiceinterview.domain.code_reviews import CodeReview
from voiceinterview.domain.questions import Question
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.phrases import found_key_points
from voiceinterview.scoring.checklist import checklist_coverage
from voiceinterview.scoring.record import StageRecord

ROLE = load_role(find_content(), "data-scientist-ml")
REVIEWS = {review.id: review for review in load_code_reviews(find_content(), ROLE.id)}
QUESTIONS = load_review_questions(find_content(), ROLE.id)
asked_all = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)


def heard_by_checklist(question: Question, answer: str) -> set[str]:
    """What the checklist finds where a candidate says this to the question."""
    asked = Turn(
        number=1, speaker="interviewer", text=question.ask, start=0, end=1, stage=FORMAT,
        question=question.id,
    )  # fmt: skip
    said = Turn(
        number=2, speaker="candidate", text=answer, start=2, end=3, stage=FORMAT,
        question=question.id, turn=1,
    )  # fmt: skip
    record = StageRecord("s", FORMAT, "Code review", (question,), (asked, said))
    (covered,) = checklist_coverage(record)
    return {finding.key_point for finding in covered.findings if finding.evidence is not None}


def review_of(question: Question) -> CodeReview:
    return REVIEWS[question.id]


@asked_all
def test_what_a_reviewer_would_say_hits_its_own_defect_only(question: Question) -> None:
    for defect in review_of(question).defects:
        assert heard_by_checklist(question, defect.a_reviewer_would_say) == {defect.id}


@asked_all
def test_what_only_looks_wrong_hits_nothing(question: Question) -> None:
    for mistake in question.mistakes:
        assert heard_by_checklist(question, f"{mistake.says} {mistake.reveals}") == set()


@asked_all
def test_an_expert_finds_everything_and_the_question_nothing(question: Question) -> None:
    points = {point.id for point in question.key_points}
    assert heard_by_checklist(question, question.expert_answer) == points
    given = [question.ask, question.context, *question.hints]
    given += [step.ask for step in question.follow_ups]
    assert found_key_points(question.key_points, " ".join(given)) == ()


@asked_all
def test_severity_is_weight_and_the_worst_is_led_to_first(question: Question) -> None:
    severity = {defect.id: defect.severity for defect in review_of(question).defects}
    assert all(point.weight == WEIGHTS[severity[point.id]] for point in question.key_points)
    probed = [step.when_missing for step in question.follow_ups if step.when_missing]
    weights = [WEIGHTS[severity[name]] for name in probed]
    assert weights == sorted(weights, reverse=True)
    assert set(probed) == set(severity)


def test_the_code_is_shown_to_the_letter_in_its_language() -> None:
    for question in QUESTIONS:
        assert question.shown == review_of(question).code
        assert question.shown_language in ("python", "sql")
        assert question.context == review_of(question).context


def test_every_format_of_the_mix_can_be_held_as_a_round() -> None:
    content = find_content()
    mix = tuple(part.id for part in ROLE.formats)
    assert ready_formats(content, ROLE)[: len(mix)] == mix == ("viva", "code-review", "star")
    viva, review, star = load_rounds(content, ROLE, ("viva", "code-review", "star"))
    assert {one.format for one in viva.bank} == {"viva"} and len({q.stage for q in viva.bank}) > 1
    assert review.bank == QUESTIONS and review.rubric == "code-review"
    assert {one.format for one in star.bank} == {"star"}


def test_the_bank_has_no_id_twice() -> None:
    ids = [question.id for question in load_bank(find_content(), ROLE)]
    assert len(set(ids)) == len(ids)
