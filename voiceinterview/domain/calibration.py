"""By how much a model's levels are moved, because coaches were found to give others."""

from dataclasses import dataclass

from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Shift(Strict):
    """`levels` is added to what the model gives, and the sum rounded; under half a level it moves
    nothing."""

    criterion: str
    levels: float


@dataclass(frozen=True)
class Calibration(Strict):
    """Of one model by one version of a rubric, from the labels of some coaches."""

    rubric: RubricRef
    rater: str
    coaches: tuple[str, ...]
    sessions: int
    shifts: tuple[Shift, ...]
    at: str  # ISO 8601, UTC

    def shift_of(self, criterion: str) -> float:
        """0 where nothing is known of the criterion."""
        return {one.criterion: one.levels for one in self.shifts}.get(criterion, 0.0)


@dataclass(frozen=True)
class CalibrationEntry(Strict):
    """A calibration that was switched on, or the last one of its kind off."""

    calibration: Calibration
    enabled: bool
    by: str
    at: str  # ISO 8601, UTC
