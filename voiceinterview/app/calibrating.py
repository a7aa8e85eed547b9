"""A calibration: tried, switched on, switched off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from voiceinterview.app.coaching import Bench, open_bench, sessions_root
from voiceinterview.coaching.calibrating import Trial, trial_of
from voiceinterview.coaching.pairing import Seat, joined, paired, seats_of
from voiceinterview.domain.calibration import Calibration, CalibrationEntry
from voiceinterview.errors import BadInput, UnknownName
from voiceinterview.ports import Clock
from voiceinterview.storage.calibration_file import add_calibration, in_force


@dataclass(frozen=True)
class Calibrating:
    """`on` is what moves levels now, None where nothing does."""

    bench: Bench
    trial: Trial
    on: Calibration | None


def try_calibration(
    flags: dict[str, Any], rubric: str, coaches: Sequence[str], rater: str | None
) -> Calibrating:
    """On the tuning set. Raises `BadInput` where no machine gave levels, and as `open_bench`."""
    bench = open_bench(flags, rubric, coaches)
    machine = the_machine(bench, rater)
    seats = [Seat("coach", name) for name in bench.coaches]
    pairs = joined(paired(bench.judgments, seat, machine) for seat in seats).pairs
    trial = trial_of(pairs, bench.rubric, machine.name, bench.coaches)
    on = in_force(sessions_root(flags), bench.rubric.ref, machine.name)
    return Calibrating(bench, trial, on)


def switch_on(flags: dict[str, Any], tried: Calibrating, clock: Clock) -> Calibration:
    """From here on scores are calibrated. Raises `BadInput` where it is doubtful, `StorageFull`."""
    trial = tried.trial
    if trial.doubt:
        raise BadInput(
            f"this calibration is not switched on: {trial.doubt}",
            "Label more sessions, or mend the rubric: voiceinterview rubric disagreements "
            f"{tried.bench.rubric.id}",
        )
    at = clock.utc().isoformat(timespec="seconds")
    calibration = Calibration(
        rubric=tried.bench.rubric.ref,
        rater=trial.rater,
        coaches=trial.coaches,
        sessions=trial.sessions,
        shifts=trial.shifts,
        at=at,
    )
    by = " + ".join(trial.coaches)
    add_calibration(sessions_root(flags), CalibrationEntry(calibration, True, by, at))
    return calibration


def switch_off(flags: dict[str, Any], tried: Calibrating, clock: Clock) -> bool:
    """Whether there was one to switch off. Raises `StorageFull`."""
    if tried.on is None:
        return False
    at = clock.utc().isoformat(timespec="seconds")
    by = " + ".join(tried.trial.coaches)
    add_calibration(sessions_root(flags), CalibrationEntry(tried.on, False, by, at))
    return True


def the_machine(bench: Bench, rater: str | None) -> Seat:
    """Raises `UnknownName`, `BadInput` where none or several gave levels and none is named."""
    seats = [seat for seat in seats_of(bench.judgments) if seat.kind != "coach"]
    names = [seat.name for seat in seats]
    if rater is not None:
        if rater not in names:
            raise UnknownName(f"machine with levels by {bench.rubric.id}", rater, names)
        return seats[names.index(rater)]
    if len(seats) > 1:
        raise BadInput(f"several machines gave levels: {', '.join(names)}", "Name one: --rater NAME")
    if not seats:
        raise BadInput(
            f"no machine gave a level by {bench.rubric.id}@{bench.rubric.version}",
            "Have a model rate: voiceinterview score SESSION --model MODEL",
        )
    return seats[0]
