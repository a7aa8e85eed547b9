"""Two versions of a rubric on the same sessions, and whether the newer one may be used."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from voiceinterview.app.coached_sessions import coached_sessions
from voiceinterview.app.coaching import (
    labels_of,
    open_holdout,
    require_holdout,
    sessions_root,
)
from voiceinterview.app.rubric_versions import find_rubric
from voiceinterview.coaching.comparing import Case, Comparison, comparison, matched_cases
from voiceinterview.coaching.diffing import RubricDiff, diff_rubrics
from voiceinterview.coaching.gating import Gate, Limits, gate
from voiceinterview.coaching.holdout import Parts, divided
from voiceinterview.coaching.judgments import CoachedSession, collect, same_version
from voiceinterview.coaching.pairing import Seat, joined, paired, seats_of
from voiceinterview.domain.holdout import Holdout
from voiceinterview.domain.labels import Judgment
from voiceinterview.domain.rubrics import Rubric, RubricRef
from voiceinterview.errors import BadInput, UnknownName
from voiceinterview.ports import Clock
from voiceinterview.scoring.agreement import Pair
from voiceinterview.storage.holdout_file import read_holdout


@dataclass(frozen=True)
class Compared:
    """`tuning` and `holdout` are None where no session of that part has levels by both."""

    versions: tuple[RubricRef, RubricRef]
    diff: RubricDiff
    coaches: tuple[str, ...]
    labels_by: RubricRef
    tuning: Comparison | None
    holdout: Comparison | None
    held_out: int
    kept: Holdout | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Gated:
    rubric: RubricRef
    baseline: RubricRef | None
    labels_by: RubricRef
    coaches: tuple[str, ...]
    rater: str
    gate: Gate
    held_out: int
    on_holdout: bool
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Sides:
    """Labels by one version, with the machine's levels by the old one and by the new one."""

    before: tuple[Judgment, ...]
    after: tuple[Judgment, ...]


def compare_versions(
    flags: dict[str, Any],
    names: tuple[str, str],
    coaches: Sequence[str],
    rater: str | None,
    clock: Clock | None,
    labels_by: str | None = None,
) -> Compared:
    """With a `clock` the hold-out is opened too, which is written down first.

    Raises `UnknownName`, `BadInput` for rubrics that cannot be compared or without labels.
    """
    old, new = (find_rubric(flags, name) for name in names)
    _check_pair(old, new)
    parts, kept = parts_of(flags)
    if clock is not None:
        require_holdout(kept)
    version = find_rubric(flags, labels_by).ref if labels_by else _labelled(parts, (old, new))
    everything = _sides([*parts.tuning, *parts.holdout], old, new, version)
    coaches = labels_of(everything.after, coaches, new, ())
    tuning = _sides(parts.tuning, old, new, version)
    held = _sides(parts.holdout, old, new, version)
    seat = _rater(rater, tuning.before, tuning.after)
    looked_at = (*parts.tuning, *(parts.holdout if clock is not None else ()))
    missing = [
        line
        for name, rubric in zip(names, (old, new), strict=True)
        for line in missing_scores(looked_at, rubric, version, name, seat)
    ]

    def compared(sides: Sides) -> Comparison | None:
        if seat is None:
            return None
        found = comparison(sides.before, sides.after, seat, coaches, new)
        return found if found.cases else None

    opened = compared(held) if clock is not None else None
    if clock is not None and opened is not None:  # nothing of it is shown before this is kept
        kept = open_holdout(flags, coaches, f"compare {_told(old.ref)} {_told(new.ref)}", clock)
    return Compared(
        versions=(old.ref, new.ref),
        diff=diff_rubrics(old, new),
        coaches=coaches,
        labels_by=version,
        tuning=compared(tuning),
        holdout=opened,
        held_out=len(parts.holdout),
        kept=kept,
        missing=tuple(missing),
    )


