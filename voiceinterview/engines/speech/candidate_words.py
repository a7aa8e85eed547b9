"""The recognizer of a candidate who is no person: asks the candidate what it just said."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from voiceinterview.domain.speech import Word
from voiceinterview.ports import Samples, never


class KnowsItsWords(Protocol):
    """A recorded or a simulated candidate."""

    @property
    def name(self) -> str: ...

    @property
    def voice(self) -> str: ...

    def words_between(self, start: int, end: int) -> tuple[Word, ...]: ...


class CandidateWords:
    """A `Recognizer`. No model: the words are known where the sound comes from."""

    name = "recorded"
    two_passes = False

    def __init__(self, candidate: KnowsItsWords) -> None:
        self._candidate = candidate

    def load(self) -> None:
        """Nothing to load."""

    def transcribe(
        self,
        audio: Samples,
        start: int,
        vocabulary: Sequence[str],
        *,
        thorough: bool = False,
        abandoned: Callable[[], bool] = never,
    ) -> tuple[Word, ...]:
        return self._candidate.words_between(start, start + len(audio))

    def settings(self) -> dict[str, Any]:
        return {"candidate": self._candidate.name, "voice": self._candidate.voice}

    def close(self) -> None:
        """Nothing to let go of."""
