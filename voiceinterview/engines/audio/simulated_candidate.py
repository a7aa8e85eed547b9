"""A candidate who is made up while the interview runs: utterances in, frames and words out."""

from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from voiceinterview.domain.characters import Utterance
from voiceinterview.domain.speech import FRAME, Word
from voiceinterview.domain.speech import samples as to_samples
from voiceinterview.ports import Samples


@dataclass(frozen=True)
class Spoken:
    """An utterance as sound; `words` count from its own first sample."""

    audio: Samples
    words: tuple[Word, ...]


class CandidateVoice(Protocol):
    name: str

    async def speak(self, text: str) -> Spoken: ...


Answer = Callable[[], Awaitable[Sequence[Utterance]]]


class SimulatedCandidate:
    """An `AudioSource` that asks for an `answer` when it has the floor, and speaks it.

    Frames are never waited for. `passed` is told the seconds of each frame, so that a clock can
    go by them. The input is over `limit` seconds after the first frame. What is said at which
    sample is known exactly: `words_between`.
    """

    paced = False
    live = False

    def __init__(
        self,
        name: str,
        voice: CandidateVoice,
        answer: Answer,
        *,
        limit: float,
        passed: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self.name = f"simulated candidate {name}"
        self.voice = voice.name
        self.cut_off = 0  # times that the interviewer went on before the answer was over
        self._speak = voice.speak
        self._answer = answer
        self._passed = passed
        self._end = to_samples(limit)
        self._at = 0
        self._has_floor = False
        self._waiting: deque[Utterance] = deque()
        self._silence = 0  # samples before the next utterance begins
        self._saying: Samples = np.zeros(0, np.int16)
        self._words: list[Word] = []
        self._hush = np.zeros(FRAME, np.int16)

    @property
    def speaking(self) -> bool:
        """Whether something is being said, or is still to be."""
        return self._saying.size > 0 or bool(self._waiting)

    def floor(self) -> None:
        """It is the candidate's turn. One who is in the middle of an answer goes on with it."""
        self._has_floor = not self.speaking

    def interrupted(self, *, gives_way: bool) -> None:
        """The interviewer has gone on to something new: an answer under way was cut off."""
        if not self.speaking:
            return
        self.cut_off += 1
        if gives_way:
            self._waiting.clear()

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """Words whose middle lies in [start, end) on the session clock."""
        return tuple(word for word in self._words if start <= (word.start + word.end) // 2 < end)

    async def frames(self) -> AsyncIterator[Samples]:
        while self._at < self._end:
            if self._has_floor:
                self._has_floor = False
                self._begin(await self._answer())
            if self._waiting and not self._saying.size and self._silence <= 0:
                self._say(await self._speak(self._waiting.popleft().text))
            frame = self._next_frame()
            self._at += FRAME
            self._passed(FRAME / 16_000)
            yield frame

    def close(self) -> None:
        self._end = self._at

    def _begin(self, utterances: Sequence[Utterance]) -> None:
        self._waiting.extend(utterances)
        self._wait_for_next()

    def _wait_for_next(self) -> None:
        self._silence = to_samples(self._waiting[0].pause) if self._waiting else 0

    def _say(self, spoken: Spoken) -> None:
        self._saying = spoken.audio
        self._words += [
            Word(word.text, self._at + word.start, self._at + word.end) for word in spoken.words
        ]
        if not self._saying.size:
            self._wait_for_next()

    def _next_frame(self) -> Samples:
        if not self._saying.size:
            self._silence -= FRAME
            return self._hush
        frame, self._saying = self._saying[:FRAME], self._saying[FRAME:]
        if not self._saying.size:
            self._wait_for_next()
        return frame if frame.size == FRAME else np.pad(frame, (0, FRAME - frame.size))
