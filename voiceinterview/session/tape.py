"""The last minutes of the candidate's audio, for the recognizer."""

from collections import deque

import numpy as np

from voiceinterview.domain.speech import samples
from voiceinterview.ports import Samples

KEPT = samples(120)  # four of the longest utterances


class Tape:
    """Audio by its position on the session clock; forgets what is older than two minutes."""

    def __init__(self, position: int) -> None:
        self._frames: deque[Samples] = deque()
        self._first = position
        self._end = position

    def add(self, frame: Samples) -> None:
        self._frames.append(frame)
        self._end += len(frame)
        while self._end - self._first > KEPT:
            self._first += len(self._frames.popleft())

    def cut(self, start: int, end: int) -> tuple[Samples, int]:
        """The audio from `start` to `end` as far as it is kept, and where it really starts."""
        start = max(start, self._first)
        if end <= start or not self._frames:
            return np.zeros(0, np.int16), start
        parts, position = [], self._end
        for frame in reversed(self._frames):  # what is asked for lies near the end
            position -= len(frame)
            if position < end and position + len(frame) > start:
                parts.append(frame[max(0, start - position) : end - position])
            if position <= start:
                break
        parts.append(np.zeros(0, np.int16))
        return np.concatenate(parts[::-1]), start
