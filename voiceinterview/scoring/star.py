"""Which parts of a story are there: situation, task, action, result. Found by their words.

As with key points, it is told that a part occurs, not that it is good.
"""

import re
from collections.abc import Sequence

from voiceinterview.domain.ratings import StarFinding, StarPart
from voiceinterview.scoring.own_words import Answer
from voiceinterview.scoring.spans import evidence_at, widen

CONTEXT_WORDS = 5  # on either side of the words that show the part
_PARTS: dict[StarPart, str] = {
    "situation": (
        r"\b(?:at the time|back then|last (?:year|spring|summer|autumn|fall|winter|month)"
        r"|(?:two|three|four|five|a few|some) (?:years|months) ago|in my (?:last|previous|first|"
        r"current) (?:job|role|team|company)|at my (?:last|previous|old|current) \w+"
        r"|when i (?:was|worked|joined|started)|we had (?:a|an|two|three|just)|there was an?"
        r"|the (?:company|shop|team|bank|hospital|client|product|project) (?:was|had)"
        r"|our (?:team|company|product|customers?|model) (?:was|were|had))\b"
    ),
    "task": (
        r"\b(?:i (?:was asked|was told|was responsible|had to|needed to|was supposed|was in charge"
        r"|was given)|my (?:task|job|goal|role|part|responsibility) was|we (?:had to|needed to)"
        r"|(?:the|our) (?:goal|task|aim|deadline|target) was|it (?:was|fell) (?:on|to) me"
        r"|(?:asked|wanted|told) me to|by the (?:end|first|deadline))\b"
    ),
    "action": (
        r"\b(?:so |then |first |instead |and )?i (?:then |first |also )?(?:built|wrote|decided|asked"
        r"|proposed|suggested|set up|talked|called|sat|went|showed|ran|measured|checked|made|took"
        r"|cut|moved|started|stopped|changed|explained|drew|wrote down|tested|trained|compared"
        r"|found|put|split|offered|agreed|organi[sz]ed|invited|told|removed|replaced|fixed"
        r"|rebuilt|designed|met|listed|read|looked|interviewed|pulled|rolled|shipped|sent)\b"
    ),
    "result": (
        r"\b(?:in the end|as a result|the result was|the outcome was|afterwards|since then|it went"
        r"|that (?:saved|cut|raised|brought)|we (?:saved|shipped|won|cut|launched|kept|met|lost)"
        r"|(?:went|fell|rose|dropped|grew|came|was) (?:up |down )?(?:from \S+(?: \S+){0,3} to|by)"
        r"|percent|is still (?:in use|running)|today (?:it|they|we)|which (?:saved|cut|raised))\b"
    ),
}
_PATTERNS = {part: re.compile(pattern, re.IGNORECASE) for part, pattern in _PARTS.items()}


def star_parts(answers: Sequence[Answer]) -> tuple[StarFinding, ...]:
    """The four parts in their order, each with the first words that show it, if any do."""
    return tuple(_finding(part, pattern, answers) for part, pattern in _PATTERNS.items())


def _finding(part: StarPart, pattern: re.Pattern[str], answers: Sequence[Answer]) -> StarFinding:
    for answer in answers:
        text = answer.turn.text.replace("’", "'")
        for match in pattern.finditer(text):
            if all(answer.own[n] for n in answer.touched(*match.span())):
                span = widen(answer.turn.text, *match.span(), CONTEXT_WORDS)
                return StarFinding(part, evidence_at(answer.turn, *span))
    return StarFinding(part, None)
