"""The recogniser of a recorded candidate: asks the candidate itself what it just said."""

from collections.abc import Sequence
from typing import Any

from voiceinterview.domain.speech import Word
from voiceinterview.engines.audio.recorded_candidate import RecordedCandidate
from voiceinterview.ports import Samples


class CandidateWords:
    """A `Recognizer`. No model: the words were stored with the clips."""

    name = "recorded"

    def __init__(self, candidate: RecordedCandidate) -> None:
        self._candidate = candidate

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(self, audio: Samples, start: int, vocabulary: Sequence[str]) -> tuple[Word, ...]:
        return self._candidate.words_between(start, start + len(audio))

    def settings(self) -> dict[str, Any]:
        return {"candidate": self._candidate.name, "voice": self._candidate.voice}

    def close(self) -> None:
        """Nothing to let go of."""