def gate_version(
    flags: dict[str, Any],
    name: str,
    baseline: str | None,
    coaches: Sequence[str],
    rater: str | None,
    limits: Limits,
    clock: Clock | None,
    labels_by: str | None = None,
) -> Gated:
    """With a `clock` it is the hold-out that decides, which is written down first.

    Raises `UnknownName`, `BadInput`.
    """
    new = find_rubric(flags, name)
    old = find_rubric(flags, baseline) if baseline else None
    if old is not None:
        _check_pair(old, new)
    parts, kept = parts_of(flags)
    if clock is not None:
        require_holdout(kept)
    known = (new,) if old is None else (new, old)
    version = find_rubric(flags, labels_by).ref if labels_by else _labelled(parts, known)
    sessions = parts.tuning if clock is None else parts.holdout
    sides = _sides(sessions, old or new, new, version)
    coaches = labels_of(sides.after, coaches, new, ())
    seat = _rater(rater, sides.before, sides.after)
    pairs, cases = _levels(sides, seat, coaches)
    if clock is not None and pairs:  # nothing of it is shown before this is kept
        open_holdout(flags, coaches, f"gate {_told(new.ref)}", clock)
    return Gated(
        rubric=new.ref,
        baseline=old.ref if old else None,
        labels_by=version,
        coaches=coaches,
        rater=seat.name if seat else "",
        gate=gate(pairs, cases if old else None, new, limits),
        held_out=len(parts.holdout),
        on_holdout=clock is not None,
        missing=tuple(
            line
            for given, rubric in ((name, new), (baseline, old))
            if rubric is not None and given is not None
            for line in missing_scores(sessions, rubric, version, given, seat)
        ),
    )


def parts_of(flags: dict[str, Any]) -> tuple[Parts, Holdout | None]:
    """All sessions with labels or scorecards, divided."""
    kept = read_holdout(sessions_root(flags))
    return divided(coached_sessions(flags), kept), kept


def missing_scores(
    sessions: Iterable[CoachedSession],
    rubric: Rubric,
    labels_by: RubricRef,
    name: str,
    seat: Seat | None,
) -> list[str]:
    """The command for each labelled session that has no machine's level by `rubric`.

    `name` is what the user called the rubric; of several models `seat` is the one that counts.
    """
    commands = []
    for session in sessions:
        labelled = any(
            sheet.submitted and same_version(sheet.rubric, labels_by) for sheet in session.sheets
        )
        scored = any(
            card.rater.kind == "model"
            and same_version(card.rubric, rubric.ref)
            and (seat is None or card.rater.name == seat.name)
            for card in session.cards
        )
        if labelled and not scored:
            told = session.name or shlex.quote(session.session)
            commands.append(
                f"voiceinterview score {told} --rubric {shlex.quote(name)} --model MODEL"
            )
    return commands


def _levels(
    sides: Sides, seat: Seat | None, coaches: Sequence[str]
) -> tuple[Sequence[Pair], list[Case]]:
    if seat is None:
        return (), []
    own = [one for one in seats_of(sides.after) if one.kind == "coach" and one.round == 1]
    wanted = [one for one in own if one.name in coaches]
    pairs = joined(paired(sides.after, coach, seat) for coach in wanted).pairs
    return pairs, matched_cases(sides.before, sides.after, seat, coaches)[0]


def _sides(
    sessions: Sequence[CoachedSession], old: Rubric, new: Rubric, labels_by: RubricRef
) -> Sides:
    return Sides(
        collect(sessions, old, labels_by=labels_by).judgments,
        collect(sessions, new, labels_by=labels_by).judgments,
    )


def _labelled(parts: Parts, rubrics: Sequence[Rubric]) -> RubricRef:
    """The first of the rubrics by which somebody labelled something; else the first of all."""
    sheets = [
        sheet
        for session in (*parts.tuning, *parts.holdout)
        for sheet in session.sheets
        if sheet.submitted
    ]
    for rubric in rubrics:
        if any(same_version(sheet.rubric, rubric.ref) for sheet in sheets):
            return rubric.ref
    return rubrics[0].ref


def _rater(wanted: str | None, *sides: Sequence[Judgment]) -> Seat | None:
    """The machine that gave levels on every side. Raises `UnknownName`, or `BadInput` where
    several did and none was named."""
    seats = [{seat for seat in seats_of(side) if seat.kind != "coach"} for side in sides]
    both = sorted(set.intersection(*seats), key=lambda seat: seat.name)
    if wanted is not None:
        named = [seat for seat in both if seat.name == wanted]
        if not named:
            known = [seat.name for seat in both]
            raise UnknownName("machine with levels by all versions", wanted, known)
        return named[0]
    if len(both) > 1:
        names = ", ".join(seat.name for seat in both)
        raise BadInput(f"several machines gave levels: {names}", "Name one: --rater NAME")
    return both[0] if both else None


def _check_pair(old: Rubric, new: Rubric) -> None:
    if old.id != new.id:
        raise BadInput(
            f"{_told(old.ref)} and {_told(new.ref)} are two rubrics, not versions of one",
            "Name two versions: voiceinterview rubric compare ID@OLD ID@NEW --coach NAME",
        )
    if old.scale != new.scale:
        raise BadInput(
            f"{_told(old.ref)} and {_told(new.ref)} have different scales",
            "Levels of different scales cannot be set beside the same labels; label anew.",
        )


def _told(ref: RubricRef) -> str:
    return f"{ref.id}@{ref.version}"
