"""A session's sound up to a place, as if it ended there."""

from voiceinterview.ports import Samples
from voiceinterview.replay.sound import SessionSound, Track


class _Shorter:
    def __init__(self, track: Track, end: int) -> None:
        self.samples = min(end, track.samples)
        self._track = track

    def read(self, start: int = 0, stop: int | None = None) -> Samples:
        return self._track.read(start, self.samples if stop is None else min(stop, self.samples))


def excerpt(sound: SessionSound, end: int) -> SessionSound:
    """All before the sample `end`; what is heard of it begins where it is asked to begin."""
    return SessionSound(_Shorter(sound.candidate, end), _Shorter(sound.interviewer, end))
