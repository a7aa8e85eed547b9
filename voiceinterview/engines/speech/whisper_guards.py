"""What speaks against a Whisper's words: loops, words out of nothing, its own prompt. Pure.

Whisper was trained on windows of 30 s. In a shorter one it is surprised now and then, and says a
phrase two or three times that was said once, or does not stop (users of whisper.cpp's audio_ctx
report both, for three to eight seconds of speech). What is told of its text shows it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from voiceinterview.domain.speech import Word

Suspicion = Literal["nothing", "loop", "endless", "rush", "recital", "unsure"]

# How often a run of so many words (or more) must be said in a row to be looked at again. People
# start a sentence twice, so that two times alone prove nothing.
SUSPECT = {1: 5, 2: 3, 4: 2}
CERTAIN = {1: 6, 2: 3}  # ... and to be no speech any more: what is over the first time is cut
LONGEST_RUN = 30  # words; some ten seconds of speech

FEWEST_WORDS = 4  # that any clip may hold, besides what the time allows
RECITED = 3  # terms of the vocabulary, one after the other in its order
HEARD_OUT = 1.0  # seconds; a clip with voice in it that is longer should have given words


@dataclass(frozen=True)
class Guards:
    """The first three values are OpenAI's (Radford et al. 2022, "Robust Speech Recognition via
    Large-Scale Weak Supervision", section 4.5, and the defaults of whisper/transcribe.py)."""

    no_speech: float = 0.6  # silence, where the model gives more than this to "no speech"
    log_prob: float = -1.0  # ... and gives its text a mean log probability below this
    compression_ratio: float = 2.4  # a loop, where zlib shrinks the text by more than this
    words_a_second: float = 7.0  # an auctioneer has six
    loops: bool = True  # whether phrases said over and over are looked for


class Segment(Protocol):
    """What faster-whisper tells of a stretch of text."""

    seek: int  # where its window begins; in units of 10 ms
    text: str
    tokens: Sequence[int]
    avg_logprob: float
    compression_ratio: float


AnySegment = TypeVar("AnySegment", bound=Segment)


def suspicion(
    segments: Sequence[Segment],
    length: float,
    most_tokens: int,
    vocabulary: Sequence[str],
    guards: Guards,
) -> Suspicion | None:
    """What speaks against the text of a clip of `length` seconds in which there is a voice.

    `most_tokens` is where the decoder was stopped, `vocabulary` what it was told of.
    """
    windows = by_window(segments)
    if not any(map(_said, windows)):
        return "nothing" if length >= HEARD_OUT else None
    if any(_shrinks(segment, guards) for segment in segments):
        return "loop"
    if any(sum(len(one.tokens) for one in window) >= most_tokens for window in windows):
        return "endless"
    if guards.loops and any(next(_repeats(_said(one), SUSPECT), None) for one in windows):
        return "loop"
    words = _said(segments)
    if is_rush(len(words), length, guards):
        return "rush"
    if _recites(words, vocabulary):
        return "recital"
    if min(segment.avg_logprob for segment in segments) < guards.log_prob:
        return "unsure"
    return None


def by_window(segments: Sequence[AnySegment]) -> list[list[AnySegment]]:
    """The segments that were decoded together; a clip of up to 30 s is one window as a rule."""
    windows: dict[int, list[AnySegment]] = {}
    for segment in segments:
        windows.setdefault(segment.seek, []).append(segment)
    return list(windows.values())


def without_looped(segments: Sequence[AnySegment], guards: Guards) -> list[AnySegment]:
    """The segments without those that are nothing but a loop; nothing of these can be kept."""
    return [segment for segment in segments if not _shrinks(segment, guards)]


def is_rush(words: int, length: float, guards: Guards) -> bool:
    """Whether nobody can say so many words in `length` seconds."""
    return words > FEWEST_WORDS + guards.words_a_second * length


def without_loops(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words without what is certainly a phrase said over: its first time stays."""
    kept = list(words)
    while (found := next(_repeats([_bare(word.text) for word in kept], CERTAIN), None)) is not None:
        del kept[found.start : found.stop]
    return tuple(kept)


def _shrinks(segment: Segment, guards: Guards) -> bool:
    return segment.compression_ratio > guards.compression_ratio


def _repeats(words: Sequence[str], times: dict[int, int]) -> Iterator[range]:
    """Where a run is said over and over: the places from its second time to its last."""
    for length in range(1, min(LONGEST_RUN, len(words) // 2) + 1):
        needed = max((least, count) for least, count in times.items() if least <= length)[1]
        start = 0
        while start + length * needed <= len(words):
            end = start + length
            while words[end : end + length] == words[start : start + length]:
                end += length
            if end - start >= length * needed:
                yield range(start + length, end)
            start += 1


def _recites(words: Sequence[str], vocabulary: Sequence[str]) -> bool:
    """Whether the decoder reads out what it was told of."""
    said = f" {' '.join(words)} "
    terms = [" ".join(_folded(term)) for term in vocabulary]
    runs = (terms[n : n + RECITED] for n in range(len(terms) - RECITED + 1))
    return any(f" {' '.join(run)} " in said for run in runs)


def _said(segments: Sequence[Segment]) -> list[str]:
    return _folded(" ".join(segment.text for segment in segments))


def _folded(text: str) -> list[str]:
    return [word for word in map(_bare, text.split()) if word]


def _bare(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())
