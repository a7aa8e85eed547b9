"""Two versions of a rubric side by side, as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter

from voiceinterview.app.comparing import Compared
from voiceinterview.cli.wrapping import one_line, wrapped
from voiceinterview.coaching.comparing import Case, Comparison, Effect, Moved
from voiceinterview.coaching.figure_wording import amount, interval_text, signed, value_text
from voiceinterview.coaching.left_out import told
from voiceinterview.coaching.smallness import sessions_told
from voiceinterview.domain.holdout import Holdout

_COMPARED = TypeAdapter(Compared)
MOST_COMMANDS = 5


def compare_lines(found: Compared) -> Iterator[str]:
    old, new = found.versions
    yield f"{told(old)} -> {told(new)}"
    if found.diff.bump != "none" and not found.diff.enough:
        yield (
            f"note: a {found.diff.bump} change; the version should be {found.diff.needed}"
            f" (voiceinterview rubric diff tells which)"
        )
    yield one_line(f"labels by {told(found.labels_by)} of {', '.join(found.coaches)}")
    if found.tuning is None:
        yield "nothing to compare: no session has a machine's levels by both versions"
    else:
        yield ""
        where = "tuning set" if found.held_out else "all sessions"
        yield from _part_lines(found.tuning, where)
        yield from _case_lines(found.tuning.cases)
    if found.holdout is not None:
        yield ""
        yield from _part_lines(found.holdout, "hold-out")
        yield "  (figures only: whoever reads its cases tunes on them)"
    elif found.held_out:
        held = sessions_told(found.held_out)
        yield f"{held} held out; --holdout opens them, which is written down"
    if found.kept is not None:
        yield from opening_lines(found.kept)
    yield from missing_lines(found.missing)


def compare_json(found: Compared) -> dict[str, Any]:
    plain: dict[str, Any] = _COMPARED.dump_python(found, mode="json")
    if found.holdout is not None:
        plain["holdout"]["cases"] = []  # figures only, as in the text
    return plain


def opening_lines(kept: Holdout) -> Iterator[str]:
    choice = kept.choice
    yield one_line(
        f"hold-out: {sessions_told(len(choice.sessions))}, chosen {choice.at[:10]} by {choice.by}"
        f" (seed {choice.seed}); opened {_times(len(kept.openings))}"
    )
    for opening in kept.openings:
        yield f"  {one_line(f'{opening.at} by {opening.by}: {opening.what}')}"


def _times(count: int) -> str:
    return {0: "never", 1: "once"}.get(count, f"{count} times")


def missing_lines(missing: Sequence[str]) -> Iterator[str]:
    if missing:
        yield f"{len(missing)} scorings are missing:"
        yield from (f"  {command}" for command in missing[:MOST_COMMANDS])
        if len(missing) > MOST_COMMANDS:
            yield f"  and {len(missing) - MOST_COMMANDS} more"


def _part_lines(found: Comparison, where: str) -> Iterator[str]:
    pooled = found.pooled
    yield one_line(
        f"{where}: {sessions_told(pooled.sessions)}, {pooled.cases} labels, by {found.rater}"
    )
    if found.basis.note:
        yield f"  {found.basis.note}"
    names = max(len(row.criterion) for row in (pooled, *found.criteria)) + 2
    yield (
        f"  {'':<{names}}{'fixed':>6}{'broken':>8}{'MAE':>14}{'change':>8}{'':>14}"
        f"{'QWK':>15}{'change':>8}"
    )
    for row in (pooled, *found.criteria):
        yield _row(row, names)
    for why in dict.fromkeys(row.qwk.change.why for row in (pooled, *found.criteria)):
        if why and why != found.basis.note:
            mark = "" if why.startswith("no interval") else "n/a: "
            yield from wrapped(f"{mark}{why}", "  ", "    ")
    if found.lost:
        yield f"  {found.lost} labels have a level by one of the versions only"


def _row(row: Effect, names: int) -> str:
    return (
        f"  {row.criterion:<{names}}{row.fixed:>6}{row.broken:>8}"
        f"{_moved(row.mae):>14}{value_text(row.mae.change, signed):>8}"
        f"{_bracketed(row.mae):>14}"
        f"{_moved(row.qwk):>15}{value_text(row.qwk.change, signed):>8}{_bracketed(row.qwk):>14}"
    ).rstrip()


def _moved(moved: Moved) -> str:
    return f"{value_text(moved.before, amount)} -> {value_text(moved.after, amount)}"


def _bracketed(moved: Moved) -> str:
    return interval_text(moved.change, signed)


def _case_lines(cases: Sequence[Case]) -> Iterator[str]:
    for title, some in (
        ("broken", [case for case in cases if case.broken]),
        ("fixed", [case for case in cases if case.fixed]),
    ):
        if some:
            yield f"  {title}:"
        for case in some:
            label = f"{case.session} {case.criterion}: {case.coach} {case.label}, "
            yield f"    {one_line(label + f'machine {case.before} -> {case.after}')}"
