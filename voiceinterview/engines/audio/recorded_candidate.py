"""A candidate recorded as clips, who waits for the floor before answering."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, Word
from voiceinterview.domain.speech import samples as to_samples
from voiceinterview.engines.audio.audio_files import Pace
from voiceinterview.engines.audio.candidate_folder import Clip, clip_path, read_candidate
from voiceinterview.engines.audio.recording import Recording
from voiceinterview.errors import BadInput
from voiceinterview.ports import Clock, Samples

THINKING = 0.6  # seconds between having the floor and the first word
ROOM = 10.4  # the noise of a quiet room, in steps of int16: -70 dBFS


@dataclass(frozen=True)
class Asked:
    """What the candidate is about to answer, from sample `due` on."""

    question: str
    follow_up: int
    due: int


class RecordedCandidate:
    """An `AudioSource` that listens: silence until `floor`, a pause for thought, then a clip.

    `start` is the session sample of the first frame. The silence carries a noise floor (the same
    for the same `seed`), so that voice activity detection hears a room. Raises `BadInput`.
    """

    live = False

    def __init__(
        self,
        folder: Path,
        paced: bool,
        clock: Clock,
        *,
        thinking: float = THINKING,
        start: int = 0,
        seed: int = 0,
    ) -> None:
        candidate = read_candidate(folder)
        self.name = candidate.name
        self.voice = candidate.voice
        self.paced = paced
        self._folder = folder
        self._answers = {(one.question, one.follow_up): one for one in candidate.answers}
        self._otherwise = candidate.otherwise
        self._excuses = 0  # how many of `otherwise` were said
        self._thinking = to_samples(thinking)
        self._pace = Pace(clock, paced)
        self._noise = np.random.default_rng(seed)
        self._at = start  # the session clock: the first sample of the next frame
        self._asked: Asked | None = None
        self._saying: Samples = np.zeros(0, np.int16)
        self._words: list[Word] = []
        self._over_at: int | None = None

    @property
    def speaking(self) -> bool:
        return self._saying.size > 0

    def floor(self, question: str, follow_up: int) -> None:
        """The interviewer asked and has gone silent. While a clip plays it simply goes on."""
        if self.speaking:
            return
        same = self._asked and (self._asked.question, self._asked.follow_up)
        if same != (question, follow_up):  # the same again does not make one think longer
            self._asked = Asked(question, follow_up, self._at + self._thinking)

    def ended(self, after: float = 1.0) -> None:
        """The interview is over: frames end in `after` seconds, whatever is being said."""
        if self._over_at is None:
            self._over_at = self._at + to_samples(after)

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """Words whose middle lies in [start, end) on the session clock, as the clips were played.

        Spans that do not overlap share no word.
        """
        return tuple(word for word in self._words if start <= (word.start + word.end) // 2 < end)

    async def frames(self) -> AsyncIterator[Samples]:
        while self._over_at is None or self._at < self._over_at:
            await self._pace.next_frame()
            frame = self._next_frame()
            self._at += FRAME
            yield frame

    def close(self) -> None:
        self._over_at = self._at

    def _next_frame(self) -> Samples:
        frame = np.rint(self._noise.normal(0.0, ROOM, FRAME)).astype(np.int16)
        if not self.speaking and self._asked is not None and self._asked.due <= self._at:
            self._begin(self._asked)
            self._asked = None
        spoken, self._saying = self._saying[:FRAME], self._saying[FRAME:]
        frame[: spoken.size] = spoken
        return frame

    def _begin(self, asked: Asked) -> None:
        clip = self._choose(asked)
        if clip is None:
            return
        path = clip_path(self._folder, clip)
        if path is None:  # a link that was changed since the folder was read
            raise BadInput(f"{self._folder / clip.file}: leads out of the candidate's folder")
        recording = Recording(path)
        try:
            self._saying = np.concatenate(list(recording.samples()))
        finally:
            recording.close()
        for word in clip.words:
            begin, end = (
                self._at + round(place * SAMPLE_RATE / recording.rate)
                for place in (word.start, word.end)
            )
            self._words.append(Word(word.text, begin, end))

    def _choose(self, asked: Asked) -> Clip | None:
        """The answer, once; then what is said otherwise, in turn and over again."""
        answer = self._answers.pop((asked.question, asked.follow_up), None)
        if answer is not None or not self._otherwise:
            return answer
        self._excuses += 1
        return self._otherwise[(self._excuses - 1) % len(self._otherwise)]
