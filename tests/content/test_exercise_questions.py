"""The exercises are a round of their own: practiced by name, and part of nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from voiceinterview.app.planning import plan_interview
from voiceinterview.app.settings import Settings
from voiceinterview.content.bank import load_bank, load_rounds, ready_formats, ready_rounds
from voiceinterview.content.exercise_questions import FORMAT, load_exercise_questions
from voiceinterview.content.exercises import load_exercise_files, load_exercises
from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.roles import load_role
from voiceinterview.domain.plan import Plan
from voiceinterview.errors import ContentError, UnknownName
from voiceinterview.interview.picking import Asked
from voiceinterview.interview.rounds import FULL, QUICK, round_names
from voiceinterview.testing import VirtualClock

ROLE = load_role(find_content(), "data-scientist-ml")
EXERCISES = {one.id: one for one in load_exercises(find_content(), ROLE.id)}
QUESTIONS = load_exercise_questions(find_content(), ROLE.id)


def planned(*parts: str, seed: int = 1, difficulty: str = "mixed") -> Plan:
    settings = Settings(stages=parts, seed=seed, difficulty=difficulty)
    return plan_interview(settings, find_content(), VirtualClock())


def asked(plan: Plan) -> list[str]:
    return [question.id for stage in plan.stages for question in stage.planned]


def test_every_exercise_is_a_question_that_shows_what_she_starts_from() -> None:
    files = load_exercise_files(find_content(), ROLE.id)
    assert {question.id for question in QUESTIONS} == set(EXERCISES) == set(files)
    for question in QUESTIONS:
        exercise = EXERCISES[question.id]
        assert (question.stage, question.format) == (FORMAT, FORMAT)
        assert (question.ask, question.context) == (exercise.says, exercise.shows)
        assert (question.shown, question.shown_language) == (
            files[question.id].starter, exercise.language,
        )  # fmt: skip
        assert question.key_points == ()
        assert [step.ask for step in question.follow_ups] == list(exercise.follow_ups)
        assert {step.move for step in question.follow_ups} == {"deepen"}


def test_the_planted_mistakes_are_named_in_words() -> None:
    (question,) = (one for one in QUESTIONS if one.id == "auc-by-ranks")
    mistakes = {one.says: one.reveals for one in question.mistakes}
    assert mistakes["ties lose"] == "Counts a tie as lost and not as one half."
    assert mistakes["slow"] == EXERCISES["auc-by-ranks"].slow_cost


def test_a_round_of_coding_is_one_or_two_exercises_in_half_an_hour() -> None:
    for seed in range(20):
        (stage,) = planned("coding", seed=seed).stages
        assert (stage.id, stage.rubric) == ("coding", "coding")
        assert 1 <= len(stage.planned) <= 2
        assert sum(question.minutes for question in stage.planned) <= 30
        assert {question.id for question in stage.questions} <= set(EXERCISES)


def test_the_same_seed_asks_the_same_and_what_was_asked_lately_comes_last() -> None:
    first = asked(planned("coding", seed=7))
    assert asked(planned("coding", seed=7)) == first
    settings, lately = Settings(stages=("coding",), seed=7), tuple(Asked(one, 1) for one in first)
    later = plan_interview(settings, find_content(), VirtualClock(), past=lately)
    assert not set(asked(later)) & set(first)


def test_difficulty_is_heeded() -> None:
    easy = [EXERCISES[name].difficulty for name in asked(planned("coding", difficulty="easy"))]
    hard = [EXERCISES[name].difficulty for name in asked(planned("coding", difficulty="hard"))]
    assert set(easy) == {1} and 3 in hard


def test_it_is_part_of_no_whole_plan() -> None:
    ready = ready_rounds(find_content(), ROLE)
    assert "coding" in ready
    for whole in (QUICK, FULL):
        assert "coding" not in round_names(whole, ROLE, ready, ("code-review", "coding"))
        assert not set(asked(planned(whole))) & set(EXERCISES)
    assert [(part.id, part.share) for part in ROLE.formats] == [
        ("viva", 60), ("code-review", 30), ("star", 10),
    ]  # fmt: skip


def test_a_stage_keeps_its_own_coding_questions_to_itself() -> None:
    stage, coding = load_rounds(find_content(), ROLE, ("technical-screen", "coding"))
    assert set(EXERCISES) == {question.id for question in coding.bank}
    assert any(question.format == "coding" for question in stage.bank)
    assert not {question.id for question in stage.bank} & set(EXERCISES)


def test_code_is_written_in_a_round_of_coding_and_nowhere_else() -> None:
    written = {question.stage for question in load_bank(find_content(), ROLE) if question.is_coding}
    assert written == {FORMAT}
    assert all(question.is_coding for question in QUESTIONS)


def test_all_of_it_can_be_looked_up() -> None:
    assert set(EXERCISES) <= {question.id for question in load_bank(find_content(), ROLE)}


def test_without_its_line_in_the_role_there_is_no_such_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = replace(ROLE, rounds=())
    assert "coding" not in ready_formats(find_content(), bare)
    monkeypatch.setattr("voiceinterview.app.planning.load_role", lambda *_: bare)
    with pytest.raises(UnknownName, match="coding"):
        planned("coding")


def test_a_round_has_a_name_that_nothing_else_has(content: Content, pack: Path) -> None:
    path = pack / "prompts/tester/role.yaml"
    one = "  - {id: viva, title: Viva, practice_minutes: 20}\n"
    two = "  - {id: coding, title: Coding, practice_minutes: 20}\n"
    path.write_text(f"{path.read_text()}rounds:\n{one}{two}{two}", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_role(content, "tester")
    expected = "expected a format that is no stage, not in the mix and named once"
    found = [fault.partition("rounds > ")[2] for fault in caught.value.faults]
    assert found == [
        f"viva > id: {expected}, found 'viva'", f"coding > id: {expected}, found 'coding'",
    ]  # fmt: skip
