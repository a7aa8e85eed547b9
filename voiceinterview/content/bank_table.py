"""The question bank in figures: what its own answers and mistakes are found to say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from voiceinterview.content.coverage import coverage
from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role


@dataclass(frozen=True)
class AnswerFigures:
    """What is found, 0 to 1, of the question in its expert answer (`own`), of the stage's other
    questions in it on average (`cross`), and of the question in its worst mistake (`mistake`)."""

    question: str
    own: float
    cross: float
    mistake: float


@dataclass(frozen=True)
class StageRow:
    """A stage of the bank. `types` counts viva questions only."""

    stage: str
    types: Mapping[str, int]
    difficulties: Mapping[int, int]
    answers: tuple[AnswerFigures, ...]

    @property
    def questions(self) -> int:
        return len(self.answers)

    @property
    def own_least(self) -> float:
        return min(figures.own for figures in self.answers)

    @property
    def own_mean(self) -> float:
        return fmean(figures.own for figures in self.answers)

    @property
    def cross_mean(self) -> float:
        return fmean(figures.cross for figures in self.answers)

    @property
    def mistake_most(self) -> float:
        return max(figures.mistake for figures in self.answers)


def bank_table(role: Role, questions: Sequence[Question]) -> tuple[StageRow, ...]:
    """A row for each stage that has questions, in the role's order."""
    rows = []
    for stage in role.stages:
        bank = [question for question in questions if question.stage == stage.id]
        if bank:
            rows.append(_row(stage.id, bank))
    return tuple(rows)


def _row(stage: str, bank: Sequence[Question]) -> StageRow:
    return StageRow(
        stage=stage,
        types=dict(sorted(Counter(q.type for q in bank if q.type is not None).items())),
        difficulties=dict(sorted(Counter(q.difficulty for q in bank).items())),
        answers=tuple(_figures(question, bank) for question in bank),
    )


def _figures(question: Question, bank: Sequence[Question]) -> AnswerFigures:
    others = [other for other in bank if other.id != question.id]
    return AnswerFigures(
        question=question.id,
        own=coverage(question, question.expert_answer),
        cross=fmean(coverage(other, question.expert_answer) for other in others) if others else 0.0,
        mistake=max(coverage(question, mistake.says) for mistake in question.mistakes),
    )
