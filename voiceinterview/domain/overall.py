"""What the stages of a session come to in a role's mix of assessment formats."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class FormatScore(Strict):
    """`share` is the format's part of the mix in percent, `assessed` how much of what was
    planned for it was scored, 0 to 1. `level` is None where nothing was."""

    format: str
    title: str
    share: int
    level: float | None
    assessed: float


@dataclass(frozen=True)
class Overall(Strict):
    """One rater's levels put together. `assessed` is the share of the whole mix that was scored.

    `band` is a plain recommendation; "" where too little was assessed, and `reason` says so.
    `carried` is (stage, its part of the level, 0 to 1); the parts add up to 1 where there is one.
    """

    rater: str
    level: float | None
    top_level: int
    assessed: float
    formats: tuple[FormatScore, ...]
    band: str
    reason: str = ""
    carried: tuple[tuple[str, float], ...] = ()
