"""Where the interview stands in its plan: what was asked, what was heard, what time is left."""

from dataclasses import dataclass, replace

from voiceinterview.domain.plan import Plan, StagePlan
from voiceinterview.domain.questions import FollowUp, Question
from voiceinterview.domain.speech import samples
from voiceinterview.interview.doubting import denies
from voiceinterview.interview.phrases import found_key_points

LAST_QUESTION = 90  # seconds; with less than this left in a stage no new question is begun
STRONG, WEAK = 0.7, 0.35  # shares of the key points' weight that make an answer so
UNKNOWN = 0.5  # the share of a question without key points: neither strong nor weak


@dataclass(frozen=True)
class Covered:
    """A question that is behind us. `share` is that of its key points' weight that was heard."""

    question: Question
    found: tuple[str, ...]
    share: float
    hints: int


@dataclass(frozen=True)
class Course:
    """The place in the plan. `heard` is all that the candidate said to this question."""

    plan: Plan
    stage_index: int = 0
    question_index: int = 0
    follow_ups: tuple[FollowUp, ...] = ()  # asked to this question
    hints: int = 0
    asides: int = 0  # replies to this question that were neither follow-up nor hint
    confirmed: bool = False  # it was asked whether a word was heard rightly, once a question
    unsure: str = ""  # that word, until she has answered
    second_try: bool = False  # the last thing asked is being answered once more
    credited: tuple[str, ...] = ()  # key points that a model heard, and no phrase shows
    off_ladder: tuple[str, ...] = ()  # asked anywhere in the interview, and in no ladder
    heard: str = ""
    began_at: int = 0  # sample, as those below
    stage_began: int = 0
    question_began: int = 0
    done: tuple[Covered, ...] = ()

    @property
    def stage(self) -> StagePlan:
        return self.plan.stages[self.stage_index]

    @property
    def question(self) -> Question:
        return self.stage.questions[self.question_index]

    @property
    def asked(self) -> str:
        """The wording of what was asked last, for a repeat."""
        return self.follow_ups[-1].ask if self.follow_ups else self.question.ask

    @property
    def writing(self) -> bool:
        """Whether code is being written: until what she has is talked about."""
        return self.question.is_coding and not self.follow_ups

    def hearing(self, text: str) -> "Course":
        """The same place, with a turn of hers; what she says that she did not say is taken out."""
        denied = self.unsure and denies(text)
        heard = self.heard.replace(self.unsure, "") if denied else self.heard
        return replace(self, heard=f"{heard} {text}".strip(), unsure="")

    def crediting(self, points: tuple[str, ...]) -> "Course":
        """The same place; `points` of this question's count as made, whatever the phrases say."""
        return replace(self, credited=tuple(dict.fromkeys((*self.credited, *points))))

    @property
    def found(self) -> tuple[str, ...]:
        """Ids of the key points mentioned so far."""
        said = found_key_points(self.question.key_points, self.heard)
        points = (point.id for point in self.question.key_points)
        return tuple(point for point in points if point in said or point in self.credited)

    @property
    def missing(self) -> tuple[str, ...]:
        """Ids of the key points not mentioned yet."""
        found = self.found
        return tuple(point.id for point in self.question.key_points if point.id not in found)

    @property
    def covered(self) -> Covered:
        """This question, as it would be left now."""
        found = self.found
        weights = {point.id: point.weight for point in self.question.key_points}
        whole = sum(weights.values())
        share = sum(weights[point] for point in found) / whole if whole else UNKNOWN
        return Covered(self.question, found, share, self.hints)

    # --- time, in samples -----------------------------------------------------------------

    def left_in_question(self, at: int) -> int:
        return samples(self.question.minutes * 60) - (at - self.question_began)

    def left_in_stage(self, at: int) -> int:
        """A stage ends when it was planned to: one that began late is shorter, so that the
        interview ends in time, and one that began early is longer."""
        minutes = sum(stage.minutes for stage in self.plan.stages[: self.stage_index + 1])
        return self.began_at + samples(minutes * 60) - at

    def left(self, at: int) -> int:
        return self.began_at + samples(self.plan.minutes * 60) - at

    # --- going on -------------------------------------------------------------------------

    def waiting(self) -> tuple[int, ...]:
        """Places of the stage's planned questions that were not asked."""
        unasked = self._unasked()
        return tuple(place for place in unasked if place < len(self.stage.planned))

    def spares(self) -> tuple[int, ...]:
        """Places of the questions that wait for time to be left: none after the stage's last."""
        if self.question.place == "last":
            return ()
        return tuple(place for place in self._unasked() if place >= len(self.stage.planned))

    def _unasked(self) -> list[int]:
        behind = {covered.question.id for covered in self.done} | {self.question.id}
        questions = enumerate(self.stage.questions)
        return [place for place, question in questions if question.id not in behind]

    def following(self) -> int | None:
        """The place of the next question of the plan: after a strong answer one that is harder,
        after a weak one one that is easier, where there is one; else the plan's next. What is to
        be the stage's last waits until no other does."""
        unasked = self.waiting()
        waiting = [one for one in unasked if self.stage.questions[one].place != "last"] or unasked
        now = self.question.difficulty
        levels = {place: self.stage.questions[place].difficulty for place in waiting}
        behind = self.covered
        if behind.share >= STRONG and not behind.hints:
            wanted = [place for place in waiting if levels[place] > now]
        elif behind.share < WEAK:
            wanted = [place for place in waiting if levels[place] < now]
        else:
            wanted = []
        return next(iter(wanted or waiting), None)

    def at_question(self, stage: int, question: int) -> "Course":
        """The place of another question; this one is behind us."""
        return Course(
            self.plan,
            stage,
            question,
            began_at=self.began_at,
            stage_began=self.stage_began,
            question_began=self.question_began,
            off_ladder=self.off_ladder,
            done=(*self.done, self.covered),
        )

    def asked_at(self, at: int) -> "Course":
        """The same place, whose question is asked from `at` on."""
        return replace(self, question_began=at)

    def stage_opened_at(self, at: int) -> "Course":
        return replace(self, stage_began=at, question_began=at)

    def opened_at(self, at: int) -> "Course":
        return replace(self, began_at=at, stage_began=at, question_began=at)
