"""Labels and scorecards of many sessions, joined to the rows that agreement is counted in.

Rows by different versions of a rubric are never mixed: what a coach or a machine gave by another
version is left out and told, with what to do about it.
"""

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from voiceinterview.coaching.left_out import labelled_by_other, scored_by_other, whose
from voiceinterview.domain.labels import Judgment, Label, LabelSheet
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.rubrics import Rubric, RubricRef


@dataclass(frozen=True)
class CoachedSession:
    """What a session's folder holds that agreement needs; `app.coached_sessions` reads it.

    `words` has every stage that was reached, with how many words the candidate said in it.
    `cards` are each rater's last by each version of each rubric, `sheets` all of every coach.
    `problems` tell what of the folder did not read. `name` is what a command takes it by, quoted,
    `folder` where it lies. `apart` has pairs of digests: versions that are no more the same than
    their numbers say (`app.rubric_versions.told_apart`).
    """

    session: str
    words: Mapping[str, int]
    sheets: tuple[LabelSheet, ...] = ()
    cards: tuple[Scorecard, ...] = ()
    problems: tuple[str, ...] = ()
    name: str = ""
    folder: Path = Path()
    apart: frozenset[frozenset[str]] = frozenset()

    @property
    def command_name(self) -> str:
        return self.name or shlex.quote(self.session)

    def alike(self, one: RubricRef, other: RubricRef) -> bool:
        return alike(one, other, self.apart)


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
    labels_by: RubricRef | None = None,
    coaches: Collection[str] | None = None,
) -> Collected:
    """All judgments by `rubric`, at this version, of the sessions; of `coaches` only, or of all.

    `labels_by` takes the coaches' levels given by another version of the rubric in place of those
    by this one: what comparing two versions on the same labels needs. It must be asked for;
    nothing else mixes. Each judgment says by `rubric` which version it was truly given by.
    """
    gathering = _Gathering()
    for session in sessions:
        gathering.problems += session.problems
        own = [
            sheet
            for sheet in session.sheets
            if sheet.submitted
            and sheet.rubric.id == rubric.id
            and (coaches is None or sheet.coach in coaches)
        ]
        _add_labels(gathering, session, rubric, own, labels_by or rubric.ref)
        _add_cards(gathering, session, rubric)
    return Collected(tuple(gathering.judgments), tuple(dict.fromkeys(gathering.problems)))


def sheets_by(session: CoachedSession, version: RubricRef) -> tuple[LabelSheet, ...]:
    """What coaches submitted by a version of a rubric, first rounds only."""
    return tuple(
        sheet
        for sheet in session.sheets
        if sheet.submitted and sheet.round == 1 and session.alike(sheet.rubric, version)
    )


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


def alike(one: RubricRef, other: RubricRef, apart: frozenset[frozenset[str]]) -> bool:
    """`same_version`, but for files whose numbers hide what changed between them."""
    return same_version(one, other) and frozenset((one.sha256, other.sha256)) not in apart


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
    submitted: Sequence[LabelSheet],
    version: RubricRef,
) -> None:
    reached = [sheet for sheet in submitted if sheet.stage in session.words]
    fitting = [sheet for sheet in reached if session.alike(sheet.rubric, version)]
    done = {(sheet.coach, sheet.stage) for sheet in fitting}
    for sheet in submitted:
        if sheet not in reached:
            gathering.problems.append(
                f"{whose(sheet)}: left out, the session has no stage {sheet.stage!r}"
            )
        elif (sheet.coach, sheet.stage) not in done:
            gathering.problems.append(labelled_by_other(session.command_name, sheet, version))
    known = {criterion.id for criterion in rubric.criteria}
    for sheet in _without_duplicates(gathering, fitting):
        gathering.problems += [
            f"{whose(sheet)}: left out, {fault}" for fault in faults_of(sheet, rubric)
        ]
        gathering.judgments += [
            _judgment(session, sheet, label)
            for label in sheet.labels
            if label.criterion in known and label.level in (None, *rubric.scale)
        ]


def _without_duplicates(
    gathering: _Gathering, sheets: Sequence[LabelSheet]
) -> Iterator[LabelSheet]:
    """Of two sheets of one round the later counts: one may be by a version that differs in notes
    only."""
    last: dict[tuple[object, ...], LabelSheet] = {}
    for sheet in sorted(sheets, key=lambda one: one.at):
        key = (sheet.coach, sheet.stage, sheet.round)
        if key in last:
            gathering.problems.append(
                f"{whose(sheet)}: there are two of round {sheet.round}; the later counts"
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


def _add_cards(gathering: _Gathering, session: CoachedSession, rubric: Rubric) -> None:
    cards = [
        card for card in session.cards if card.rubric.id == rubric.id and card.rater.kind != "coach"
    ]
    newest: dict[tuple[str, ...], Scorecard] = {}
    for card in sorted(cards, key=lambda one: one.at):
        if session.alike(card.rubric, rubric.ref):
            newest[_rater_of(card)] = card
    gathering.problems += [
        scored_by_other(session.command_name, card, rubric.ref)
        for card in cards
        if card.rater.kind == "model" and _rater_of(card) not in newest
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


def _scoring(rubric: RubricRef) -> list[str]:
    """Major and minor."""
    return rubric.version.split(".")[:2]


def _scale(rubric: Rubric) -> str:
    return f"{min(rubric.scale)} to {max(rubric.scale)}"
