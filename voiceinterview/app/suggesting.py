"""Edits that a coach may accept: found in her own labels, or proposed by a model, and tried.

Nothing is written here but by `write_edit`, which the command calls after the coach said yes.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from voiceinterview.app.coaching import Bench
from voiceinterview.app.disagreeing import bench_disagreements
from voiceinterview.app.engines import pick_model
from voiceinterview.app.machines import the_machine
from voiceinterview.app.places import content_folder, read_settings
from voiceinterview.app.rating import judge_prompts
from voiceinterview.coaching.comparing import Case, effect
from voiceinterview.coaching.diffing import bumped
from voiceinterview.coaching.disagreements import Disagreement
from voiceinterview.coaching.judgments import sheets_by
from voiceinterview.coaching.mining import MarkedAnswer, marked_answers
from voiceinterview.coaching.pairing import Seat, by_unit
from voiceinterview.coaching.suggesting import (
    AnchorEdit,
    PhraseEdit,
    Proposed,
    SuggestPrompts,
    mined_edits,
    read_proposals,
    suggest_request,
    with_anchor,
)
from voiceinterview.content.editing import unified_diff, with_item, with_text
from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.front_matter import load_prompt
from voiceinterview.content.questions import read_sourced_questions
from voiceinterview.content.roles import load_role
from voiceinterview.content.rubrics import rubric_files
from voiceinterview.content.sourced import Sourced
from voiceinterview.domain.labels import LabelSheet
from voiceinterview.domain.questions import Question
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.errors import BadInput, ContentError, SetupError
from voiceinterview.ports import Clock, LanguageModel
from voiceinterview.scoring.judge_calls import JudgeCalls
from voiceinterview.scoring.judge_request import RatingTerms
from voiceinterview.scoring.model_rater import rate_by_model, rater_of
from voiceinterview.scoring.record import StageRecord
from voiceinterview.storage.disk import write_atomically
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


async def tried(
    workshop: Workshop,
    edit: AnchorEdit,
    model: LanguageModel,
    terms: RatingTerms,
    rater: str | None,
    clock: Clock,
) -> AnchorEdit:
    """The edit with what it does on the tuning set: the criterion judged anew by the new wording,
    beside what stands on disk where the same model gave it, else beside a judgment by the old."""
    rubric = workshop.bench.rubric
    own = rater_of(model, judge_prompts(workshop.content), terms).name
    seat = the_machine(rater, workshop.bench.judgments)
    after = await _levels(workshop, with_anchor(rubric, edit), edit, model, terms, clock)
    if seat is not None and seat.name == own:
        before = {
            (session, stage): one.level
            for (session, stage, criterion), one in by_unit(workshop.bench.judgments, seat).items()
            if criterion == edit.criterion and one.level is not None
        }
    else:
        before = await _levels(workshop, rubric, edit, model, terms, clock)
    cases = _cases(workshop, edit.criterion, before, after)
    return replace(edit, effect=effect(edit.criterion, cases, rubric.scale))


def calls_to_try(
    workshop: Workshop, edits: Sequence[AnchorEdit], terms: RatingTerms, *, twice: bool
) -> int:
    """`twice` where the old wording must be judged too."""
    return len(edits) * len(workshop.stages) * terms.samples * (2 if twice else 1)


def judged_by(workshop: Workshop, model: LanguageModel, terms: RatingTerms) -> bool:
    """Whether the levels on disk are this model's."""
    own = rater_of(model, judge_prompts(workshop.content), terms).name
    return any(one.rater == own for one in workshop.bench.judgments if one.kind == "model")


def diff_of(workshop: Workshop, edit: Edit) -> str:
    """As `diff -u` has it, against the file as it is now. Raises `ContentError`."""
    path, before, after = _changed(workshop, edit)
    return unified_diff(before, after, workshop.content.label(path))


def write_edit(workshop: Workshop, edit: Edit) -> Path:
    """The coach said yes. Raises `ContentError` where the file changed too far, `StorageFull`."""
    path, _, after = _changed(workshop, edit)
    write_atomically(path, after.encode())
    return path


def _changed(workshop: Workshop, edit: Edit) -> tuple[Path, str, str]:
    """The file, as it is and as it would be. An anchor raises the version too, once."""
    if isinstance(edit, PhraseEdit):
        question = workshop.bank[edit.question]
        path = workshop.content.root / question.source
        before = _text(workshop.content, path)
        place = _point_place(question, edit.point)
        return path, before, with_item(before, question.source, place, edit.phrase)
    rubric = workshop.bench.rubric
    path = rubric_files(workshop.content, workshop.role)[rubric.id]
    before = _text(workshop.content, path)
    number = [criterion.id for criterion in rubric.criteria].index(edit.criterion)
    label = workshop.content.label(path)
    after = with_text(before, label, ["criteria", number, "anchors", edit.level], edit.text)
    if f"version: {rubric.version}\n" in after:
        after = with_text(after, label, ["version"], bumped(rubric.version, "minor"))
    return path, before, after


def _point_place(question: Sourced[Question], point: str) -> list[str | int]:
    number = [one.id for one in question.value.key_points].index(point)
    return [*question.place, "key_points", number, "any_of"]


def _text(content: Content, path: Path) -> str:
    faults = Faults()
    text = content.read(path, faults)
    faults.raise_any()
    if text is None:  # pragma: no cover - a fault was raised
        raise ContentError([str(path)])
    return text


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


async def _levels(
    workshop: Workshop,
    rubric: Rubric,
    edit: AnchorEdit,
    model: LanguageModel,
    terms: RatingTerms,
    clock: Clock,
) -> dict[tuple[str, str], int]:
    """Session and stage -> the level of the edit's criterion, judged by `rubric`."""
    criteria = tuple(one for one in rubric.criteria if one.id == edit.criterion)
    prompts = judge_prompts(workshop.content)
    levels = {}
    for stage in workshop.stages:
        card = await rate_by_model(
            model,
            prompts,
            stage.record,
            replace(rubric, criteria=criteria),
            terms,
            nonce=secrets.token_hex(16),
            at=clock.utc().isoformat(timespec="seconds"),
        )
        if (level := card.ratings[0].level) is not None:
            levels[stage.record.session, stage.record.stage] = level
    return levels


def _cases(
    workshop: Workshop,
    criterion: str,
    before: Mapping[tuple[str, str], int],
    after: Mapping[tuple[str, str], int],
) -> list[Case]:
    labels = (
        (unit, label)
        for coach in workshop.bench.coaches
        for unit, label in by_unit(workshop.bench.judgments, Seat("coach", coach)).items()
    )
    return [
        Case(session, stage, criterion, label.rater, label.level, before[key], after[key])
        for (session, stage, name), label in labels
        if name == criterion
        and label.level is not None
        and (key := (session, stage)) in before
        and key in after
    ]
