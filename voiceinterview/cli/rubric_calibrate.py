"""`voiceinterview rubric calibrate`: would moving the machine's levels help? Off by default."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from voiceinterview.cli import rubric_options

if TYPE_CHECKING:
    from voiceinterview.app.calibrating import Calibrating
    from voiceinterview.coaching.comparing import Effect

SUMMARY = "move the machine's levels by its usual error, if that helps; off by default"


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "Without --enable nothing is changed. Levels of scorecards that are there stay; `score` "
        "lays the calibration over them anew, at no cost, and keeps what the model gave. Exit "
        "code: 0 it may be used, 1 it is doubtful, 2 bad input."
    )
    rubric_options.add_rubric(parser)
    rubric_options.add_bench(parser)
    rubric_options.add_rater(parser)
    switch = parser.add_mutually_exclusive_group()
    switch.add_argument("--enable", action="store_true", help="use it from here on")
    switch.add_argument("--disable", action="store_true", help="use it no more")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    import json

    from voiceinterview.app.calibrating import switch_off, switch_on, try_calibration
    from voiceinterview.engines.system_clock import SystemClock

    flags = rubric_options.flags(options)
    tried = try_calibration(flags, rubric_options.bench_of(options), options.rater)
    lines = list(trial_lines(tried))
    if options.enable:
        switch_on(flags, tried, SystemClock())
        lines.append("switched on: `voiceinterview score SESSION` lays it over levels from here on")
    elif options.disable:
        off = switch_off(flags, tried, SystemClock())
        lines.append("switched off" if off else "it was not on")
    print(json.dumps(_json(tried), indent=2) if options.json else "\n".join(lines))
    return 1 if tried.trial.doubt and not options.disable else 0


def trial_lines(tried: "Calibrating") -> Iterator[str]:
    from voiceinterview.cli.wrapping import one_line, wrapped

    trial, rubric = tried.trial, tried.bench.rubric
    yield one_line(
        f"{rubric.id}@{rubric.version}: {trial.rater}, {trial.sessions} sessions labelled by"
        f" {', '.join(trial.coaches)}"
    )
    for note in tried.bench.notes:
        yield one_line(f"note: {note}")
    names = max(len(row.criterion) for row in (trial.pooled, *trial.criteria)) + 2
    yield f"  {'':<{names}}{'shift':>7}{'MAE':>14}{'change, on sessions left out':>32}"
    shifts = {shift.criterion: shift.levels for shift in trial.shifts}
    for row in (trial.pooled, *trial.criteria):
        yield _row(row, shifts.get(row.criterion), names)
    if tried.on is not None:
        on = ", ".join(f"{shift.criterion} {shift.levels:+.2f}" for shift in tried.on.shifts)
        yield from wrapped(f"on since {tried.on.at[:10]}: {on}", "", "  ")
    else:
        yield "off"
    if trial.doubt:
        yield f"doubtful: {trial.doubt}"


def _row(row: "Effect", shift: float | None, names: int) -> str:
    from voiceinterview.coaching.figure_wording import amount, interval_text, signed, value_text

    moved = f"{value_text(row.mae.before, amount)} -> {value_text(row.mae.after, amount)}"
    told = "" if shift is None else f"{shift:+.2f}"
    change = f"{value_text(row.mae.change, signed)} {interval_text(row.mae.change, signed):>14}"
    return f"  {row.criterion:<{names}}{told:>7}{moved:>14}{change:>32}".rstrip()


def _json(tried: "Calibrating") -> dict[str, Any]:
    from pydantic import TypeAdapter

    from voiceinterview.coaching.calibrating import Trial
    from voiceinterview.domain.calibration import Calibration

    trial: dict[str, Any] = TypeAdapter(Trial).dump_python(tried.trial, mode="json")
    on = TypeAdapter(Calibration | None).dump_python(tried.on, mode="json")
    return trial | {"on": on}
