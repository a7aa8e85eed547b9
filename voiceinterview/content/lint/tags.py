"""Whether two tags of the bank are one subject under two names.

Only forms of a word and slips of a key are told: the same words as singular and plural, as noun
and as doing it, with another joint, or with one letter astray. Likeness of letters alone tells
too little: of the shipped bank's pairs that were 80 % alike two in three were two subjects (courage
and coverage, scoping and stopping).
"""

import re
from functools import cache

from rapidfuzz.distance import OSA

LONG = 8  # letters; one astray in a shorter word makes another word (cost, host)

_JOINTS = frozenset(("a", "and", "for", "of", "or", "the", "versus", "vs"))
_SIBILANT = re.compile(r"(?:[sxz]|ch|sh)es$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


def alike(first: str, second: str) -> bool:
    """Whether two different tags read like one."""
    if first == second:
        return False
    if _folded(first) == _folded(second):
        return True
    return min(len(first), len(second)) >= LONG and OSA.distance(first, second) <= 1


@cache
def _folded(tag: str) -> str:
    words = [word for word in tag.casefold().split("-") if word not in _JOINTS]
    return "".join(map(_stem, words)) or tag.casefold()


def _stem(word: str) -> str:
    """Without the ending of a plural or of an -ing form; not a word, but the same for its forms."""
    word = _singular(word)
    if word.endswith("ing") and len(word) > 5:
        return _DOUBLED.sub(r"\1", word[:-3])
    return word.removesuffix("e")


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if _SIBILANT.search(word) else word[:-1]
