"""Which sessions nobody tunes on, and who belongs to which part. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from voiceinterview.coaching.judgments import CoachedSession
from voiceinterview.domain.holdout import Holdout, HoldoutChoice

SHARE = 1 / 3  # of 30 sessions ten: as many as a first kappa takes
FEWEST = 6  # sessions with labels; of fewer, neither part would show anything


@dataclass(frozen=True)
class Parts:
    """Sessions as they were divided; without a hold-out all are for tuning."""

    tuning: tuple[CoachedSession, ...]
    holdout: tuple[CoachedSession, ...]


def choose(sessions: Iterable[str], *, share: float, seed: int, by: str, at: str) -> HoldoutChoice:
    """The same sessions, in whatever order, and the same seed give the same choice.

    Raises `ValueError` for a share that leaves one part empty.
    """
    names = sorted(set(sessions))
    count = round(share * len(names))
    if not 0 < count < len(names):
        raise ValueError(f"a share of {share:g} of {len(names)} sessions leaves one part empty")
    drawn = np.random.default_rng(seed).choice(len(names), size=count, replace=False)
    return HoldoutChoice(at, by, seed, share, tuple(names[n] for n in sorted(drawn)))


def divided(sessions: Sequence[CoachedSession], holdout: Holdout | None) -> Parts:
    """Sessions that came after the choice are for tuning."""
    held = set(holdout.choice.sessions) if holdout else set()
    return Parts(
        tuple(one for one in sessions if one.session not in held),
        tuple(one for one in sessions if one.session in held),
    )
