"""Rows of a table to sheets of labels, or what is wrong with each row. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from voiceinterview.coaching.judgments import same_version
from voiceinterview.coaching.left_out import label_command
from voiceinterview.domain.labels import Label, LabelSheet
from voiceinterview.domain.rubrics import Rubric, RubricRef
from voiceinterview.errors import BadInput
from voiceinterview.storage.labels_file import coach_name
from voiceinterview.storage.labels_table import LabelRow, NumberedRow


@dataclass(frozen=True)
class KnownStage:
    """A stage that was reached: today's rubric, and the numbers of the candidate's turns in it."""

    rubric: Rubric
    answers: tuple[int, ...]


@dataclass(frozen=True)
class KnownSession:
    """A session that labels may be of. `name` is what a command takes it by, quoted."""

    session: str
    name: str
    stages: Mapping[str, KnownStage]
    sheets: tuple[LabelSheet, ...] = ()


@dataclass(frozen=True)
class Checked:
    """`faults` have the number of their row first. `new` counts labels, `known` those that the
    sessions hold already, `assumed` those without a rubric of their own, which were taken as given
    by today's. `incomplete` sheets of today's version lack one of the criteria in `lacking`."""

    sheets: tuple[LabelSheet, ...]
    faults: tuple[tuple[int, str], ...]
    new: int = 0
    known: int = 0
    assumed: int = 0
    incomplete: int = 0
    lacking: tuple[str, ...] = ()


_SheetKey = tuple[str, str, str, RubricRef, int]


@dataclass
class _Sheet:
    first: int
    modality: str
    at: str
    labels: dict[str, tuple[int, Label]] = field(default_factory=dict)


def check_rows(
    rows: Sequence[NumberedRow],
    sessions: Mapping[str, KnownSession],
    *,
    now: str,
    any_version: bool = False,
    kept: Mapping[str, Rubric] | None = None,
) -> Checked:
    """`sessions` by every name that a row may call them; `now` stands where a row has no time.

    With `any_version` labels by other versions of a rubric are taken too, as what they are; those
    of them that are `kept`, by digest, know which levels there can be.
    """
    gathered: dict[_SheetKey, _Sheet] = {}
    faults: list[tuple[int, str]] = []
    assumed = 0
    for numbered in rows:
        row = numbered.row
        found = list(_row_faults(row, sessions, kept or {}, any_version=any_version))
        if not found:
            found = list(_gather(gathered, numbered, sessions[row.session], now))
            assumed += not found and not row.version and not row.sha256
        faults += [(numbered.number, fault) for fault in found]
    checked = _against(gathered, sessions)
    return replace(checked, faults=tuple(sorted([*faults, *checked.faults])), assumed=assumed)


def _against(gathered: Mapping[_SheetKey, _Sheet], sessions: Mapping[str, KnownSession]) -> Checked:
    """What the sheets bring to those that the sessions hold."""
    sheets, faults, new, known = [], [], 0, 0
    for key, sheet in gathered.items():
        made = _made(key, sheet)
        there = _same_pass(sessions, made)
        if there is not None and (other := _other_label(sheet, there)) is not None:
            faults.append((other, _taken(there)))
            continue
        whole = made if there is None else _completed(there, made)
        added = len(whole.labels) - (len(there.labels) if there else 0)
        new, known = new + added, known + len(made.labels) - added
        if added:
            sheets.append(whole)
    lacking = [missing for sheet in sheets if (missing := _lacking(sheet, sessions))]
    return Checked(
        sheets=tuple(sheets),
        faults=tuple(faults),
        new=new,
        known=known,
        incomplete=len(lacking),
        lacking=tuple(dict.fromkeys(name for missing in lacking for name in missing)),
    )


def rows_of(sheet: LabelSheet) -> Iterator[LabelRow]:
    """A sheet as rows of a table, which `check_rows` makes the same sheet of."""
    for label in sheet.labels:
        yield LabelRow(
            session=sheet.session,
            stage=sheet.stage,
            coach=sheet.coach,
            criterion=label.criterion,
            level=label.level,
            turns=label.turns,
            note=label.note,
            rubric=sheet.rubric.id,
            version=sheet.rubric.version,
            sha256=sheet.rubric.sha256,
            modality=sheet.modality,
            round=sheet.round,
            at=sheet.at,
            seconds=label.seconds,
        )


def _row_faults(
    row: LabelRow,
    sessions: Mapping[str, KnownSession],
    kept: Mapping[str, Rubric],
    *,
    any_version: bool,
) -> Iterator[str]:
    try:
        coach_name(row.coach)
    except BadInput as fault:
        yield fault.problem
    if row.at and _moment(row.at) is None:
        yield f"at: {row.at!r} is no time like 2026-01-31T09:30:00+00:00"
    session = sessions.get(row.session)
    if session is None:
        yield f"there is no session {row.session!r}"
        return
    stage = session.stages.get(row.stage)
    if stage is None:
        there = ", ".join(session.stages) or "none"
        yield f"{session.session} has no stage {row.stage!r} with answers (there are: {there})"
        return
    rubric = stage.rubric
    if row.rubric and row.rubric != rubric.id:
        yield f"{row.stage} is judged by the rubric {rubric.id!r}, not by {row.rubric!r}"
    elif _is_other(row, rubric):
        if not any_version:
            yield _other_version(row, session, rubric)
        elif row.sha256 in ("", rubric.sha256):
            yield (
                f"version {row.version} is not today's, and which file that was only its digest "
                "tells: the column sha256, as `label export` writes it"
            )
        elif row.sha256 in kept:
            yield from _label_faults(row, kept[row.sha256])
    else:
        yield from _label_faults(row, rubric)
    for turn in row.turns:
        if turn not in stage.answers:
            there = ", ".join(map(str, stage.answers))
            yield f"turn {turn} is no answer in {row.stage} (there are: {there})"


def _label_faults(row: LabelRow, rubric: Rubric) -> Iterator[str]:
    known = {criterion.id: criterion for criterion in rubric.criteria}
    criterion = known.get(row.criterion)
    if criterion is None:
        yield f"unknown criterion {row.criterion!r} (there are: {', '.join(known)})"
    elif row.level is None and not criterion.not_assessable:
        yield f"{row.criterion}: the rubric has no n/a for it"
    if row.level is not None and row.level not in rubric.scale:
        low, high = rubric.scale[0], rubric.scale[-1]
        yield f"{row.criterion}: level {row.level} is off the scale, {low} to {high}"


def _is_other(row: LabelRow, rubric: Rubric) -> bool:
    """Whether the row says that its label was given by another version than today's."""
    if row.sha256 in ("", rubric.sha256):
        return row.version not in ("", rubric.version)
    version = row.version or rubric.version
    return not same_version(RubricRef(rubric.id, version, row.sha256), rubric.ref)


