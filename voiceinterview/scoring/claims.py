"""Does an answer claim a key point, or do its words merely occur?

A place where a key point's phrase stands counts only if
- its words are the candidate's own (`own_words`);
- it stands in speech: among the WINDOW words on either side of it, phrases of key points and
  fillers left out, are at least LEAST_GRAMMAR function words, on either side one, and LEAST_VARIED
  words in all, each counted once. A heap of terms has none, a sentence before or after it puts
  them on one side only, and padding between its terms is the same again and again;
- no refusal reaches it: "I would not look for leakage". Key points that themselves speak of
  something not to be done ("does not ...", "rather than ...") are spared this.
"""

import re
from collections.abc import Sequence
from itertools import islice

from voiceinterview.domain.questions import KeyPoint
from voiceinterview.interview.english import (
    CLAUSE_OPENERS,
    FUNCTION_WORDS,
    REFUSALS,
    REFUSED_BY_NOT,
    RETRACTIONS,
)
from voiceinterview.interview.phrases import key_point_places
from voiceinterview.scoring.own_words import Answer

WINDOW = 8  # words
# Of the up to 16 words, different ones. Of 864 claims in the answers of the bank's experts these
# numbers lose none; 5 for the latter would lose one.
LEAST_GRAMMAR = 3  # function words
LEAST_VARIED = 4
REACH = 5  # words that a refusal reaches ahead, within its clause
_CLAUSE_END = re.compile(r"[.,;:!?]\s|\s[-–—]+\s|\n")
_ABOUT_NOT = re.compile(
    r"\b(?:not|no|never|nothing|without|avoid\w*|rather|instead|neither|nor|reject\w*|refus\w*"
    r"|against|wrong\w*|mislead\w*)\b|n't\b"
)


def claims(points: Sequence[KeyPoint], answer: Answer) -> dict[str, tuple[int, int]]:
    """Key point -> the first place, in characters of the turn, at which it is claimed."""
    places = {point.id: key_point_places(point, answer.turn.text) for point in points}
    terms = {n for spans in places.values() for span in spans for n in answer.touched(*span)}
    found = {}
    for point in points:
        for span in places[point.id]:
            if _claimed(point, answer, answer.touched(*span), terms):
                found[point.id] = span
                break
    return found


def _claimed(point: KeyPoint, answer: Answer, hit: range, terms: set[int]) -> bool:
    if not hit or not all(answer.own[n] for n in hit):
        return False
    if not _in_speech(answer, hit, terms):
        return False
    return bool(_ABOUT_NOT.search(point.text.lower())) or not _refused(answer, hit)


def _in_speech(answer: Answer, hit: range, terms: set[int]) -> bool:
    before = _near(answer, range(hit.start - 1, -1, -1))
    after = _near(answer, range(hit.stop, len(answer.places)))
    varied: set[str] = set()
    for side in (before, after):
        plain = {answer.places[n][0] for n in side if n not in terms and answer.own[n]}
        if side and not plain & FUNCTION_WORDS:
            return False
        varied |= plain
    return len(varied & FUNCTION_WORDS) >= LEAST_GRAMMAR and len(varied) >= LEAST_VARIED


def _near(answer: Answer, numbers: range) -> list[int]:
    """The first WINDOW of these words, what only fills time left out."""
    return list(islice((n for n in numbers if not answer.filling[n]), WINDOW))


def _refused(answer: Answer, hit: range) -> bool:
    """Whether a refusal before the hit, in the same clause, is not taken back."""
    for n in range(hit.start - 1, max(-1, hit.start - 1 - REACH), -1):
        word, _, end = answer.places[n]
        following = answer.places[n + 1]
        if _CLAUSE_END.search(answer.turn.text[end : following[1] + 1]) or word in CLAUSE_OPENERS:
            return False
        before = answer.places[n - 1][0] if n else ""
        if word in REFUSALS or (word == "not" and before in REFUSED_BY_NOT):
            between = {answer.places[k][0] for k in range(n + 1, hit.start)}
            taken_back = before in REFUSALS or before == "not"
            return not taken_back and not between & RETRACTIONS
    return False
