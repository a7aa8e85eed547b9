"""What the coach's bench works on: labels and levels by one version of a rubric, tuning set only.

The hold-out is taken out here, so that no view can forget to; `open_holdout` is the one way in,
and writes down that it was used.
"""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voiceinterview.app.coached_sessions import coached_sessions
from voiceinterview.app.coaches import coaches_of
from voiceinterview.app.places import read_settings, sessions_folder
from voiceinterview.app.rubric_versions import find_rubric
from voiceinterview.coaching.holdout import FEWEST, Parts, choose, divided
from voiceinterview.coaching.judgments import CoachedSession, collect
from voiceinterview.coaching.left_out import told
from voiceinterview.coaching.smallness import sessions_told
from voiceinterview.domain.holdout import Holdout, HoldoutOpening
from voiceinterview.domain.labels import Judgment
from voiceinterview.domain.rubrics import Rubric, RubricRef
from voiceinterview.errors import BadInput
from voiceinterview.ports import Clock
from voiceinterview.storage.holdout_file import add_opening, read_holdout, write_choice


@dataclass(frozen=True)
class Bench:
    """`coaches` are those asked about, `sessions` those of the tuning set. `problems` say what was
    left out, and `notes` what else a reader must know."""

    rubric: Rubric
    labels_by: RubricRef
    coaches: tuple[str, ...]
    sessions: tuple[CoachedSession, ...]
    judgments: tuple[Judgment, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    holdout: Holdout | None


def open_bench(
    flags: dict[str, Any],
    name: str,
    coaches: Sequence[str] = (),
    *,
    labels_by: str | None = None,
) -> Bench:
    """Labels and levels by the rubric called `name`; without `coaches` those of all.

    `labels_by` takes the labels that were given by another version of it. Raises `UnknownName`
    for a coach without labels, `BadInput` where there are no labels at all, `SetupError`.
    """
    rubric = find_rubric(flags, name)
    other = find_rubric(flags, labels_by).ref if labels_by else rubric.ref
    parts, holdout = parts_of(flags)
    sessions = parts.tuning
    chosen = coaches_of(sessions, coaches, other)
    collected = collect(sessions, rubric, labels_by=other, coaches=chosen)
    return Bench(
        rubric=rubric,
        labels_by=other,
        coaches=chosen,
        sessions=sessions,
        judgments=collected.judgments,
        problems=collected.problems,
        notes=tuple(_notes(rubric, other, len(parts.holdout))),
        holdout=holdout,
    )


def open_holdout(flags: dict[str, Any], coaches: Sequence[str], what: str, clock: Clock) -> Holdout:
    """Write down that somebody looks at the hold-out, before anything of it is shown.

    Raises `BadInput` where none was chosen, `StorageFull`.
    """
    root = sessions_root(flags)
    require_holdout(read_holdout(root))
    at = clock.utc().isoformat(timespec="seconds")
    add_opening(root, HoldoutOpening(at, " + ".join(coaches), what))
    found = read_holdout(root)
    assert found is not None  # it was there a moment ago
    return found


def require_holdout(holdout: Holdout | None) -> None:
    """Raises `BadInput` where none was chosen."""
    if holdout is None:
        raise BadInput(
            "no hold-out was chosen",
            "Choose one before you tune: voiceinterview rubric holdout --choose --coach NAME",
        )


def kept_holdout(flags: dict[str, Any]) -> Holdout | None:
    """None where none was chosen. Raises `CorruptSession`."""
    return read_holdout(sessions_root(flags))


def choose_holdout(
    flags: dict[str, Any], coach: str, share: float, seed: int, clock: Clock
) -> Holdout:
    """Of the sessions that have submitted labels. Raises `BadInput`, `CorruptSession`,
    `StorageFull`."""
    root = sessions_root(flags)
    if (before := read_holdout(root)) is not None:
        raise BadInput(
            f"the hold-out was chosen on {before.choice.at[:10]} by {before.choice.by}; it is "
            "chosen once",
            "See it: voiceinterview rubric holdout",
        )
    names = [one.session for one in coached_sessions(flags) if _labelled(one)]
    if len(names) < FEWEST:
        raise BadInput(
            f"{len(names)} sessions have labels; a hold-out takes {FEWEST} of them at least",
            "Label more first: voiceinterview label SESSION --coach " + shlex.quote(coach),
        )
    at = clock.utc().isoformat(timespec="seconds")
    try:
        choice = choose(names, share=share, seed=seed, by=coach, at=at)
    except ValueError as problem:
        raise BadInput(str(problem), "Choose a share between 0.2 and 0.5.") from problem
    write_choice(root, choice)
    return Holdout(choice)


def parts_of(flags: dict[str, Any]) -> tuple[Parts, Holdout | None]:
    """All sessions with labels or scorecards, divided."""
    kept = read_holdout(sessions_root(flags))
    return divided(coached_sessions(flags), kept), kept


def sessions_root(flags: dict[str, Any]) -> Path:
    return sessions_folder(read_settings(flags))


def _labelled(session: CoachedSession) -> bool:
    return any(sheet.submitted for sheet in session.sheets)


def _notes(rubric: Rubric, labels_by: RubricRef, held: int) -> list[str]:
    notes = []
    if labels_by != rubric.ref:
        notes.append(f"labels were given by {told(labels_by)}, levels by {told(rubric.ref)}")
    if held:
        notes.append(f"{sessions_told(held)} held out: in no figure here")
    return notes
