"""Words that the recognizer is not sure of, where they matter. Pure.

A mishearing must not be taken for a wrong answer, nor for a right one: what would count, and was
not heard with certainty, is checked with the candidate.
"""

from collections.abc import Iterable, Sequence

from voiceinterview.domain.questions import KeyPoint, Question
from voiceinterview.domain.speech import DOUBTFUL, Word, text_of
from voiceinterview.interview.english import FUNCTION_WORDS
from voiceinterview.interview.phrases import key_point_places, spoken_words

_NO = {("no",), ("nope",), ("nah",), ("not",)}


def doubtful_term(
    question: Question, words: Sequence[Word], vocabulary: Iterable[str] = ()
) -> str | None:
    """The candidate's own words for a key point of `question`, or for a term of `vocabulary`, that
    were nowhere heard with certainty; None where there are none, as in what was typed.

    Key points come first, the heaviest before the others.
    """
    if all(word.confidence >= DOUBTFUL for word in words):
        return None
    points = sorted(question.key_points, key=lambda point: -point.weight)
    terms = (KeyPoint(term, term, 1, (term,)) for term in vocabulary if spoken_words(term))
    found = (_doubtful(point, words) for point in (*points, *terms))
    return next((term for term in found if term is not None), None)


def denies(text: str) -> bool:
    """Whether "did you say ...?" is answered with a no."""
    return spoken_words(text)[:1] in _NO


def _doubtful(point: KeyPoint, words: Sequence[Word]) -> str | None:
    text = text_of(tuple(words))
    places = [_words_at(words, *place) for place in key_point_places(point, text)]
    if not places or not all(map(_unsure, places)):
        return None
    return text_of(tuple(places[0])).strip(" .,;:!?…-\"'")


def _words_at(words: Sequence[Word], start: int, end: int) -> list[Word]:
    """The words that the characters `start` to `end` of their text touch."""
    touched, position = [], 0
    for word in words:
        if position < end and position + len(word.text) > start:
            touched.append(word)
        position += len(word.text) + 1
    return touched


def _unsure(words: Sequence[Word]) -> bool:
    """Of small words nothing hangs on how sure they are."""
    telling = [word for word in words if not FUNCTION_WORDS.issuperset(spoken_words(word.text))]
    return any(word.confidence < DOUBTFUL for word in telling or words)
