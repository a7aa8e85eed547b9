"""What the candidate said by a second, thorough hearing: the words that scores and reports use."""

from dataclasses import dataclass

from voiceinterview.domain.manifest import EngineUsed
from voiceinterview.domain.speech import Word
from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Utterance(Strict):
    """A stretch of the candidate's speech, in samples on the session clock, and its words."""

    number: int
    start: int
    end: int
    words: tuple[Word, ...] = ()

    def __post_init__(self) -> None:
        """Raises `ValueError` where the times cannot be."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"utterance {self.number} is at {self.start} to {self.end}")
        if any(word.start > word.end for word in self.words):
            raise ValueError(f"a word of utterance {self.number} ends before it begins")


@dataclass(frozen=True, kw_only=True)
class WordsOfRecord(Strict):
    """One thorough transcription of a session. It is derived and never overwritten: of several the
    last one counts.

    An utterance that is not in it, or in which nothing was heard, keeps the words that were heard
    in the interview, so that a second hearing loses none.
    """

    session: str
    at: str  # ISO 8601, UTC
    recognizer: EngineUsed
    utterances: tuple[Utterance, ...]
    tool_version: str = ""
    format: int = 1

    @property
    def words(self) -> dict[int, tuple[Word, ...]]:
        """Utterance -> its words, where there are any."""
        return {one.number: one.words for one in self.utterances if one.words}
