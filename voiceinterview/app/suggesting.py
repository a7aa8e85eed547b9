"""Edits that a coach may accept: found in her own labels, or proposed by a model.

`edit_trial` has what they would do, `edit_writing` their diffs.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from voiceinterview.app.coaching import Bench
from voiceinterview.app.disagreeing import bench_disagreements
from voiceinterview.app.engines import pick_model
from voiceinterview.app.places import content_folder, read_settings
from voiceinterview.coaching.disagreements import Disagreement
from voiceinterview.coaching.judgments import sheets_by
from voiceinterview.coaching.mining import MarkedAnswer, marked_answers
from voiceinterview.coaching.suggesting import (
    AnchorEdit,
    PhraseEdit,
    Proposed,
    SuggestPrompts,
    mined_edits,
    read_proposals,
    suggest_request,
)
from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.content.questions import read_sourced_questions
from voiceinterview.content.roles import load_role
from voiceinterview.content.sourced import Sourced
from voiceinterview.domain.labels import LabelSheet
from voiceinterview.domain.questions import Question
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.errors import BadInput, SetupError
from voiceinterview.ports import LanguageModel
from voiceinterview.scoring.judge_calls import JudgeCalls
from voiceinterview.scoring.record import StageRecord
from voiceinterview.storage.stored_session import read_session

Edit = AnchorEdit | PhraseEdit


@dataclass(frozen=True)
class LabelledStage:
    """A stage of the tuning set with the labels it has, and today's questions."""

    record: StageRecord
    sheets: tuple[LabelSheet, ...]


@dataclass(frozen=True)
class Workshop:
    """All that edits are made from, and tried on. `bank` has the questions that were asked."""

    bench: Bench
    content: Content
    role: str
    stages: tuple[LabelledStage, ...]
    bank: Mapping[str, Sourced[Question]]
    answers: tuple[MarkedAnswer, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(sourced.value for sourced in self.bank.values())


def open_workshop(flags: dict[str, Any], bench: Bench) -> Workshop:
    """Raises `CorruptSession`, `ContentError`."""
    settings = read_settings(flags)
    content = content_folder(settings)
    faults = Faults()
    role = load_role(content, settings.role)
    sourced = read_sourced_questions(content, role, None, faults)
    faults.raise_any()
    bank = {one.value.id: one for one in sourced}
    stages = tuple(_labelled_stages(bench, bank))
    asked = {turn.question for stage in stages for turn in stage.record.stage_turns}
    return Workshop(
        bench=bench,
        content=content,
        role=role.id,
        stages=stages,
        bank={name: one for name, one in bank.items() if name in asked},
        answers=tuple(
            answer
            for stage in stages
            for answer in marked_answers(stage.record, stage.sheets, bench.rubric.scale)
        ),
    )


def mined_suggestions(workshop: Workshop) -> tuple[PhraseEdit, ...]:
    """Without a model."""
    return mined_edits(workshop.questions, workshop.answers)


async def choose_proposer(flags: dict[str, Any]) -> ModelChoice:
    """Raises `SetupError` where no model can be called."""
    choice = await pick_model(read_settings(flags))
    if choice.model == "scripted":
        raise SetupError(
            f"nothing to propose edits with: {choice.why}",
            "Leave --model out: phrasings are mined from the labels without one.",
        )
    return choice


async def propose(flags: dict[str, Any], workshop: Workshop, model: LanguageModel) -> Proposed:
    """One call about the dearest disagreements. Raises `EngineError`, and `BadInput` where there
    are none."""
    cases = bench_disagreements(flags, workshop.bench)
    if not cases:
        raise BadInput("coach and machine never differ here", "There is nothing to mend.")
    folder = workshop.content.prompts / "judge"
    prompts = SuggestPrompts(
        rules=load_prompt(workshop.content, folder / "suggest-edits.md"),
        cases=load_prompt(workshop.content, folder / "disagreements.md"),
    )
    turns = {
        (stage.record.session, turn.number): turn.text
        for stage in workshop.stages
        for turn in stage.record.answers
    }

    def said(case: Disagreement) -> str:
        marked = case.turns or ((case.turn,) if case.turn is not None else ())
        return " ... ".join(turns.get((case.session, turn), "") for turn in marked)

    request = suggest_request(
        prompts, workshop.bench.rubric, workshop.questions, cases, said, secrets.token_hex(16)
    )
    reply = await JudgeCalls(model).ask(request)
    return read_proposals(reply, workshop.bench.rubric, workshop.questions, workshop.answers)


def _labelled_stages(
    bench: Bench, bank: Mapping[str, Sourced[Question]]
) -> Iterator[LabelledStage]:
    for session in bench.sessions:
        sheets = [
            sheet for sheet in sheets_by(session, bench.labels_by) if sheet.coach in bench.coaches
        ]
        if not sheets:
            continue
        stored = read_session(session.folder)
        for stage in stored.plan.stages:
            own = tuple(sheet for sheet in sheets if sheet.stage == stage.id)
            if own:
                questions = tuple(
                    bank[one.id].value if one.id in bank else one for one in stage.questions
                )
                record = StageRecord(
                    session.session, stage.id, stage.title, questions, stored.transcript
                )
                yield LabelledStage(record, own)
