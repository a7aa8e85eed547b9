"""What is still to be played, in the order it was written."""

from collections import deque

import numpy as np

from voiceinterview.ports import Samples


class PlayQueue:
    """One writer, one reader, which may be an audio callback: `deque` needs no lock for that.

    `clear` belongs to whoever knows that the reader is not running.
    """

    def __init__(self) -> None:
        self._pieces: deque[Samples] = deque()
        self._rest: Samples = np.zeros(0, np.int16)
        self._written = 0  # samples; only the writer counts it
        self._taken = 0  # samples; only the reader counts it
        self.gain = 1.0  # set by the writer
        self._gain_reached = 1.0

    @property
    def waiting(self) -> int:
        """Samples not taken yet."""
        return self._written - self._taken

    def write(self, audio: Samples) -> None:
        if audio.size:
            self._written += audio.size
            self._pieces.append(np.array(audio, np.int16))

    def take(self, most: int) -> Samples:
        """The next samples, `most` of them or all that there are, as loud as `gain` says; it is
        reached over the samples of one call, since a step would click."""
        parts = []
        while most > 0:
            if not self._rest.size:
                try:
                    self._rest = self._pieces.popleft()
                except IndexError:
                    break
            part, self._rest = self._rest[:most], self._rest[most:]
            parts.append(part)
            most -= part.size
            self._taken += part.size
        return self._as_loud(np.concatenate(parts)) if parts else np.zeros(0, np.int16)

    def _as_loud(self, audio: Samples) -> Samples:
        before, self._gain_reached = self._gain_reached, self.gain
        if before == self._gain_reached == 1.0:
            return audio
        ramp = np.linspace(before, self._gain_reached, audio.size)
        return np.rint(audio * ramp).astype(np.int16)

    def clear(self) -> None:
        self._pieces.clear()
        self._rest = self._rest[:0]
        self._taken = self._written
