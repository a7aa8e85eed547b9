"""Rules for text that is spoken: a voice reads out every sign it meets."""

import re
from collections.abc import Iterable, Iterator

from voiceinterview.content.lint.finding import Problems
from voiceinterview.content.validation import Place

LONGEST_QUESTION = 45  # words; a listener loses the beginning of a longer one
LONGEST_FOLLOW_UP = 30

Spoken = Iterator[tuple[Place, str]]
Lines = Iterable[tuple[Place, str]]

# Letters, and the marks that a voice turns into pauses and tone. Digits and signs are written as
# they are said: "ninety-nine percent", "A B test", "O of n log n".
_NOT_SPOKEN = re.compile(r"""[^\w\s.,;:?!'’"“”…–—-]|[\d_]""")


def speakable(spoken: Lines) -> Problems:
    for place, text in spoken:
        if found := "".join(dict.fromkeys(_NOT_SPOKEN.findall(text))):
            yield place, f"expected words as one says them, found {found!r}"


def one_question(spoken: Lines) -> Problems:
    """One question at a time; an imperative has no question mark."""
    for place, text in spoken:
        if (marks := text.count("?")) > 1:
            yield place, f"expected one question at a time, found {marks} question marks"


def short(spoken: Lines, longest: int) -> Problems:
    for place, text in spoken:
        if (length := len(text.split())) > longest:
            yield place, f"expected at most {longest} words, found {length}"
