"""The page of a rubric, gathered from all that its coaches and machines did."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from voiceinterview import __version__
from voiceinterview.app.coach_sound import CoachSound
from voiceinterview.app.coaching import Bench, open_bench, sessions_root
from voiceinterview.app.comparing import compare_versions
from voiceinterview.app.disagreeing import bench_disagreements
from voiceinterview.app.rubric_versions import current_rubric, find_rubric, known_versions
from voiceinterview.coaching.agreeing import RubricAgreement, rubric_agreement
from voiceinterview.coaching.diffing import diff_rubrics
from voiceinterview.coaching.disagreements import Disagreement
from voiceinterview.coaching.report_history import (
    calibration_lines,
    disagreed_sentence,
    group_views,
    holdout_lines,
    labelled_table,
    version_view,
)
from voiceinterview.coaching.report_view import alpha_view, drift_sentence, relation_views
from voiceinterview.errors import SetupError, UnknownName
from voiceinterview.ports import Clock
from voiceinterview.report.coach_html import render_coach_page
from voiceinterview.report.coach_view import CoachReportView, VersionView
from voiceinterview.storage.calibration_file import read_calibrations
from voiceinterview.storage.disk import disk_errors
from voiceinterview.storage.kept_rubrics import KeptRubric

MOST_CASES = 40  # disagreements on the page, the dearest
NOT_SCORED = "Not measured: no session of the tuning set has a machine's levels by both."


@dataclass(frozen=True)
class CoachReport:
    """A page, and where it was written."""

    path: Path
    cases: int
    note: str


def write_coach_report(
    flags: dict[str, Any],
    name: str,
    coaches: Sequence[str],
    output: Path | None,
    clock: Clock,
    *,
    labels_by: str | None = None,
    audio: bool = True,
) -> CoachReport:
    """One page that loads nothing. Raises as `open_bench`, `StorageFull`."""
    bench = open_bench(flags, name, coaches, labels_by=labels_by)
    found = rubric_agreement(bench.judgments, bench.rubric, bench.coaches)
    cases = bench_disagreements(flags, bench)
    sound = CoachSound(bench.sessions, audio=audio)
    view, charts = _view(flags, bench, found, cases, sound, clock)
    path = output or sessions_root(flags) / f"{bench.rubric.id}-report.html"
    with disk_errors(path, "try again or name another file"):
        path.write_text(render_coach_page(view, charts), encoding="utf-8")
    return CoachReport(path, len(cases), sound.note)


def _view(
    flags: dict[str, Any],
    bench: Bench,
    found: RubricAgreement,
    cases: Sequence[Disagreement],
    sound: CoachSound,
    clock: Clock,
) -> tuple[CoachReportView, dict[str, Any]]:
    rubric = bench.rubric
    relations, charts = relation_views(found)
    groups = group_views(cases, MOST_CASES, sound.span, sound.turn)
    at = clock.utc().isoformat(timespec="minutes")
    view = CoachReportView(
        title=f"Rubric {rubric.id} {rubric.version}",
        facts=(
            ("Coaches", ", ".join(bench.coaches)),
            ("Machines", ", ".join(s.name for s in found.raters if s.kind != "coach") or "none"),
            ("Sessions", f"{found.sessions} labelled, in the tuning set"),
            ("Digest", rubric.sha256[:16]),
        ),
        notes=bench.notes,
        relations=relations,
        alpha=alpha_view(found),
        drifts=tuple(drift_sentence(drift) for drift in found.drifts),
        groups=groups,
        disagreed=disagreed_sentence(cases, MOST_CASES),
        versions=tuple(_versions(flags, bench)),
        labelled=labelled_table(bench.sessions, rubric.id),
        holdout=tuple(holdout_lines(bench.holdout)),
        calibration=tuple(calibration_lines(read_calibrations(sessions_root(flags)), rubric.id)),
        problems=bench.problems,
        made=f"Made with voiceinterview {__version__} on {at}.",
        sound=sound.note,
    )
    return view, charts


def _versions(flags: dict[str, Any], bench: Bench) -> list[VersionView]:
    """From each version that the bench has met to the next, the newest step first."""
    names = [f"{kept.id}@{kept.version}-{kept.sha}" for kept in _met(flags, bench)]
    steps = [_step(flags, bench, old, new) for old, new in pairwise(names)]
    return steps[::-1]


def _met(flags: dict[str, Any], bench: Bench) -> tuple[KeptRubric, ...]:
    """Every version, today's among them."""
    with suppress(UnknownName):  # it may have been removed since
        current_rubric(flags, bench.rubric.id)
    return known_versions(flags, bench.rubric.id)


def _step(flags: dict[str, Any], bench: Bench, old: str, new: str) -> VersionView:
    diff = diff_rubrics(find_rubric(flags, old), find_rubric(flags, new))
    try:
        found = compare_versions(flags, (old, new), bench.coaches, None, None)
    except SetupError as problem:  # another scale, several machines, no labels by either
        return version_view(diff, None, f"Not measured: {problem.problem}.")
    if found.tuning is None:
        return version_view(diff, None, NOT_SCORED)
    by = found.labels_by
    return version_view(diff, found.tuning, f"Labels by {by.version}. {found.tuning.basis.note}")
