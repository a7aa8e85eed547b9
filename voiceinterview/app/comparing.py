"""Two versions of a rubric on the same sessions: what was mended, what was broken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from voiceinterview.app.coaches import coaches_of
from voiceinterview.app.coaching import open_holdout, parts_of, require_holdout
from voiceinterview.app.machines import missing_scores, the_machine
from voiceinterview.app.rubric_versions import find_rubric
from voiceinterview.app.sides import Sides, check_pair, labelled_version, sides_of, version_words
from voiceinterview.coaching.comparing import Comparison, comparison
from voiceinterview.coaching.diffing import RubricDiff, diff_rubrics
from voiceinterview.coaching.pairing import Seat
from voiceinterview.domain.holdout import Holdout
from voiceinterview.domain.rubrics import Rubric, RubricRef
from voiceinterview.ports import Clock


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
    check_pair(old, new)
    parts, kept = parts_of(flags)
    if clock is not None:
        require_holdout(kept)
    version = labelled_version(flags, labels_by, parts, (old, new))
    coaches = coaches_of((*parts.tuning, *parts.holdout), coaches, version)
    tuning = sides_of(parts.tuning, old, new, version)
    seat = the_machine(rater, tuning.before, tuning.after)
    opened = None
    if clock is not None:
        held = sides_of(parts.holdout, old, new, version)
        opened = _compared(held, seat, coaches, new)
    if clock is not None and opened is not None:  # nothing of it is shown before this is kept
        what = f"compare {version_words(old.ref)} {version_words(new.ref)}"
        kept = open_holdout(flags, coaches, what, clock)
    looked_at = parts.tuning if clock is None else (*parts.tuning, *parts.holdout)
    return Compared(
        versions=(old.ref, new.ref),
        diff=diff_rubrics(old, new),
        coaches=coaches,
        labels_by=version,
        tuning=_compared(tuning, seat, coaches, new),
        holdout=opened,
        held_out=len(parts.holdout),
        kept=kept,
        missing=tuple(
            line
            for name, rubric in zip(names, (old, new), strict=True)
            for line in missing_scores(looked_at, rubric, version, name, seat)
        ),
    )


def _compared(
    sides: Sides, seat: Seat | None, coaches: Sequence[str], rubric: Rubric
) -> Comparison | None:
    if seat is None:
        return None
    found = comparison(sides.before, sides.after, seat, coaches, rubric)
    return found if found.cases else None
