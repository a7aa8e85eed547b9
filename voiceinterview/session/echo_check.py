"""Is what the microphone hears the interviewer's own voice? Told by loudness alone. Pure.

Stands behind the canceller, which may be missing, may not know the room yet, or may meet a
loudspeaker that it cannot model. An echo rises and falls as what was played did a little earlier,
and is never louder than the room makes it; somebody else's speech is one or the other.
"""

from collections import deque
from statistics import median

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from voiceinterview.domain.speech import FRAME, samples
from voiceinterview.ports import Samples

HOP = samples(0.008)  # a point of an envelope
NEW = FRAME // HOP  # points a frame
WINDOW = samples(0.512) // HOP  # points that are compared: some two syllables
LAGS = samples(0.304) // HOP  # how late an echo may come: sound card, Bluetooth, room
PRESENT = samples(0.064) // HOP  # the newest points, which the older ones must explain
KNOWN = samples(0.16) // HOP  # of playback among the older ones, before they can explain anything
RINGS_ON = 0.9  # of its level that a sound has a point later: a room of 0.5 s (RT60)
FADED = RINGS_ON ** np.arange(1, NEW + 1)  # ... that it has one, two, ... points later
AUDIBLE = 30.0  # steps of int16 (RMS): playback that is softer leaves no echo
SOFT = 16.0  # steps of int16 (RMS), -66 dB: what a canceller leaves; nobody speaks so softly
TOGETHER = 32  # frames, 1 s
KEPT, LEAST = 64, 10  # frames of playback, 2 s and 0.3 s, by which the room's loudness is known

# Measured with three interviewers and 28 interruptions in made rooms, echoes of -20 to 0 dB and 40
# to 250 ms: an echo's envelope correlates above 0.84 in 19 frames of 20. With these limits no
# barge-in over a canceller or headphones is noticed later than without the check.
ALIKE = 0.7
LOUDER = 2.0  # times what the best lag makes expect
LOUDER_THAN_EVER = 4.0  # times what the microphone usually hears of her

Envelope = NDArray[np.float64]


class EchoCheck:
    """Remembers the last second of both envelopes, and how loud she comes back.

    Most frames are asked nothing about, so they are only kept, and worked out together.
    """

    def __init__(self) -> None:
        self._near: Envelope = np.zeros(WINDOW)
        self._far: Envelope = np.zeros(WINDOW + LAGS)
        self._ringing: Envelope = np.zeros(WINDOW + LAGS)  # `_far`, as it would die away
        self._couplings: deque[float] = deque(maxlen=KEPT)  # near to far, while she speaks
        self._usual: float | None = None  # their median, before the last frame
        self._waiting: list[tuple[Samples, Samples]] = []  # frames that are not in the above yet

    def add(self, near: Samples, far: Samples) -> None:
        """A frame, and what was played in the same time. To be told of every frame."""
        self._waiting.append((near, far))
        if len(self._waiting) >= TOGETHER:
            self._catch_up()

    def is_echo(self) -> bool:
        """Whether the last frame is best explained by what was played up to then."""
        self._catch_up()
        if self._far.max() < AUDIBLE:
            return False
        if self._level < SOFT:
            return True
        usual = self._usual
        if usual is not None and self._level > LOUDER_THAN_EVER * usual * self._loudest:
            return False
        lag, alike = self._best_lag()
        return alike >= ALIKE and self._level <= LOUDER * self._expected(lag)

    def _catch_up(self) -> None:
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        near = np.concatenate([self._near, _envelope([near for near, _ in waiting])])
        far = np.concatenate([self._far, _envelope([far for _, far in waiting])])
        ringing = np.concatenate([self._ringing, self._dying_away(far[len(self._far) :])])
        if far.max() >= AUDIBLE:
            self._couple(near, far, ringing, len(waiting))
        self._near, self._far = near[-WINDOW:], far[-WINDOW - LAGS :]
        self._ringing = ringing[-WINDOW - LAGS :]

    def _couple(self, near: Envelope, far: Envelope, ringing: Envelope, frames: int) -> None:
        """How loud she came back in each of the last `frames`."""
        for left in range(NEW * (frames - 1), -1, -NEW):  # points behind the frame's last
            end = len(far) - left
            if not left:
                known = len(self._couplings) >= LEAST
                self._usual = median(self._couplings) if known else None
            if far[end - LAGS - NEW : end - LAGS].max() >= AUDIBLE:  # so that its echo has come
                level = float(near[len(near) - left - NEW : len(near) - left].mean())
                self._couplings.append(level / float(ringing[end - LAGS - NEW : end].max()))

    def _dying_away(self, far: Envelope) -> Envelope:
        """New points of `_ringing`, for those of `_far`."""
        last, before = float(self._ringing[-1]), []
        for point in far[NEW - 1 :: NEW].tolist():
            before.append(last)
            last = max(point, last * FADED[-1])
        dying: Envelope = np.multiply.outer(before, FADED).ravel()
        return np.maximum(far, dying)

    @property
    def _level(self) -> float:
        return float(self._near[-NEW:].mean())

    @property
    def _loudest(self) -> float:
        """What of the playback may be coming back now."""
        return float(self._ringing[-LAGS - NEW :].max())

    def _best_lag(self) -> tuple[int, float]:
        """Points by which playback is earlier where it fits best, and Pearson's correlation."""
        earlier = sliding_window_view(self._far, WINDOW)
        far = earlier - earlier.mean(axis=1, keepdims=True)
        near = self._near - self._near.mean()
        size = np.linalg.norm(far, axis=1) * np.linalg.norm(near)
        alike = far @ near / np.maximum(size, 1e-9)
        best = int(np.argmax(alike))
        return LAGS - best, float(alike[best])

    def _expected(self, lag: int) -> float:
        """How loud an echo would be now, by how loud it was before."""
        end = WINDOW + LAGS - lag
        played, heard = self._far[end - WINDOW : end], self._near
        if np.count_nonzero(played[:-PRESENT] >= AUDIBLE) >= KNOWN:
            played, heard = played[:-PRESENT], heard[:-PRESENT]
        gain = float(heard @ played) / max(float(played @ played), 1e-9)
        return gain * float(self._ringing[max(0, end - NEW - 2) : end + 2].max())


def _envelope(frames: list[Samples]) -> Envelope:
    points = np.concatenate(frames).reshape(-1, HOP).astype(np.float64)
    level: Envelope = np.sqrt(np.einsum("ph,ph->p", points, points) / HOP)
    return level
