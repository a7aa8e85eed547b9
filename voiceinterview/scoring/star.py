"""Which parts of a story are there: situation, task, action, result. Found by their words.

As with key points, it is told that a part occurs, not that it is good.
"""

import re
from collections.abc import Sequence

from voiceinterview.domain.ratings import StarFinding, StarPart
from voiceinterview.scoring.own_words import Answer
from voiceinterview.scoring.spans import evidence_at, widen

CONTEXT_WORDS = 5  # on either side of the words that show the part
_DOING = (
    "built|wrote|decided|asked|proposed|suggested|set up|talked|called|sat|went|showed|ran|measured"
    "|checked|made|took|cut|moved|started|stopped|changed|explained|drew|tested|trained|compared"
    "|found|put|split|offered|agreed|organized|invited|told|removed|replaced|fixed|rebuilt|designed"
    "|met|listed|read|looked|interviewed|pulled|rolled|shipped|sent|dropped|kept|let|gave"
)
_PARTS: dict[StarPart, str] = {
    "situation": (
        r"\bat (?:a|an|the|my|our) (?:\w+[ -]){0,4}(?:company|bank|insurer|carrier|supplier|lender"
        r"|chain|startup|shop|hospital|firm|agency|retailer|university|job|role|team)\b"
        r"|\b(?:at the time|back then|last (?:year|spring|summer|autumn|fall|winter|month)"
        r"|(?:two|three|four|five|a few|some) (?:years|months) ago|in my (?:last|previous|first"
        r"|current)|when i (?:was|worked|joined|started)|we had (?:a|an|two|three|just))\b"
    ),
    "task": (
        r"\b(?:i (?:was (?:asked|told|responsible|supposed|given|in charge)|had to|needed to)"
        r"|(?:my|the|our) (?:task|job|goal|aim|target|responsibility|deadline) was|we had to"
        r"|(?:asked|wanted|told) (?:me|us) to|(?:asked for|wanted|were meant to|was meant to)"
        r"|it (?:was|fell) (?:on|to) me|(?:i|we) (?:wanted|had (?:\w+ ){1,3}(?:days|weeks)))\b"
    ),
    "action": rf"\bi (?:then |first |also )?(?:{_DOING})\b",
    "result": (
        r"\b(?:in the end|as a result|the (?:result|outcome) was|afterwards?|since then|ever since"
        r"|it went|that (?:saved|cut|raised|brought)|we (?:saved|shipped|won|launched|met|went out)"
        r"|(?:went|fell|rose|dropped|grew|came|sank|shrank|climbed) (?:\w+ ){0,2}(?:from|by|to)"
        r"|\w+ percent|(?:is|are) (?:still|now)|today|(?:weeks|months) later)\b"
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
