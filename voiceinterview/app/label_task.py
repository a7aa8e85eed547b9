"""Which stage a coach is to label, by which rubric, and what she has done of it before.

No scorecard is opened here, nor another coach's labels: she is to hear with her own ears.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from voiceinterview.app.places import content_folder, name_to_give, read_settings
from voiceinterview.app.rubric_versions import keep_used, told_apart
from voiceinterview.app.sessions import closed_session
from voiceinterview.coaching.judgments import alike
from voiceinterview.coaching.left_out import label_command
from voiceinterview.content.folders import Content
from voiceinterview.content.roles import load_role
from voiceinterview.content.rubrics import load_rubric
from voiceinterview.domain.labels import Label, LabelSheet
from voiceinterview.domain.plan import StagePlan
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.domain.transcript import Turn
from voiceinterview.errors import BadInput, UnknownName
from voiceinterview.storage.holdout_file import held_out
from voiceinterview.storage.labels_file import coach_name, coach_sheets
from voiceinterview.storage.stored_session import StoredSession


@dataclass(frozen=True)
class _Own:
    """Her sheets of a session; versions that are `apart` are no more alike than others."""

    sheets: tuple[LabelSheet, ...]
    apart: frozenset[frozenset[str]]

    def rounds(self, stage: str, rubric: Rubric) -> list[int]:
        """Those that she has submitted of the stage, by the rubric."""
        return [
            sheet.round
            for sheet in self.sheets
            if sheet.submitted
            and sheet.stage == stage
            and alike(sheet.rubric, rubric.ref, self.apart)
        ]


@dataclass(frozen=True)
class Task:
    """One stage for one coach in one round. `kept` are the labels of her unfinished sheet (`read`
    where she gave some of them by the text, so that not all of it was heard),
    `left` the other stages that she has not submitted; `told` is what she should know first. Of a
    session that is `held_out` no machine's level is shown, not even once she has submitted."""

    stored: StoredSession
    stage: StagePlan
    rubric: Rubric
    coach: str
    round: int
    turns: tuple[Turn, ...]
    kept: tuple[Label, ...] = ()
    read: bool = False
    held_out: bool = False
    left: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[int, ...]:
        return tuple(turn.number for turn in self.turns if turn.speaker == "candidate")

    @property
    def command(self) -> str:
        """What goes on with it."""
        return label_command(name_to_give(self.stored.folder), self.coach, self.stage.id)


def open_task(
    flags: dict[str, Any], session: str, coach: str, stage: str | None, *, again: bool
) -> Task:
    """Without `stage` the first one that was reached and that she has not submitted.

    Raises `UnknownName`, `BadInput`, `SessionBusy`, `CorruptSession`, `ContentError`.
    """
    coach = coach_name(coach)
    settings = read_settings(flags)
    stored = closed_session(flags, session)
    content = content_folder(settings)
    reached = _reached(stored)
    if not reached:
        raise BadInput(f"{stored.folder}: nothing was said in it", "Label another session.")
    own = _own(stored, content, coach, reached)
    if stage is not None:
        _check_stage(stored, reached, stage)
        chosen = stage
    else:
        chosen = _first_open(stored, content, reached, own, again=again)
    left = tuple(
        name
        for name in reached
        if name != chosen and not own.rounds(name, rubric_of(stored, content, name))
    )
    return replace(_task(stored, content, coach, chosen, own, again=again), left=left)


def _own(stored: StoredSession, content: Content, coach: str, reached: Sequence[str]) -> _Own:
    """Today's rubrics are kept beside the sessions first, for her levels mean them."""
    root = stored.folder.parent
    used = [rubric_of(stored, content, stage).ref for stage in reached]
    keep_used(root, content, stored.plan.role, used)
    sheets = coach_sheets(stored.folder, stored.manifest.id, coach)
    return _Own(sheets, told_apart(root))


def _task(
    stored: StoredSession,
    content: Content,
    coach: str,
    stage: str,
    own: _Own,
    *,
    again: bool,
) -> Task:
    rubric = rubric_of(stored, content, stage)
    submitted = own.rounds(stage, rubric)
    (plan,) = [one for one in stored.plan.stages if one.id == stage]
    if submitted and not again:
        command = label_command(name_to_give(stored.folder), coach, stage)
        raise BadInput(
            f"{coach} has labelled {stage} of {stored.folder.name} already",
            f"To do it once more, as a retest: {command} --again",
        )
    if again and not submitted:
        raise BadInput(
            f"{coach} has submitted nothing of {stage} yet, so there is nothing to do again",
            "Leave --again out.",
        )
    round_ = max(submitted, default=0) + 1
    unfinished = [
        sheet
        for sheet in own.sheets
        if (sheet.stage, sheet.rubric, sheet.round, sheet.submitted)
        == (stage, rubric.ref, round_, False)
    ]
    return Task(
        stored=stored,
        stage=plan,
        rubric=rubric,
        coach=coach,
        round=round_,
        turns=tuple(turn for turn in stored.transcript if turn.stage == stage),
        kept=unfinished[0].labels if unfinished else (),
        read=any(sheet.labels and sheet.modality == "text" for sheet in unfinished),
        held_out=stored.manifest.id in held_out(stored.folder.parent),
        told=tuple(_told(own, stage, rubric, unfinished)),
    )


def _told(own: _Own, stage: str, rubric: Rubric, unfinished: Sequence[LabelSheet]) -> list[str]:
    told = []
    others = {
        sheet.rubric.version: sheet.rubric.sha256[:8]
        for sheet in own.sheets
        if sheet.stage == stage and not alike(sheet.rubric, rubric.ref, own.apart)
    }
    for version, sha in others.items():
        told.append(
            f"your labels by {rubric.id}@{version} ({sha}) stay as they are; these are by "
            f"{rubric.version} ({rubric.sha256[:8]})"
        )
    if unfinished:
        given = len(unfinished[0].labels)
        told.append(f"going on with the sheet you began: {given} of {len(rubric.criteria)} labels")
    return told


def rubric_of(stored: StoredSession, content: Content, stage: str) -> Rubric:
    """The rubric that today's role judges a stage of the session by. Raises `UnknownName` where
    the role has no such stage any more, `ContentError`."""
    role = load_role(content, stored.plan.role)
    rubrics = {known.id: known.rubric for known in role.stages}
    if stage not in rubrics:
        raise UnknownName(f"stage of the role {role.id}", stage, tuple(rubrics))
    return load_rubric(content, stored.plan.role, rubrics[stage])


def _reached(stored: StoredSession) -> tuple[str, ...]:
    said = dict.fromkeys(turn.stage for turn in stored.transcript if turn.speaker == "candidate")
    return tuple(stage.id for stage in stored.plan.stages if stage.id in said)


def _check_stage(stored: StoredSession, reached: Sequence[str], stage: str) -> None:
    if stage in reached:
        return
    if stage in (planned.id for planned in stored.plan.stages):
        raise BadInput(
            f"{stored.folder.name}: nothing was said in the stage {stage!r}",
            f"Stages with answers: {', '.join(reached)}.",
        )
    raise UnknownName(f"stage of {stored.folder.name}", stage, reached)


def _first_open(
    stored: StoredSession,
    content: Content,
    reached: Sequence[str],
    own: _Own,
    *,
    again: bool,
) -> str:
    """Without a stage named. The last one of all where she has submitted every one."""
    for stage in reached:
        rounds = own.rounds(stage, rubric_of(stored, content, stage))
        if (len(rounds) == 1) if again else not rounds:
            return stage
    return reached[-1]
