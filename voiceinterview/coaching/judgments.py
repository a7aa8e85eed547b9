"""Labels and scorecards of many sessions, joined to the rows that agreement is counted in.

Rows by different versions of a rubric are never mixed: what a coach or a machine gave by another
version is left out and told, with what to do about it.
"""

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from voiceinterview.domain.labels import Judgment, Label, LabelSheet
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.rubrics import Rubric, RubricRef


@dataclass(frozen=True)
class CoachedSession:
    """What a session's folder holds that agreement needs; `app.coached_sessions` reads it.

    `words` has every stage that was reached, with how many words the candidate said in it.
    `cards` are each rater's last by each version of each rubric, `sheets` all of every coach.
    `problems` tell what of the folder did not read. `name` is what a command takes it by, quoted,
    `folder` where it lies.
    """

    session: str
    words: Mapping[str, int]
    sheets: tuple[LabelSheet, ...] = ()
    cards: tuple[Scorecard, ...] = ()
    problems: tuple[str, ...] = ()
    name: str = ""
    folder: Path = Path()


@dataclass(frozen=True)
class Collected:
    """`judgments` by one version of one rubric; `problems` say what was left out, and why.

    Coaches' judgments come from submitted sheets only. A model that failed on a criterion, and a
    coach who could not judge it, stand with the level None; the checklist stands so throughout.
    """

    judgments: tuple[Judgment, ...]
    problems: tuple[str, ...] = ()


