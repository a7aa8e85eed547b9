"""A coach's mapping from key points found to a level: fitted, tried, enabled, forgotten."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from voiceinterview.app.coaching import Bench, sessions_root
from voiceinterview.coaching.judgments import sheets_by
from voiceinterview.coaching.mapping import LabelledShare, mapping_of, why_not
from voiceinterview.domain.labels import LabelSheet
from voiceinterview.domain.mappings import ChecklistMapping
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.errors import BadInput
from voiceinterview.ports import Clock
from voiceinterview.scoring.checklist import checklist_coverage
from voiceinterview.scoring.mapped_level import share_found
from voiceinterview.scoring.record import StageRecord
from voiceinterview.storage.mapping_file import remove_mapping, write_mapping
from voiceinterview.storage.stored_session import StoredSession, read_session

FEWEST = 2  # sessions, so that one can be left out


@dataclass(frozen=True)
class TriedMapping:
    """`refused` says why it must not be enabled, "" where it may; `path` is set once it is."""

    mapping: ChecklistMapping
    refused: str
    path: Path | None = None


def try_mapping(
    flags: dict[str, Any], bench: Bench, clock: Clock, *, enable: bool = False
) -> TriedMapping:
    """Fit it to the one coach of the bench. Enabled only where asked and not refused.

    Raises `BadInput` where there is nothing to fit, `StorageFull`, `CorruptSession`.
    """
    if len(bench.coaches) != 1:
        raise BadInput(
            f"a mapping follows one coach, not {', '.join(bench.coaches)}", "Name her: --coach NAME"
        )
    shares = _shares(bench, bench.coaches[0])
    sessions = len({one.session for one in shares})
    if sessions < FEWEST:
        raise BadInput(
            f"{bench.coaches[0]} has labelled {sessions} sessions with key points",
            "Label more: voiceinterview label SESSION --coach NAME",
        )
    mapping = mapping_of(
        shares,
        bench.rubric.scale,
        rubric=bench.rubric.ref,
        coach=bench.coaches[0],
        at=clock.utc().isoformat(timespec="seconds"),
    )
    tried = TriedMapping(mapping, why_not(mapping))
    if not enable or tried.refused:
        return tried
    return replace(tried, path=write_mapping(sessions_root(flags), mapping))


def forget_mapping(flags: dict[str, Any], rubric: Rubric) -> bool:
    """Whether there was one. Raises `StorageFull`."""
    return remove_mapping(sessions_root(flags), rubric.ref)


def _shares(bench: Bench, coach: str) -> tuple[LabelledShare, ...]:
    """Every stage that she submitted, by the labels' version, first round only."""
    shares = []
    for session in bench.sessions:
        sheets = [
            sheet
            for sheet in sheets_by(session, bench.labels_by)
            if sheet.coach == coach and sheet.stage in session.words
        ]
        stored = read_session(session.folder) if sheets else None
        for sheet in sheets:
            assert stored is not None  # there are sheets
            found, total = share_found(checklist_coverage(_record(stored, sheet.stage)))
            level = _stage_level(sheet, bench.rubric)
            if total and level is not None:
                shares.append(LabelledShare(session.session, found / total, level))
    return tuple(shares)


def _record(stored: StoredSession, stage: str) -> StageRecord:
    (plan,) = [one for one in stored.plan.stages if one.id == stage]
    return StageRecord(stored.manifest.id, stage, plan.title, plan.questions, stored.transcript)


def _stage_level(sheet: LabelSheet, rubric: Rubric) -> float | None:
    """The mean by weight over what she judged; None where that is less than half the rubric."""
    weights = {criterion.id: criterion.weight for criterion in rubric.criteria}
    judged = [
        (weights[label.criterion], label.level)
        for label in sheet.labels
        if label.level is not None and label.criterion in weights
    ]
    whole = sum(weight for weight, _ in judged)
    if 2 * whole < sum(weights.values()):
        return None
    return sum(weight * level for weight, level in judged) / whole
