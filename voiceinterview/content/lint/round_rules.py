"""Rules for rounds of their own: stories, code reviews, exercises, designs, case studies."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from voiceinterview.content.coverage import found_share, missing
from voiceinterview.content.lint.finding import Problems, Rule
from voiceinterview.content.lint.question_rules import MISTAKE_COVERAGE, OWN_COVERAGE
from voiceinterview.content.lint.speech_rules import Spoken, one_question, speakable
from voiceinterview.domain.case_studies import CaseStudy
from voiceinterview.domain.code_reviews import CodeReview, Defect
from voiceinterview.domain.exercises import Exercise
from voiceinterview.domain.questions import KeyPoint
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.domain.stories import Story
from voiceinterview.domain.system_designs import Component, SystemDesign

STORY_WORDS = range(250, 401)
DEFECTS = range(4, 9)
TEMPTING = 2
CODE_LINES = range(30, 91)

T = TypeVar("T")


def story_length(story: Story, rubric: Rubric | None) -> Problems:
    if (words := len(story.told.split())) not in STORY_WORDS:
        wanted = f"{STORY_WORDS[0]} to {STORY_WORDS[-1]} words"
        yield ["told"], f"expected {wanted}, found {words}"


def story_criteria(story: Story, rubric: Rubric | None) -> Problems:
    """Both tellings are judged on every criterion of the rubric for stories, and on its scale."""
    if rubric is None:
        return
    told = [(part.criterion, part.level) for part in story.analysis]
    weak = [(part.criterion, part.level) for part in story.weak_analysis]
    known = {criterion.id for criterion in rubric.criteria}
    for key, judged in (("analysis", told), ("weak_analysis", weak)):
        for number, (criterion, level) in enumerate(judged):
            if criterion not in known:
                problem = f"expected a criterion of {rubric.id}, found {criterion!r}"
                yield [key, number, "criterion"], problem
            if level not in rubric.scale:
                problem = f"expected a level of {list(rubric.scale)}, found {level}"
                yield [key, number, "level"], problem
        if lacking := sorted(known - {criterion for criterion, _ in judged}):
            yield [key], f"expected every criterion of {rubric.id}, found no {', '.join(lacking)}"


def story_speech(story: Story, rubric: Rubric | None) -> Problems:
    yield from speakable([(["told"], story.told), (["weak_telling"], story.weak_telling)])


STORY_RULES: Sequence[Rule[Story, Rubric | None]] = (
    Rule("story-length", "error", story_length),
    Rule("story-criteria", "error", story_criteria),
    Rule("unspeakable", "error", story_speech),
)


def review_size(review: CodeReview, _: None) -> Problems:
    if (found := len(review.defects)) not in DEFECTS:
        yield ["defects"], f"expected {DEFECTS[0]} to {DEFECTS[-1]} defects, found {found}"
    if (found := len(review.tempting)) < TEMPTING:
        yield ["tempting"], f"expected {TEMPTING} things that only look wrong, found {found}"
    if (found := len(review.code.splitlines())) not in CODE_LINES:
        yield ["file"], f"expected {CODE_LINES[0]} to {CODE_LINES[-1]} lines of code, found {found}"


def review_coverage(review: CodeReview, _: None) -> Problems:
    points = [_point(defect) for defect in review.defects]
    yield from _own_coverage(points, review.expert_review, "expert_review")
    for number, defect in enumerate(review.defects):
        if missing([points[number]], defect.a_reviewer_would_say):
            problem = "expected one of the defect's own phrases, found none"
            yield ["defects", number, "a_reviewer_would_say"], problem


def review_hints(review: CodeReview, _: None) -> Problems:
    """Neither the task nor its context may name what is to be found."""
    for number, defect in enumerate(review.defects):
        for key, text in (("says", review.says), ("context", review.context)):
            if not missing([_point(defect)], text):
                yield ["defects", number, "any_of"], f"a phrase of it stands in {key!r}"


def _review_speech(review: CodeReview) -> Spoken:
    yield ["says"], review.says
    yield from _listed("follow_ups", review.follow_ups)


def _exercise_speech(exercise: Exercise) -> Spoken:
    yield ["says"], exercise.says
    yield ["slow_cost"], exercise.slow_cost
    yield from _listed("follow_ups", exercise.follow_ups)
    yield from _listed("hints", exercise.hints)


def _design_speech(design: SystemDesign) -> Spoken:
    yield ["brief"], design.brief
    yield ["injected_failure", "says"], design.injected_failure.says
    for number, phase in enumerate(design.phases):
        for index, ask in enumerate(phase.interviewer_asks):
            yield ["phases", number, "interviewer_asks", index], ask
    for number, given in enumerate(design.numbers):
        yield ["numbers", number, "answer"], given.answer


def _case_speech(case: CaseStudy) -> Spoken:
    for number, asked in enumerate(case.presentation):
        yield ["presentation", number, "ask"], asked.ask
        yield ["presentation", number, "strong_answer"], asked.strong_answer


def design_coverage(design: SystemDesign, _: None) -> Problems:
    walkthrough = design.expert_walkthrough
    yield from _own_coverage(design.key_points, walkthrough, "expert_walkthrough")
    components = [_point(component) for component in design.components]
    yield from _own_coverage(components, walkthrough, "expert_walkthrough")
    for number, trap in enumerate(design.traps):
        if (found := found_share(design.key_points, trap.says)) >= MISTAKE_COVERAGE:
            wanted = f"under {MISTAKE_COVERAGE:.0%} of the key points"
            yield ["traps", number], f"expected to find {wanted}, found {found:.0%}"


def _spoken_by(lines: Callable[[T], Spoken]) -> Callable[[T, None], Problems]:
    return lambda thing, _: speakable(lines(thing))


def _single_questions(lines: Callable[[T], Spoken]) -> Callable[[T, None], Problems]:
    """Only what is asked; an answer, a brief or a task may hold a question of its own."""

    def check(thing: T, _: None) -> Problems:
        asked = ("follow_ups", "ask", "interviewer_asks")
        questions = [(place, text) for place, text in lines(thing) if set(asked) & set(place)]
        yield from one_question(questions)

    return check


REVIEW_RULES: Sequence[Rule[CodeReview, None]] = (
    Rule("review-size", "error", review_size),
    Rule("answer-coverage", "error", review_coverage),
    Rule("phrase-in-question", "error", review_hints),
    Rule("unspeakable", "error", _spoken_by(_review_speech)),
    Rule("several-questions", "error", _single_questions(_review_speech)),
)
EXERCISE_RULES: Sequence[Rule[Exercise, None]] = (
    Rule("unspeakable", "error", _spoken_by(_exercise_speech)),
    Rule("several-questions", "error", _single_questions(_exercise_speech)),
)
DESIGN_RULES: Sequence[Rule[SystemDesign, None]] = (
    Rule("answer-coverage", "error", design_coverage),
    Rule("unspeakable", "error", _spoken_by(_design_speech)),
    Rule("several-questions", "error", _single_questions(_design_speech)),
)
CASE_RULES: Sequence[Rule[CaseStudy, None]] = (
    Rule("unspeakable", "error", _spoken_by(_case_speech)),
    Rule("several-questions", "error", _single_questions(_case_speech)),
)


def _listed(key: str, texts: Sequence[str]) -> Spoken:
    for number, text in enumerate(texts):
        yield [key, number], text


def _point(part: Defect | Component) -> KeyPoint:
    return KeyPoint(part.id, part.text, 1, part.any_of)


def _own_coverage(points: Sequence[KeyPoint], answer: str, key: str) -> Problems:
    if (found := found_share(points, answer)) < OWN_COVERAGE:
        lacking = ", ".join(missing(points, answer))
        yield [key], f"finds {found:.0%}, expected {OWN_COVERAGE:.0%}: no {lacking}"
