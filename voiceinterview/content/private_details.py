"""What of a document no interviewer needs: how to reach somebody, and links.

A line with an address, a number to call or a date of birth is left out whole; of one with a link
the words beside the link are kept.
"""

import re
from dataclasses import replace

from voiceinterview.content.statements import Statement

_PRIVATE = re.compile(
    r"\S+@\S+|\+\d[\d /().-]{6,}\d"
    r"|\b0\d{2,5}[ /-]\d{4,}|\b(?:\d[ /().-]?){10,}"
    r"|\b(?:born|date of birth|birthday|nationality|marital|gender|address)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:https?://|\bwww\.|\b(?:[\w-]+\.)*(?:linkedin|github|xing)\.com\b)\S*", re.IGNORECASE
)
_BESIDE = " \t()[]<>{}|:;,–—→•·-"  # what joins a link to the words beside it
_LEADING_TO = re.compile(
    r"(?:\W+(?:at|on|in|see|via|from|for|to|under|here|link|code|demo|source|website))+\W*$",
    re.IGNORECASE,
)


def is_private(text: str) -> bool:
    return _PRIVATE.search(_LINK.sub(" ", text)) is not None


def without_links(one: Statement) -> tuple[Statement, ...]:
    """The words before, between and after the links of a statement, each to the letter; only the
    first of them count as what the bullet says, as the others begin in mid-sentence."""
    if _LINK.search(one.text) is None:
        return (one,)
    before, *after = _LINK.split(one.text)
    parts = [part.strip(_BESIDE) for part in (_LEADING_TO.sub("", before), *after)]
    kept = [part for part in parts if part]
    return tuple(replace(one, text=p, bullet=one.bullet and p is kept[0]) for p in kept)


def broken_by_link(one: Statement, least: int) -> bool:
    """Whether a link stands so early in a sentence that fewer than `least` words lead up to it,
    though there are more beside it."""
    lengths = [len(part.text.split()) for part in without_links(one)]
    return len(lengths) > 1 and lengths[0] < least <= sum(lengths)
