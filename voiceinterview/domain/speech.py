"""Words on the session clock.

All times are samples of 16 kHz audio counted from the start of the session.
"""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict

SAMPLE_RATE = 16_000  # Hz; what Silero VAD and Whisper both take
# Below a half the recognizer itself holds a word for more likely wrong than right. Only Whisper
# and pocketsphinx say so; the words of other recognizers have 1.
DOUBTFUL = 0.5  # confidence, 0 to 1
FRAME = 512  # samples; the one frame length that Silero VAD accepts at 16 kHz (32 ms)


def seconds(samples: int) -> float:
    return samples / SAMPLE_RATE


def samples(seconds: float) -> int:
    return round(seconds * SAMPLE_RATE)


@dataclass(frozen=True)
class Word(Strict):
    """A word as recognized; `confidence` is 0 to 1, and 1 for typed or recorded words."""

    text: str
    start: int
    end: int
    confidence: float = 1.0


def text_of(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def typed_words(text: str, at: int) -> tuple[Word, ...]:
    """A typed answer as words: all of them at the moment it was sent."""
    return tuple(Word(word, at, at) for word in text.split())
