"""Whether a version of a rubric may be used, on the tuning set or on the hold-out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from voiceinterview.app.coaches import coaches_of
from voiceinterview.app.coaching import open_holdout, parts_of, require_holdout
from voiceinterview.app.machines import missing_scores, the_machine
from voiceinterview.app.rubric_versions import find_rubric
from voiceinterview.app.sides import Sides, check_pair, labelled_version, sides_of, version_words
from voiceinterview.coaching.comparing import Case, matched_cases
from voiceinterview.coaching.gating import Gate, Limits, gate
from voiceinterview.coaching.pairing import Seat, joined, paired
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.ports import Clock
from voiceinterview.scoring.agreement import Pair


@dataclass(frozen=True)
class Gated:
    """`unrated` labels had no machine's level beside them."""

    rubric: RubricRef
    baseline: RubricRef | None
    labels_by: RubricRef
    coaches: tuple[str, ...]
    rater: str
    gate: Gate
    unrated: int
    held_out: int
    on_holdout: bool
    missing: tuple[str, ...]


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
    old = find_rubric(flags, baseline) if baseline else new
    check_pair(old, new)
    parts, kept = parts_of(flags)
    if clock is not None:
        require_holdout(kept)
    version = labelled_version(flags, labels_by, parts, (new, old))
    sessions = parts.tuning if clock is None else parts.holdout
    coaches = coaches_of(sessions, coaches, version)
    sides = sides_of(sessions, old, new, version)
    seat = the_machine(rater, sides.before, sides.after)
    pairs, cases = _levels(sides, seat, coaches)
    if clock is not None and pairs:  # nothing of it is shown before this is kept
        open_holdout(flags, coaches, f"gate {version_words(new.ref)}", clock)
    asked = {name: new} | ({baseline: old} if baseline else {})
    return Gated(
        rubric=new.ref,
        baseline=old.ref if baseline else None,
        labels_by=version,
        coaches=coaches,
        rater=seat.name if seat else "",
        gate=gate(pairs, cases if baseline else None, new, limits),
        unrated=_labels(sides, coaches) - len(pairs),
        held_out=len(parts.holdout),
        on_holdout=clock is not None,
        missing=tuple(
            line
            for given, rubric in asked.items()
            for line in missing_scores(sessions, rubric, version, given, seat)
        ),
    )


def _levels(
    sides: Sides, seat: Seat | None, coaches: Sequence[str]
) -> tuple[Sequence[Pair], list[Case]]:
    if seat is None:
        return (), []
    pairs = joined(paired(sides.after, Seat("coach", name), seat) for name in coaches).pairs
    return pairs, matched_cases(sides.before, sides.after, seat, coaches)[0]


def _labels(sides: Sides, coaches: Sequence[str]) -> int:
    """Levels that the coaches gave."""
    return sum(
        (one.kind, one.round) == ("coach", 1) and one.rater in coaches and one.level is not None
        for one in sides.after
    )
