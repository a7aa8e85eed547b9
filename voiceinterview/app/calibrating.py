"""A calibration: tried, switched on, switched off."""

from dataclasses import dataclass
from typing import Any

from voiceinterview.app.coaching import Bench, sessions_root
from voiceinterview.app.machines import the_machine
from voiceinterview.coaching.calibrating import Trial, trial_of
from voiceinterview.coaching.pairing import Seat, joined, paired
from voiceinterview.domain.calibration import Calibration, CalibrationEntry
from voiceinterview.errors import BadInput
from voiceinterview.ports import Clock
from voiceinterview.storage.calibration_file import add_calibration, in_force


@dataclass(frozen=True)
class Calibrating:
    """`on` is what moves levels now, None where nothing does."""

    bench: Bench
    trial: Trial
    on: Calibration | None


def try_calibration(flags: dict[str, Any], bench: Bench, rater: str | None) -> Calibrating:
    """On the tuning set. Raises `BadInput` where no machine gave levels, `UnknownName`."""
    machine = the_machine(rater, bench.judgments)
    if machine is None:
        raise BadInput(
            f"no machine gave a level by {bench.rubric.id}@{bench.rubric.version}",
            "Have a model rate: voiceinterview score SESSION --model MODEL",
        )
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
