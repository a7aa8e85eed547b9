"""Two versions of a rubric beside the same labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from voiceinterview.app.rubric_versions import find_rubric
from voiceinterview.coaching.holdout import Parts
from voiceinterview.coaching.judgments import CoachedSession, collect
from voiceinterview.domain.labels import Judgment
from voiceinterview.domain.rubrics import Rubric, RubricRef
from voiceinterview.errors import BadInput


@dataclass(frozen=True)
class Sides:
    """Labels by one version, with the machine's levels by the old one and by the new one."""

    before: tuple[Judgment, ...]
    after: tuple[Judgment, ...]


def sides_of(
    sessions: Sequence[CoachedSession], old: Rubric, new: Rubric, labels_by: RubricRef
) -> Sides:
    return Sides(
        collect(sessions, old, labels_by=labels_by).judgments,
        collect(sessions, new, labels_by=labels_by).judgments,
    )


def labelled_version(
    flags: dict[str, Any], named: str | None, parts: Parts, rubrics: Sequence[Rubric]
) -> RubricRef:
    """The one called `named`; else the first of the rubrics by which somebody labelled something,
    or the first of all. Raises `UnknownName`."""
    if named is not None:
        return find_rubric(flags, named).ref
    sheets = [
        (session, sheet)
        for session in (*parts.tuning, *parts.holdout)
        for sheet in session.sheets
        if sheet.submitted
    ]
    for rubric in rubrics:
        if any(session.alike(sheet.rubric, rubric.ref) for session, sheet in sheets):
            return rubric.ref
    return rubrics[0].ref


def check_pair(old: Rubric, new: Rubric) -> None:
    """Raises `BadInput` for two that cannot be compared."""
    if old.id != new.id:
        raise BadInput(
            f"{version_words(old.ref)} and {version_words(new.ref)} are two rubrics, not versions"
            " of one",
            "Name two versions: voiceinterview rubric compare ID@OLD ID@NEW --coach NAME",
        )
    if old.scale != new.scale:
        raise BadInput(
            f"{version_words(old.ref)} and {version_words(new.ref)} have different scales",
            "Levels of different scales cannot be set beside the same labels; label anew.",
        )


def version_words(ref: RubricRef) -> str:
    return f"{ref.id}@{ref.version}"
