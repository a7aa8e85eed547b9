"""From a share of key points to a level: enabled by a coach, for one version of a rubric."""

from dataclasses import dataclass

from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class MappingStep(Strict):
    """From the share `least` (0 to 1) of key points on, `level` is given."""

    level: int
    least: float


@dataclass(frozen=True)
class ChecklistMapping(Strict):
    """Fitted to a coach's own stage levels, and tried on sessions that were left out of the fit.

    `error` is the mean distance of its level from hers on `sessions` sessions, each left out in
    turn, with its interval of 95 % in `error_low` and `error_high`; `constant_error` is that of
    always giving the one level that fits best. In 9 of 10 sessions left out her level lay between
    `below` under and `above` over the mapped one.
    """

    rubric: RubricRef
    scale: tuple[int, ...]
    steps: tuple[MappingStep, ...]  # rising in both; the first begins at 0
    coach: str
    sessions: int
    error: float
    error_low: float
    error_high: float
    constant_error: float
    below: float
    above: float
    at: str  # ISO 8601, UTC
    format: int = 1
