"""The promise of the bank, computed: expert answers find their own key points and nobody else's.

`voiceinterview content table` prints it.
"""

import pytest

from voiceinterview.content.bank_table import AnswerFigures, StageRow, bank_table
from voiceinterview.content.folders import find_content
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.domain.role import Role

STAGES = 7
OWN, OTHERS, MISTAKE = 0.85, 0.15, 0.40  # the goals of the question bank


@pytest.fixture(scope="module")
def role() -> Role:
    return load_role(find_content(), "data-scientist-ml")


@pytest.fixture(scope="module")
def table(role: Role) -> tuple[StageRow, ...]:
    return bank_table(role, load_questions(find_content(), role))


@pytest.fixture(scope="module")
def answers(table: tuple[StageRow, ...]) -> tuple[AnswerFigures, ...]:
    return tuple(figures for row in table for figures in row.answers)


def test_every_stage_has_a_dozen_questions_of_all_difficulties(table: tuple[StageRow, ...]) -> None:
    assert len(table) == STAGES
    assert sum(row.questions for row in table) >= 100
    assert {row.stage: row.questions for row in table if row.questions < 12} == {}
    assert {row.stage for row in table if set(row.difficulties) != {1, 2, 3}} == set()


def test_every_type_comes_eight_times(table: tuple[StageRow, ...], role: Role) -> None:
    viva = next(part for part in role.formats if part.id == "viva")
    times = {
        kind: sum(row.types.get(kind, 0) for row in table) for kind in viva.question_types
    }  # fmt: skip
    assert len(times) == 5
    assert {kind: count for kind, count in times.items() if count < 8} == {}


def test_every_expert_answer_finds_its_own_key_points(answers: tuple[AnswerFigures, ...]) -> None:
    assert {a.question: a.own for a in answers if a.own < OWN} == {}


def test_no_expert_answer_finds_those_of_its_stage_on_average(
    answers: tuple[AnswerFigures, ...],
) -> None:
    assert {a.question: a.cross for a in answers if a.cross >= OTHERS} == {}


def test_every_mistake_told_as_an_answer_finds_little(answers: tuple[AnswerFigures, ...]) -> None:
    assert {a.question: a.mistake for a in answers if a.mistake >= MISTAKE} == {}


def test_the_figures_are_those_of_the_worst_and_of_the_average() -> None:
    row = StageRow(
        stage="chat",
        types={},
        difficulties={1: 2},
        answers=(AnswerFigures("a", 1.0, 0.1, 0.0), AnswerFigures("b", 0.5, 0.3, 0.2)),
    )
    assert (row.questions, row.own_least, row.own_mean) == (2, 0.5, 0.75)
    assert (row.cross_mean, row.mistake_most) == (0.2, 0.2)
