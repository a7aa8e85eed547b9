"""calibrations.jsonl beside the sessions: a line each time one is switched on or off."""

from pathlib import Path

from pydantic import TypeAdapter

from voiceinterview.domain.calibration import Calibration, CalibrationEntry
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.storage.coding import encode, parse, validate
from voiceinterview.storage.line_log import LineLog, cut_torn_line, read_lines
from voiceinterview.storage.links import refuse_link

CALIBRATIONS = "calibrations.jsonl"
_ENTRY = TypeAdapter(CalibrationEntry)
_ADVICE = "Restore it from a backup, or delete it: then no level is moved."


def read_calibrations(root: Path) -> tuple[CalibrationEntry, ...]:
    """All that ever was, oldest first. Raises `CorruptSession`."""
    path = root / CALIBRATIONS
    refuse_link(path)
    if not path.exists():
        return ()
    return tuple(
        validate(_ENTRY, parse(line, path, number, _ADVICE), path, number, _ADVICE)
        for number, line in read_lines(path, _ADVICE, torn_tail_allowed=True)
    )


def in_force(root: Path, rubric: RubricRef, rater: str) -> Calibration | None:
    """What moves the levels of a model by a rubric, None where nothing does. `CorruptSession`."""
    last = None
    for entry in read_calibrations(root):
        if (entry.calibration.rubric, entry.calibration.rater) == (rubric, rater):
            last = entry
    return last.calibration if last is not None and last.enabled else None


def add_calibration(root: Path, entry: CalibrationEntry) -> None:
    """Raises `StorageFull`."""
    path = root / CALIBRATIONS
    if path.exists():
        cut_torn_line(path)
    log = LineLog(path)
    try:
        log.append(encode(_ENTRY, entry))
    finally:
        log.close()
