"""The words stored beside a recording, given back by position: no model, no guessing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from voiceinterview.domain.speech import SAMPLE_RATE, Word
from voiceinterview.errors import BadInput
from voiceinterview.ports import Samples, never

# Endpointing cuts a clip at frames, and a soft first or last word may lie mostly outside. A word
# belongs to a clip where its middle is at most this far beyond either end: 0.1 s, half of the
# shortest silence (0.2 s) that endpointing takes for the end of an utterance, so that no word
# falls to two utterances.
EDGE = SAMPLE_RATE // 10

# How finely a clip is laid on the recording where pauses were put in: 4 ms, 1/8 of a frame.
STEP = 64

Position = Callable[[int], int | None]


@dataclass(frozen=True)
class _Stretch:
    """Session samples [begin, end) that play the recording without a break.

    A session sample is the recording's sample plus `shift`.
    """

    begin: int
    end: int
    shift: int

    def holds(self, word: Word) -> bool:
        middle = (word.start + word.end) // 2 + self.shift
        return self.begin <= middle < self.end

    def on_session_clock(self, word: Word) -> Word:
        return Word(word.text, word.start + self.shift, word.end + self.shift, word.confidence)


class RecordedRecognizer:
    """A `Recognizer` that knows what is said where.

    `words` are on the recording's own clock. `position` maps a session sample to the sample of
    the recording that plays then, or to None where a pause was put in; it never goes back.
    Without it the two clocks are one. Times given back are on the session clock. `edge` is how
    many samples beyond a clip's ends a word's middle may lie (see `EDGE`).
    """

    name = "recorded"
    two_passes = False

    def __init__(
        self, words: Sequence[Word], position: Position | None = None, edge: int = EDGE
    ) -> None:
        self._words = tuple(words)
        self._position = position
        self._edge = edge

    def load(self) -> None:
        """Nothing to get ready."""

    def transcribe(
        self,
        audio: Samples,
        start: int,
        vocabulary: Sequence[str],
        *,
        thorough: bool = False,
        abandoned: Callable[[], bool] = never,
    ) -> tuple[Word, ...]:
        if len(audio) == 0:
            return ()
        begin, end = start - self._edge, start + len(audio) + self._edge
        found = [
            stretch.on_session_clock(word)
            for stretch in self._stretches(begin, end)
            for word in self._words
            if stretch.holds(word)
        ]
        return tuple(found)

    def settings(self) -> dict[str, Any]:
        return {"words": len(self._words), "edge": self._edge}

    def close(self) -> None:
        """Nothing is held."""

    def _stretches(self, begin: int, end: int) -> Iterator[_Stretch]:
        if self._position is None:
            yield _Stretch(begin, end, 0)
            return
        opened, shift = begin, self._shift(begin)
        for at in range(begin + STEP, end, STEP):
            now = self._shift(at)
            if now != shift:
                if shift is not None:
                    yield _Stretch(opened, at, shift)
                opened, shift = at, now
        if shift is not None:
            yield _Stretch(opened, end, shift)

    def _shift(self, at: int) -> int | None:
        recorded = self._position(at) if self._position is not None and at >= 0 else None
        return None if recorded is None else at - recorded


class _StoredWords(BaseModel):
    """The file beside a recording. Times are samples of the recording."""

    model_config = ConfigDict(extra="forbid")
    words: tuple[Word, ...]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        earliest = 0
        for place, word in enumerate(self.words):
            if not word.text.strip():
                raise ValueError(f"word {place} has no text")
            if not earliest <= word.start <= word.end:
                raise ValueError(
                    f"word {place} ({word.text!r}) is at {word.start} to {word.end}, "
                    f"before sample {max(earliest, word.start)}"
                )
            earliest = word.start
        return self


def read_words(path: Path) -> tuple[Word, ...]:
    """The words of a JSON file `{"words": [{"text", "start", "end"}, ...]}`, in order of start.

    Raises `BadInput`, with every fault, where the file is missing or does not read."""
    try:
        return TypeAdapter(_StoredWords).validate_json(path.read_bytes()).words
    except OSError as fault:
        raise BadInput(
            f"{path}: {fault.strerror}", "Name the file that holds the recording's words."
        ) from fault
    except ValidationError as fault:
        faults = [
            f"{'.'.join(str(step) for step in error['loc']) or 'file'}: {error['msg']}"
            for error in fault.errors()
        ]
        raise BadInput(
            f"{path}: {'; '.join(faults)}",
            'It shall hold {"words": [{"text": "so", "start": 1600, "end": 4800}, ...]}, '
            "times in samples of 16 kHz.",
        ) from fault
