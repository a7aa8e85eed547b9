"""What a session sounded like, from any place on, read from the disk piece by piece."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from voiceinterview.domain.speech import FRAME, SAMPLE_RATE
from voiceinterview.ports import Samples
from voiceinterview.replay.mixing import mixed

# Samples read at a time, whole frames: 320 kB a channel, however long the session.
BLOCK = 10 * SAMPLE_RATE // FRAME * FRAME


class Track(Protocol):
    """One voice on disk, as `storage.audio_track.AudioTrack`."""

    samples: int

    def read(self, start: int = 0, stop: int | None = None) -> Samples: ...


@dataclass(frozen=True)
class SessionSound:
    candidate: Track
    interviewer: Track

    @property
    def samples(self) -> int:
        """The length of the longer voice; the other one is silent to there."""
        return max(self.candidate.samples, self.interviewer.samples)

    def frames(self, start: int = 0) -> Iterator[Samples]:
        """Both voices mixed, from the sample `start` to the end. Raises `CorruptSession`."""
        return mixed(self._pairs(start))

    def _pairs(self, start: int) -> Iterator[tuple[Samples, Samples]]:
        for first in range(start, self.samples, BLOCK):
            last = min(first + BLOCK, self.samples)
            one = _padded(self.candidate.read(first, last), last - first)
            other = _padded(self.interviewer.read(first, last), last - first)
            for place in range(0, last - first, FRAME):
                yield one[place : place + FRAME], other[place : place + FRAME]


def _padded(audio: Samples, samples: int) -> Samples:
    return np.pad(audio, (0, samples - len(audio))) if len(audio) < samples else audio
