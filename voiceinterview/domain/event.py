"""What every event of a session has: when it was, and its place in the log."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True, kw_only=True)
class Event(Strict):
    """`at` is a sample on the session clock, `seq` the place in the log (-1 until logged)."""

    at: int
    seq: int = -1
