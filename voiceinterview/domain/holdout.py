"""Sessions that nobody tunes on: chosen once, and every look at them is written down."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class HoldoutChoice(Strict):
    """`sessions` were drawn by `seed`, a `share` of those that had labels then."""

    at: str  # ISO 8601, UTC
    by: str
    seed: int
    share: float
    sessions: tuple[str, ...]


@dataclass(frozen=True)
class HoldoutOpening(Strict):
    """`by` are the coaches who were asked about, `what` the command that looked."""

    at: str  # ISO 8601, UTC
    by: str
    what: str


@dataclass(frozen=True)
class Holdout(Strict):
    choice: HoldoutChoice
    openings: tuple[HoldoutOpening, ...] = ()