def _other_version(row: LabelRow, session: KnownSession, rubric: Rubric) -> str:
    given = f"{rubric.id}@{row.version or '?'}{f' ({row.sha256[:8]})' * bool(row.sha256)}"
    return (
        f"given by {given}; today's is {rubric.version} ({rubric.sha256[:8]}). Label it anew "
        f"({label_command(session.name, row.coach, row.stage)}), or keep it apart with "
        "--any-version"
    )


def _gather(
    gathered: dict[_SheetKey, _Sheet], numbered: NumberedRow, session: KnownSession, now: str
) -> Iterator[str]:
    row = numbered.row
    rubric = session.stages[row.stage].rubric
    ref = RubricRef(rubric.id, row.version or rubric.version, row.sha256 or rubric.sha256)
    key = (session.session, row.stage, coach_name(row.coach), ref, row.round)
    at = _moment(row.at) if row.at else now
    assert at is not None  # `_row_faults` came first
    sheet = gathered.setdefault(key, _Sheet(numbered.number, row.modality, at))
    if row.criterion in sheet.labels:
        yield f"the same label as row {sheet.labels[row.criterion][0]} ({row.criterion})"
    elif (row.modality, at) != (sheet.modality, sheet.at):
        yield f"modality or time differ from row {sheet.first}, which is of the same sheet"
    else:
        label = Label(row.criterion, row.level, row.turns, row.note, row.seconds)
        sheet.labels[row.criterion] = (numbered.number, label)


def _made(key: _SheetKey, sheet: _Sheet) -> LabelSheet:
    session, stage, coach, rubric, round_ = key
    return LabelSheet(
        session=session,
        stage=stage,
        coach=coach,
        rubric=rubric,
        modality="audio" if sheet.modality == "audio" else "text",
        at=sheet.at,
        labels=tuple(label for _, label in sheet.labels.values()),
        round=round_,
        submitted=True,
    )


def _same_pass(sessions: Mapping[str, KnownSession], made: LabelSheet) -> LabelSheet | None:
    """What the session holds already of that coach, stage, rubric and round."""
    for sheet in sessions[made.session].sheets:
        if (sheet.coach, sheet.stage, sheet.rubric, sheet.round) == (
            made.coach, made.stage, made.rubric, made.round,
        ):  # fmt: skip
            return sheet
    return None


def _other_label(sheet: _Sheet, there: LabelSheet) -> int | None:
    """The row that keeps a sheet from joining the one that is there: the first that says something
    else, for what was submitted is not changed; any where that was not submitted."""
    given = {label.criterion: label for label in there.labels}
    others = (
        number
        for number, label in sheet.labels.values()
        if given.get(label.criterion, label) != label
    )
    return next(others, None) if there.submitted else sheet.first


def _completed(there: LabelSheet, made: LabelSheet) -> LabelSheet:
    """The sheet with what it had no label for, as where a row of it was bad at first."""
    given = {label.criterion for label in there.labels}
    new = (label for label in made.labels if label.criterion not in given)
    return replace(there, labels=(*there.labels, *new))


def _lacking(sheet: LabelSheet, sessions: Mapping[str, KnownSession]) -> list[str]:
    """Criteria that a sheet by today's version has no label for."""
    rubric = sessions[sheet.session].stages[sheet.stage].rubric
    given = {label.criterion for label in sheet.labels}
    if not same_version(sheet.rubric, rubric.ref):
        return []
    return [one.id for one in rubric.criteria if one.id not in given]


def _taken(there: LabelSheet) -> str:
    if not there.submitted:
        return (
            f"{there.coach} has begun round {there.round} of {there.stage} and not submitted it; "
            "finish that first"
        )
    return (
        f"{there.coach} has submitted other labels of round {there.round} of {there.stage}; "
        f"another is round {there.round + 1}"
    )


def _moment(text: str) -> str | None:
    """An ISO time as it stands, in UTC where it names no zone; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return text if moment.tzinfo else moment.replace(tzinfo=UTC).isoformat()
