"""A rater that listens gives the same level to the same content; one that counts words does not."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from judging_model import Judge
from labelled_folder import write_session, write_set

from voiceinterview.app.stability import StabilityPlan, judge_all, plan_stability, told_cost
from voiceinterview.cli.main import main
from voiceinterview.cli.stability_text import stability_json, stability_lines
from voiceinterview.coaching.comparing import ALL
from voiceinterview.coaching.edits import EDITS, edited
from voiceinterview.coaching.stability import (
    AGAIN,
    IN_ORDER,
    OTHER,
    REVERSED,
    Judged,
    Steadiness,
    coverage_moves,
    steadiness,
)
from voiceinterview.content.edits import load_edit_words
from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.questions import load_questions
from voiceinterview.content.roles import load_role
from voiceinterview.domain.holdout import HoldoutChoice
from voiceinterview.domain.questions import Question
from voiceinterview.domain.transcript import Turn
from voiceinterview.errors import BadInput, ContentError
from voiceinterview.scoring.checklist import checklist_coverage
from voiceinterview.scoring.judge_request import RatingTerms
from voiceinterview.scoring.record import StageRecord
from voiceinterview.storage.holdout_file import write_choice
from voiceinterview.testing import VirtualClock

WORDS = load_edit_words(find_content())
ANSWERS = Path(__file__).parents[1] / "scoring" / "answers"
REAL = ("strong", "middling", "weak", "hedged")  # the others are tricks, and judged as such
ONCE = RatingTerms(samples=1)
SAID = (
    "I'd look at the ROC curve first, because it is there. Then I would ask who pays for a miss. "
    "It's a trade, and we want to find out."
)


# --- the edits ----------------------------------------------------------------------------------


def test_fillers_stand_where_speakers_hesitate() -> None:
    said = EDITS["fillers"](SAID, WORDS)

    assert said.startswith("Um, I'd look at the ROC curve first, uh, because it is there. ")
    assert "You know, then I would ask" in said


def test_hedges_open_each_sentence() -> None:
    said = EDITS["hedges"](SAID, WORDS)

    assert said.startswith("I think I'd look at the ROC curve")
    assert "I guess then I would ask" in said
    assert "I would say it's a trade" in said


def test_padding_takes_nothing_away() -> None:
    said = EDITS["padding"](SAID, WORDS)

    assert SAID.strip() in said
    assert said.startswith(WORDS.padding[0])
    assert said.endswith(WORDS.padding[1])


def test_a_paraphrase_has_other_words_and_keeps_the_terms() -> None:
    said = EDITS["paraphrase"](SAID, WORDS)

    assert said.startswith("What I mean is this: I'd have a look at the ROC curve to begin with")
    assert "since it is there" in said
    assert "After that I would ask who pays for a miss." in said


@given(st.text(alphabet="aI'.,!? RO\n-", max_size=80), st.sampled_from(sorted(EDITS)))
def test_whatever_was_said_can_be_edited(text: str, name: str) -> None:
    once = EDITS[name](text, WORDS)

    assert once == EDITS[name](text, WORDS)
    assert bool(once.strip()) >= bool(text.strip())


def record_of(question: Question, text: str) -> StageRecord:
    def turn(number: int, speaker: Any, said: str) -> Turn:
        return Turn(
            number=number, speaker=speaker, text=said, start=0, end=9, stage=question.stage,
            question=question.id,
        )  # fmt: skip

    turns = (turn(1, "interviewer", question.ask), turn(2, "candidate", text))
    return StageRecord("s-1", question.stage, "Stage", (question,), turns)


def test_only_the_candidates_words_in_the_stage_are_edited(bank: dict[str, Question]) -> None:
    record = record_of(bank["p-value-three-percent"], SAID)

    changed = edited(record, EDITS["padding"], WORDS)

    assert changed.turns[0] == record.turns[0]
    assert changed.turns[1].text != SAID
    assert (
        edited(record_of(bank["p-value-three-percent"], "  "), EDITS["fillers"], WORDS)
        .turns[1]
        .text
        == "  "
    )


# --- the checklist --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bank() -> dict[str, Question]:
    content = find_content()
    role = load_role(content, "data-scientist-ml")
    return {question.id: question for question in load_questions(content, role)}


def told_answers(bank: dict[str, Question]) -> Iterator[tuple[Question, str]]:
    for file in sorted(ANSWERS.glob("*.yaml")):
        entry = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for answer in entry["answers"]:
            if answer["kind"] in REAL:
                yield bank[entry["question"]], answer["text"]


def found(record: StageRecord) -> set[str]:
    return {
        finding.key_point
        for entry in checklist_coverage(record)
        for finding in entry.findings
        if finding.evidence is not None
    }


@pytest.mark.parametrize("name", ["fillers", "hedges", "padding"])
def test_the_checklist_finds_the_same_key_points_however_it_is_put(
    bank: dict[str, Question], name: str
) -> None:
    answers = list(told_answers(bank))

    assert len(answers) >= 36
    for question, text in answers:
        record = record_of(question, text)
        assert found(edited(record, EDITS[name], WORDS)) == found(record), question.id


def test_in_the_banks_own_answers_hardly_a_key_point_moves(bank: dict[str, Question]) -> None:
    """Of every third; some 300 are found. What moves stands at the edge of what counts as speech
    (`claims`); `make bench` has them all."""
    records = [record_of(one, one.expert_answer) for one in list(bank.values())[::3]]
    before = [found(one) for one in records]
    assert sum(map(len, before)) >= 250

    for name in ("fillers", "hedges", "padding"):
        after = [found(edited(one, EDITS[name], WORDS)) for one in records]
        assert sum(len(one ^ other) for one, other in zip(before, after, strict=True)) <= 1, name


# --- what is counted ----------------------------------------------------------------------------


def judged(variant: str, *levels: int | None, session: str = "s-1") -> Judged:
    return Judged(session, "dive", variant, dict(zip(("depth", "clarity"), levels, strict=False)))


def row(rows: tuple[Steadiness, ...], variant: str, criterion: str = ALL) -> Steadiness:
    (found,) = [one for one in rows if (one.variant, one.criterion) == (variant, criterion)]
    return found


def test_runs_of_the_same_words_are_set_beside_one_another() -> None:
    rows = steadiness([judged(AGAIN, 3), judged(AGAIN, 3), judged(AGAIN, 1)], ["depth"])

    assert row(rows, AGAIN) == Steadiness(AGAIN, ALL, compared=3, equal=1, largest=2, lost=0)
    assert row(rows, AGAIN).share == pytest.approx(1 / 3)


def test_an_edit_is_set_beside_the_median() -> None:
    runs = [judged(AGAIN, 3), judged(AGAIN, 3), judged(AGAIN, 1), judged("fillers", 2)]

    assert row(steadiness(runs, ["depth"]), "fillers").largest == 1


def test_reversed_criteria_are_set_beside_the_same_call_in_order() -> None:
    runs = [judged(AGAIN, 1), judged(AGAIN, 1), judged(IN_ORDER, 4), judged(REVERSED, 4)]

    assert row(steadiness(runs, ["depth"]), REVERSED).equal == 1


def test_a_level_that_was_lost_is_no_move_and_is_told() -> None:
    runs = [judged(AGAIN, 3), judged(AGAIN, None), judged("hedges", None)]

    rows = steadiness(runs, ["depth"])

    assert (row(rows, AGAIN).compared, row(rows, AGAIN).lost) == (0, 1)
    assert row(rows, AGAIN).share is None


def test_sessions_are_never_set_beside_each_other() -> None:
    runs = [judged(AGAIN, 1, session="s-1"), judged(AGAIN, 4, session="s-2")]

    assert steadiness(runs, ["depth"]) == ()


def test_criteria_are_told_apart() -> None:
    rows = steadiness([judged(AGAIN, 3, 1), judged(AGAIN, 3, 4)], ["depth", "clarity"])

    assert row(rows, AGAIN, "depth").equal == 1
    assert row(rows, AGAIN, "clarity").largest == 3


def test_key_points_that_came_and_went() -> None:
    moves = coverage_moves("padding", ["a", "b"], ["b", "c"], 5)

    assert (moves.gone, moves.come) == (("a",), ("c",))


# --- a model ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("stability")
    write_set(root, find_content(), n=3)
    return root


def planned(root: Path, *sessions: str, runs: int = 3, beside: str | None = None) -> StabilityPlan:
    flags = {"sessions": str(root)}
    return plan_stability(flags, sessions or ["s-001"], None, runs, ONCE, beside)


async def rows_of(plan: StabilityPlan, judge: Judge) -> tuple[Steadiness, ...]:
    levels = [one async for one in judge_all(plan, judge, VirtualClock())]
    return steadiness(levels, [criterion.id for criterion in plan.rubric.criteria])


async def test_a_rater_that_listens_never_moves(root: Path) -> None:
    plan = planned(root)
    rows = await rows_of(plan, judge := Judge())

    assert {one.variant for one in rows} == {AGAIN, REVERSED, *EDITS}
    assert all(one.share == 1 and one.largest == 0 for one in rows)
    assert len(judge.asked) == plan.calls == 3 * 5 + 2 + 4 * 5


async def test_a_rater_that_counts_words_is_found_out(root: Path) -> None:
    rows = await rows_of(planned(root), Judge(by_length=True))

    assert row(rows, AGAIN).share == 1
    assert row(rows, "padding").largest >= 1


async def test_a_rater_that_minds_the_order_is_found_out(root: Path) -> None:
    rows = await rows_of(planned(root), Judge(moody=True))

    assert row(rows, REVERSED).largest == 2
    assert row(rows, REVERSED).equal == 3  # of five: the first and the last changed places
    assert row(rows, "fillers").share == 1


async def test_another_recording_of_the_interview_is_judged_beside(root: Path) -> None:
    rows = await rows_of(planned(root, "s-001", beside="s-002"), Judge())

    assert row(rows, OTHER).compared == 5


def test_another_recording_goes_with_one_session(root: Path) -> None:
    with pytest.raises(BadInput, match="goes with one session"):
        planned(root, "s-000", "s-001", beside="s-002")


def test_a_session_that_is_held_out_is_not_judged(tmp_path: Path) -> None:
    folder = write_session(tmp_path, find_content(), 0, 3.5)
    write_choice(tmp_path, HoldoutChoice("2026-03-01", "ada", 1, 0.5, (folder.name,)))

    with pytest.raises(BadInput, match="s-000 is held out"):
        planned(tmp_path, "s-000")


def test_the_cost_is_told_before(root: Path) -> None:
    plan = planned(root, runs=2)

    told = told_cost(plan, "ollama_chat/llama3.2")

    assert told.startswith("32 calls to ollama_chat/llama3.2, about ")
    assert told.endswith(": no charge")
    assert plan.completion_tokens == 500 * 8 * 5


async def test_it_is_told_in_lines_and_for_programs(root: Path) -> None:
    plan = planned(root, runs=2)
    levels = [one async for one in judge_all(plan, Judge(by_length=True), VirtualClock())]

    lines = "\n".join(stability_lines(plan, levels))
    plain = json.loads(json.dumps(stability_json(plan, levels)))

    assert "largest move" in lines
    assert "padding" in lines
    assert {row["variant"] for row in plain["steadiness"]} == {AGAIN, REVERSED, *EDITS}


# --- the command ----------------------------------------------------------------------------------


def test_without_a_model_the_checklist_alone_is_tried(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["rubric", "stability", "s-000", "s-001", "--model", "scripted"]
    code = main([*words, "--sessions", str(root), "--json"])

    plain = json.loads(capsys.readouterr().out)

    assert code == 0
    assert plain["judged"] == []
    for moves in plain["coverage"]:
        if moves["variant"] in ("fillers", "hedges", "padding"):
            assert (moves["gone"], moves["come"]) == ([], [])


def test_nothing_is_called_before_the_cost_was_agreed_to(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    model = ["--model", "ollama_chat/none", "--api-base", "http://127.0.0.1:9"]

    code = main(["rubric", "stability", "s-000", *model, "--sessions", str(root)])

    complaint = capsys.readouterr().err
    assert code == 1
    assert "111 calls to ollama_chat/none" in complaint
    assert "Go on? [y/N]" in complaint


def test_edits_that_do_not_read_are_told_with_their_line(tmp_path: Path) -> None:
    shipped = find_content()
    text = shipped.prompts.joinpath("judge", "edits.yaml").read_text(encoding="utf-8")
    (tmp_path / "prompts" / "judge").mkdir(parents=True)
    file = tmp_path / "prompts" / "judge" / "edits.yaml"
    file.write_text(text.replace("The way I see it, $sentence", "The way"), encoding="utf-8")

    with pytest.raises(ContentError, match=r"edits.yaml:\d+: frames > number 2: expected \$sent"):
        load_edit_words(Content(tmp_path))
