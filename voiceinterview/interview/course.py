"""Where the interview stands in its plan, and which move comes next."""

from dataclasses import dataclass, replace
from typing import Literal

from voiceinterview.domain.plan import Plan, StagePlan
from voiceinterview.domain.questions import FollowUp, Question
from voiceinterview.domain.speech import samples
from voiceinterview.interview.phrases import found_key_points

MAX_FOLLOW_UPS = 2  # a question; a real interviewer who digs a third time is stuck
LAST_QUESTION = 90  # seconds; with less than this left in a stage no new question is begun

MoveKind = Literal["open", "follow_up", "next_question", "next_stage", "close"]


@dataclass(frozen=True)
class Move:
    """What the interviewer does next, and where the course stands once it is done."""

    kind: MoveKind
    course: "Course"
    follow_up: FollowUp | None = None


@dataclass(frozen=True)
class Course:
    """The place in the plan. `heard` is all that the candidate said to this question."""

    plan: Plan
    stage_index: int = 0
    question_index: int = 0
    follow_ups: tuple[int, ...] = ()  # places in the ladder that were used
    heard: str = ""
    stage_began: int = 0  # sample
    question_began: int = 0  # sample

    @property
    def stage(self) -> StagePlan:
        return self.plan.stages[self.stage_index]

    @property
    def question(self) -> Question:
        return self.stage.questions[self.question_index]

    def asked(self) -> str:
        """The wording of what was asked last, for a repeat."""
        if self.follow_ups:
            return self.question.follow_ups[self.follow_ups[-1]].ask
        return self.question.ask

    def hearing(self, text: str) -> "Course":
        return replace(self, heard=f"{self.heard} {text}".strip())

    def began(self, at: int) -> "Course":
        """The same place, with the clock of this question (and a new stage) started at `at`."""
        new_stage = self.question_index == 0 and not self.follow_ups
        return replace(
            self,
            question_began=self.question_began if self.follow_ups else at,
            stage_began=at if new_stage else self.stage_began,
        )

    def missing(self) -> tuple[str, ...]:
        """Ids of the key points not mentioned yet."""
        found = set(found_key_points(self.question.key_points, self.heard))
        return tuple(point.id for point in self.question.key_points if point.id not in found)


def next_move(course: Course, at: int) -> Move:
    """After an answer: dig, go on, or close, by what was covered and by the time left."""
    follow_up = _next_follow_up(course)
    if follow_up is not None and _may_dig(course, at):
        place = replace(course, follow_ups=(*course.follow_ups, follow_up))
        return Move("follow_up", place, course.question.follow_ups[follow_up])
    return pass_on(course, at)


def pass_on(course: Course, at: int) -> Move:
    """To the next question that there is time for, the next stage, or the end."""
    left = samples(course.stage.minutes * 60) - (at - course.stage_began)
    if course.question_index + 1 < len(course.stage.questions) and left >= samples(LAST_QUESTION):
        return Move("next_question", _at(course, course.stage_index, course.question_index + 1))
    if course.stage_index + 1 < len(course.plan.stages):
        return Move("next_stage", _at(course, course.stage_index + 1, 0))
    return Move("close", course)


def _at(course: Course, stage: int, question: int) -> Course:
    return replace(course, stage_index=stage, question_index=question, follow_ups=(), heard="")


def _may_dig(course: Course, at: int) -> bool:
    question_left = samples(course.question.minutes * 60) - (at - course.question_began)
    stage_left = samples(course.stage.minutes * 60) - (at - course.stage_began)
    return len(course.follow_ups) < MAX_FOLLOW_UPS and min(question_left, stage_left) > 0


def _next_follow_up(course: Course) -> int | None:
    """The first rung not used that asks for a missing key point, else one that goes deeper."""
    missing = set(course.missing())
    unused = [
        (index, rung)
        for index, rung in enumerate(course.question.follow_ups)
        if index not in course.follow_ups
    ]
    for index, rung in unused:
        if rung.when_missing in missing:
            return index
    for index, rung in unused:
        if rung.when_heard is not None and rung.when_heard not in missing:
            return index
    return None
