"""Key points that were not found though a coach marked the answer: words that may be them. Pure.

A window of an answer is taken for a key point where it has enough of the point's content words,
by their stems. That finds what was said in another form or order ("the curves still part at full
data" for "still apart"), and not what was said in other words altogether; a coach decides.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voiceinterview.domain.questions import KeyPoint
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.english import FUNCTION_WORDS, HESITATIONS
from voiceinterview.interview.phrases import find_key_point, spoken_words, word_places

WINDOW = 9  # words; the bank's own phrasings have two to five
FEWEST = 2  # content words in common; one is said in any answer to the question
# Shares of the content words of a phrasing, and of the key point's text. In the middling answers
# of tests/scoring, of which 51 key points are missing indeed, 1 and 0.5 propose one phrase, and a
# right one; 0.6 and 0.3 propose four, three of them wrong ("p value" for a stopping rule).
OF_PHRASE = 1.0
OF_TEXT = 0.5
_END = re.compile(r"[.;:!?]")
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "ly", "es", "s", "e", "y")


@dataclass(frozen=True)
class Phrasing:
    """`phrase` is how the turn `turn` may have said the key point `point`; `quote` is where."""

    point: str
    text: str
    turn: int
    phrase: str
    quote: str
    share: float  # of the content words that were looked for


def missed_phrasings(points: Iterable[KeyPoint], turns: Sequence[Turn]) -> tuple[Phrasing, ...]:
    """For each of `points` the best place in `turns`, if any; the likeliest first.

    Every phrase, once added to the point's `any_of`, is found in its turn.
    """
    found = []
    for point in points:
        places = [place for turn in turns if (place := _best(point, turn)) is not None]
        if places:
            found.append(max(places, key=lambda place: place.share))
    return tuple(sorted(found, key=lambda one: -one.share))


def _best(point: KeyPoint, turn: Turn) -> Phrasing | None:
    words = word_places(turn.text)
    stems = [_stem(word) for word, _, _ in words]
    best: Phrasing | None = None
    for wanted, least in _wanted(point):
        for first, last, share in _windows(wanted, stems):
            if share < least or (best is not None and share <= best.share):
                continue
            start, end = words[first][1], words[last][2]
            quote = turn.text[start:end]
            phrase = " ".join(word for word, _, _ in words[first : last + 1])
            if not _END.search(quote) and _is_found(point, phrase, turn):
                best = Phrasing(point.id, point.text, turn.number, phrase, quote, share)
    return best


def _wanted(point: KeyPoint) -> list[tuple[frozenset[str], float]]:
    """What to look for, and which share of it is enough."""
    phrases = [(content_stems(phrase), OF_PHRASE) for phrase in point.any_of]
    return [
        (wanted, least)
        for wanted, least in (*phrases, (content_stems(point.text), OF_TEXT))
        if len(wanted) >= FEWEST
    ]


def _windows(wanted: frozenset[str], stems: Sequence[str]) -> Iterable[tuple[int, int, float]]:
    """Spans of up to WINDOW words, from one wanted word to another, and their share."""
    hits = [place for place, stem in enumerate(stems) if stem in wanted]
    for number, first in enumerate(hits):
        for last in hits[number + 1 :]:
            if last - first >= WINDOW:
                break
            common = wanted & set(stems[first : last + 1])
            if len(common) >= FEWEST:
                yield first, last, len(common) / len(wanted)


def _is_found(point: KeyPoint, phrase: str, turn: Turn) -> bool:
    added = KeyPoint(point.id, point.text, point.weight, (phrase,), point.none_of)
    return find_key_point(added, turn.text) is not None


def content_stems(text: str) -> frozenset[str]:
    """The stems of the words that carry the meaning of `text`."""
    return frozenset(_content(text))


def _content(text: str) -> Iterable[str]:
    for word in spoken_words(text):
        if word not in FUNCTION_WORDS and word not in HESITATIONS:
            yield _stem(word)


def _stem(word: str) -> str:
    """Without its ending, so that "leaks", "leaked" and "leaking" are one. Crude, and enough to
    point at a place that somebody then reads."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
