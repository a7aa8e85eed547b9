"""From characters of a turn to the samples at which they were spoken."""

import re
from collections.abc import Sequence

from voiceinterview.domain.ratings import Evidence
from voiceinterview.domain.speech import DOUBTFUL, Word
from voiceinterview.domain.transcript import Turn

_WORD = re.compile(r"\S+")


def evidence_at(turn: Turn, start: int, end: int, *, repaired: bool = False) -> Evidence:
    """The characters `start` to `end` of a turn as evidence, with where they are heard."""
    first, last = audio_span(turn, start, end)
    return Evidence(
        turn=turn.number,
        quote=turn.text[start:end],
        start=start,
        end=end,
        first_sample=first,
        last_sample=last,
        status="repaired" if repaired else "exact",
        doubtful=tuple(
            word.text for word in words_of(turn, start, end) if word.confidence < DOUBTFUL
        ),
    )


def audio_span(turn: Turn, start: int, end: int) -> tuple[int, int]:
    """First and last sample of the words that the characters touch.

    Where the words do not line up with the text, it is the span of the whole turn: better too
    wide than beside the place.
    """
    words = words_of(turn, start, end)
    return (words[0].start, words[-1].end) if words else (turn.start, turn.end)


def words_of(turn: Turn, start: int, end: int) -> Sequence[Word]:
    """The words that the characters touch; none where words and text do not line up."""
    position = 0
    touched = []
    for word in turn.words:
        found = turn.text.find(word.text, position)
        if found < 0:
            return ()
        position = found + len(word.text)
        if found < end and position > start:
            touched.append(word)
    return touched


def widen(text: str, start: int, end: int, words: int) -> tuple[int, int]:
    """The span grown to whole words, and by up to `words` more on either side."""
    spans = [match.span() for match in _WORD.finditer(text)]
    touched = [n for n, (low, high) in enumerate(spans) if low < end and high > start]
    if not touched:
        return start, end
    first, last = max(0, touched[0] - words), min(len(spans) - 1, touched[-1] + words)
    return spans[first][0], spans[last][1]
