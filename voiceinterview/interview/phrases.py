"""Find the phrasings of a key point in what somebody said.

The rule, which the question bank is written against: text is folded (lower case, hyphens
to spaces, punctuation dropped), and a phrase hits where its words stand in a row. The last
word of a phrase may go on ("leak" hits "leakage"), unless it is shorter than four letters,
where it must be a whole word ("auc" does not hit "auction"; a plural s is let through).
A hit that lies inside a hit of a `none_of` phrase does not count.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from voiceinterview.domain.questions import KeyPoint

SHORT_WORD = 4  # letters; below this a last word must match whole
_WORD = re.compile(r"[a-z0-9%+#']+")
_FOLDS = {"’": "'", "‘": "'", "´": "'", "“": '"', "”": '"'}


def find_key_point(point: KeyPoint, text: str) -> tuple[int, int] | None:
    """The first place in `text` that shows the key point, as (start, end) characters."""
    return next(iter(key_point_places(point, text)), None)


def key_point_places(point: KeyPoint, text: str) -> list[tuple[int, int]]:
    """Every place in `text` that shows the key point, in their order."""
    denied = list(_spans(point.none_of, text))
    return [
        (start, end)
        for start, end in sorted(_spans(point.any_of, text))
        if not any(low <= start and end <= high for low, high in denied)
    ]


def found_key_points(points: Iterable[KeyPoint], text: str) -> tuple[str, ...]:
    """The ids of the key points that `text` shows, in the order of `points`."""
    return tuple(point.id for point in points if find_key_point(point, text) is not None)


def phrase_said(phrases: Iterable[str], text: str) -> bool:
    """Whether one of `phrases` stands in `text`."""
    return next(iter(_spans(phrases, text)), None) is not None


def words_for(point: KeyPoint, text: str) -> str | None:
    """The speaker's own words for a key point, whole ones; None where there are none."""
    place = find_key_point(point, text)
    if place is None:
        return None
    start, end = place
    whole = [word for word in word_places(text) if word[2] > start and word[1] < end]
    return text[whole[0][1] : whole[-1][2]]


def spoken_words(text: str) -> tuple[str, ...]:
    """The words of `text` as phrases are compared with it: folded, without punctuation."""
    return tuple(word for word, _, _ in word_places(text))


@lru_cache(maxsize=16_384)
def joined_words(text: str) -> str:
    """Those words with a space between.

    A phrase can only hit where its joined words stand in those of the text. That is quick to find
    out, and spares making the pattern of a phrase that is not there, as nearly all are.
    """
    return " ".join(spoken_words(text))


def word_places(text: str) -> list[tuple[str, int, int]]:
    """Those words, each with the characters of `text` at which it starts and ends."""
    return [(match[0], *match.span()) for match in _WORD.finditer(_fold_characters(text))]


def _spans(phrases: Iterable[str], text: str) -> Iterable[tuple[int, int]]:
    folded, spoken = _fold_characters(text), joined_words(text)
    for phrase in phrases:
        if joined_words(phrase) in spoken:
            for match in _pattern(phrase).finditer(folded):
                yield match.span()


def _fold_characters(text: str) -> str:
    """Fold one character to one character, so that offsets stay those of `text`."""
    if text.isascii():  # nearly all there is: no accent, no ligature, no curled quote
        return text.lower()
    folded = []
    for character in text:
        plain = unicodedata.normalize("NFKD", _FOLDS.get(character, character))[:1].lower()
        folded.append(plain if len(plain) == 1 else " ")
    return "".join(folded)


@lru_cache(maxsize=8192)
def _pattern(phrase: str) -> re.Pattern[str]:
    words = spoken_words(phrase)
    if not words:
        raise ValueError(f"a key-point phrase needs a word or a number: {phrase!r}")
    ending = r"s?(?![a-z0-9])" if len(words[-1]) < SHORT_WORD else ""
    beginning = r"(?<![a-z0-9])" if words[0][0].isalnum() else ""  # "%" hits in "12%"
    return re.compile(beginning + r"[^a-z0-9%+#']+".join(map(re.escape, words)) + ending)
