"""Words of a candidate that are meant for whoever rates: reported, and never obeyed.

Only plain cases are known by their words; a model rater names others itself. Neither moves a
level. The sentence that holds one counts for no key point.
"""

import re
from collections.abc import Iterable

from voiceinterview.domain.ratings import Evidence
from voiceinterview.domain.transcript import Turn
from voiceinterview.scoring.spans import evidence_at

_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]?")
_JUDGE = r"(?:rater|raters|grader|evaluator|judge|scorer|assessor|language model|ai|assistant)"
_RULES = r"(?:rubric|instruction|instructions|prompt|rules|criteria|guidelines|transcript)"
_MARK = (
    r"(?:score|grade|level|mark|marks|rating|points|key points?|criterion|criteria|evaluation|"
    r"scorecard)"
)
_ORDERS = re.compile(
    rf"\b(?:ignore|disregard|forget|override)\b(?:\W+\w+){{0,4}}?\W+{_RULES}\b"
    rf"|\b(?:note|message|attention|dear|hey|hello|instruction|order)\b(?:\W+\w+){{0,3}}?\W+{_JUDGE}\b"
    rf"|\b(?:give|award|assign|grant|rate|score|grade|mark)\b(?:\W+\w+){{0,5}}?\W+"
    rf"(?:highest|maximum|full|top|perfect|best)\b(?:\W+\w+){{0,2}}?\W+{_MARK}\b"
    rf"|\b(?:mark|count|treat|rate|score|grade)\b(?:\W+\w+){{0,4}}?\W+{_MARK}\b(?:\W+\w+){{0,3}}?\W+"
    r"(?:covered|found|met|four|five|ten|perfect|full|passed|complete)\b"
    r"|\b(?:rate|score|grade)\s+(?:me|this|my\s+\w+)\b(?:\W+\w+){0,3}?\W+"
    r"(?:four|five|ten|perfect|highest|4|5|10)\b"
    rf"|^\W*(?:system|{_JUDGE})\s*:",
    re.IGNORECASE,
)


def orders_in(turns: Iterable[Turn]) -> tuple[Evidence, ...]:
    """The sentences of these turns that give orders, as they were said."""
    return tuple(evidence_at(turn, *span) for turn in turns for span in order_spans(turn.text))


def order_spans(text: str) -> list[tuple[int, int]]:
    """Start and end, in characters, of each sentence of `text` that orders the rater about."""
    spans = []
    for sentence in _SENTENCE.finditer(text):
        if _ORDERS.search(sentence[0].strip()):
            inner = sentence[0].strip()
            start = sentence.start() + sentence[0].index(inner)
            spans.append((start, start + len(inner)))
    return spans