@dataclass
class _Gathering:
    judgments: list[Judgment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def collect(
    sessions: Iterable[CoachedSession],
    rubric: Rubric,
    *,
    stage: str | None = None,
    labels_by: RubricRef | None = None,
) -> Collected:
    """All judgments by `rubric`, at this version, of the sessions.

    `stage` keeps only that one, and names the sessions that do not have it. `labels_by` takes the
    coaches' levels given by another version of the rubric in place of those by this one: what
    comparing two versions on the same labels needs. It must be asked for; nothing else mixes.
    Each judgment says by `rubric` which version it was truly given by.
    """
    gathering = _Gathering()
    for session in sessions:
        gathering.problems += session.problems
        if stage is not None and stage not in session.words:
            gathering.problems.append(_no_stage(session, stage))
            continue
        _add_labels(gathering, session, rubric, labels_by or rubric.ref, stage)
        _add_cards(gathering, session, rubric, stage)
    return Collected(tuple(gathering.judgments), tuple(gathering.problems))


def same_version(one: RubricRef, other: RubricRef) -> bool:
    """Whether levels by both mean the same.

    They do by the same file, and where only the last number of the version differs, which a
    change that moves no level calls for. A file that was changed under its old number is another.
    """
    if one.id != other.id:
        return False
    if one.sha256 == other.sha256:
        return True
    return one.version != other.version and _scoring(one) == _scoring(other)


def faults_of(sheet: LabelSheet, rubric: Rubric) -> tuple[str, ...]:
    """What in a sheet does not fit the rubric that it was given by."""
    known = {criterion.id: criterion for criterion in rubric.criteria}
    faults = []
    for label in sheet.labels:
        if label.criterion not in known:
            faults.append(f"{label.criterion!r} is no criterion of {rubric.id}@{rubric.version}")
        elif label.level is not None and label.level not in rubric.scale:
            faults.append(
                f"{label.criterion}: level {label.level} is not on the scale {_scale(rubric)}"
            )
    return tuple(faults)


def _add_labels(
    gathering: _Gathering,
    session: CoachedSession,
    rubric: Rubric,
    version: RubricRef,
    stage: str | None,
) -> None:
    submitted = [
        sheet
        for sheet in session.sheets
        if sheet.submitted
        and sheet.rubric.id == rubric.id
        and (stage is None or sheet.stage == stage)
    ]
    for sheet in _without_duplicates(gathering, session, submitted):
        if sheet.stage not in session.words:
            gathering.problems.append(
                f"{_whose(session, sheet)}: left out, the session has no stage {sheet.stage!r}"
            )
        elif not same_version(sheet.rubric, version):
            gathering.problems.append(_other_version(session, sheet, version))
        else:
            known = {criterion.id for criterion in rubric.criteria}
            gathering.problems += [
                f"{_whose(session, sheet)}: left out, {fault}" for fault in faults_of(sheet, rubric)
            ]
            gathering.judgments += [
                _judgment(session, sheet, label)
                for label in sheet.labels
                if label.criterion in known and label.level in (None, *rubric.scale)
            ]


def _without_duplicates(
    gathering: _Gathering, session: CoachedSession, sheets: Sequence[LabelSheet]
) -> Iterator[LabelSheet]:
    """Of two submitted sheets of one pass, which only an edited file holds, the later counts."""
    last: dict[tuple[object, ...], LabelSheet] = {}
    for sheet in sorted(sheets, key=lambda one: one.at):
        key = (sheet.coach, sheet.stage, sheet.rubric, sheet.round)
        if key in last:
            gathering.problems.append(
                f"{_whose(session, sheet)}: there are two of round {sheet.round}; the later counts"
            )
        last[key] = sheet
    yield from last.values()


def _judgment(session: CoachedSession, sheet: LabelSheet, label: Label) -> Judgment:
    return Judgment(
        session=session.session,
        stage=sheet.stage,
        criterion=label.criterion,
        rater=sheet.coach,
        kind="coach",
        rubric=sheet.rubric,
        level=label.level,
        round=sheet.round,
        words=session.words[sheet.stage],
        at=sheet.at,
    )


def _add_cards(
    gathering: _Gathering, session: CoachedSession, rubric: Rubric, stage: str | None
) -> None:
    cards = [
        card
        for card in session.cards
        if card.rubric.id == rubric.id
        and card.rater.kind != "coach"
        and (stage is None or card.stage == stage)
    ]
    newest: dict[tuple[str, ...], Scorecard] = {}
    for card in sorted(cards, key=lambda one: one.at):
        if same_version(card.rubric, rubric.ref):
            newest[_rater_of(card)] = card
    gathering.problems += [
        _scored_by_other(session, card, rubric.ref)
        for card in cards
        if _rater_of(card) not in newest
    ]
    for card in newest.values():
        gathering.judgments += _judgments_of(session, card, rubric)


def _judgments_of(session: CoachedSession, card: Scorecard, rubric: Rubric) -> Iterator[Judgment]:
    known = {criterion.id for criterion in rubric.criteria}
    for rating in card.ratings:
        if rating.criterion in known:
            yield Judgment(
                session=session.session,
                stage=card.stage,
                criterion=rating.criterion,
                rater=card.rater.name,
                kind=card.rater.kind,
                rubric=card.rubric,
                level=rating.given,
                words=session.words.get(card.stage, 0),
                at=card.at,
            )


def _rater_of(card: Scorecard) -> tuple[str, ...]:
    return card.stage, card.rater.kind, card.rater.name


def _no_stage(session: CoachedSession, stage: str) -> str:
    there = ", ".join(session.words) or "none"
    return f"{session.session}: has no stage {stage!r} that was reached (there are: {there})"


def _other_version(session: CoachedSession, sheet: LabelSheet, version: RubricRef) -> str:
    name = session.name or shlex.quote(session.session)
    command = (
        f"voiceinterview label {name} --coach {shlex.quote(sheet.coach)}"
        f" --stage {shlex.quote(sheet.stage)}"
    )
    return (
        f"{_whose(session, sheet)}: left out, given by {_told(sheet.rubric)}, not by"
        f" {_told(version)}. To label it anew: {command}"
    )


def _scored_by_other(session: CoachedSession, card: Scorecard, version: RubricRef) -> str:
    name = session.name or shlex.quote(session.session)
    return (
        f"{session.session}: {card.rater.name} on {card.stage}: left out, scored by"
        f" {_told(card.rubric)}, not by {_told(version)}. To score it anew:"
        f" voiceinterview score {name}"
    )


def _whose(session: CoachedSession, sheet: LabelSheet) -> str:
    return f"{session.session}: {sheet.coach} on {sheet.stage}"


def _told(rubric: RubricRef) -> str:
    return f"{rubric.id}@{rubric.version} ({rubric.sha256[:8]})"


def _scoring(rubric: RubricRef) -> list[str]:
    """Major and minor."""
    return rubric.version.split(".")[:2]


def _scale(rubric: Rubric) -> str:
    return f"{min(rubric.scale)} to {max(rubric.scale)}"
