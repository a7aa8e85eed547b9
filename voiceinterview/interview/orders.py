"""Sentences that give orders to whoever rates, rather than answer: known by their words.

Only plain cases are found. They are reported and never obeyed.
"""

import re

_SENTENCE = re.compile(r"[^.!?\n]*[.!?\n]?")
_JUDGE = r"(?:raters?|graders?|evaluators?|judges?|scorers?|assessors?)"
_RATING = r"(?:rubric|scoring|grading|criteria|criterion|guidelines|transcript)"
_RULES = r"(?:instructions?|prompt|rules)"  # said of other things, too
_MINE = r"(?:me|my|this (?:answer|candidate|interview)|the candidate|every criterion|all criteria)"
_MARK = r"(?:scores?|grades?|levels?|marks?|rating|(?:key )?points?|criterion|criteria)"
_IGNORE = r"(?:ignore|disregard|forget|override)\b(?:\W+\w+){0,4}?\W+"
_ORDERS = re.compile(
    rf"\b{_IGNORE}{_RATING}\b"
    rf"|^\W*(?:(?:please|now|so|and|then|just)\W+)*{_IGNORE}{_RULES}\b"
    rf"|\b(?:note|message|dear|hey|hello|instructions?)\b(?:\W+\w+){{0,3}}?\W+{_JUDGE}\b"
    rf"|\b(?:give|award|assign|grant|rate|score|grade|mark)\W+{_MINE}\b(?:\W+\w+){{0,4}}?\W+"
    rf"(?:(?:highest|maximum|full|top|perfect|best)\b(?:\W+\w+){{0,2}}?\W+{_MARK}|four|five|ten"
    r"|perfect|4|5|10)\b"
    r"|\b(?:mark|count|treat)\b(?:\W+\w+){0,4}?\W+(?:key points?|criterion|criteria)\b"
    r"(?:\W+\w+){0,3}?\W+(?:covered|found|met|passed|complete|said)\b"
    rf"|^\W*(?:system|{_JUDGE})\s*:",
    re.IGNORECASE,
)


def order_spans(text: str) -> list[tuple[int, int]]:
    """Start and end, in characters, of each sentence of `text` that orders the rater about."""
    spans = []
    for sentence in _SENTENCE.finditer(text):
        if _ORDERS.search(sentence[0].strip()):
            inner = sentence[0].strip()
            start = sentence.start() + sentence[0].index(inner)
            spans.append((start, start + len(inner)))
    return spans
