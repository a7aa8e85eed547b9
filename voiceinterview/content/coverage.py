"""How much of what is looked for can be found in a text: shares of key points, by phrases.

The rule is interview.phrases'; here a quick look comes first, because the whole bank is searched
in the answers of the whole bank, and nearly every phrase is absent from nearly every answer.
"""

from collections.abc import Iterable, Sequence

from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.interview.phrases import find_key_point, joined_words


def is_found(point: KeyPoint, text: str) -> bool:
    """As `find_key_point`, without the place."""
    spoken = joined_words(text)
    if not any(joined_words(phrase) in spoken for phrase in point.any_of):
        return False
    return find_key_point(point, text) is not None


def texts_hit(phrase: str, texts: Iterable[str]) -> int:
    """In how many of the texts the phrase is found."""
    words, point = joined_words(phrase), KeyPoint(phrase, phrase, 1, (phrase,))
    return sum(words in joined_words(text) and is_found(point, text) for text in texts)


def found_share(points: Sequence[KeyPoint], text: str) -> float:
    """0 to 1; every key point counts the same, whatever its weight."""
    return sum(is_found(point, text) for point in points) / len(points)


def coverage(question: Question, text: str) -> float:
    """The share of the question's key points that `text` shows."""
    return found_share(question.key_points, text)


def missing(points: Sequence[KeyPoint], text: str) -> tuple[str, ...]:
    """The ids of those that `text` does not show."""
    return tuple(point.id for point in points if not is_found(point, text))
