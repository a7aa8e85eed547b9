"""What somebody who writes code says to the interviewer, and what she only says aloud.

She thinks aloud for minutes, and neither a silence nor a question in it is meant for anybody. Only
what is addressed counts: that she is done, or that she wants something. What is missed costs a
key; what is taken for more than it was would take the code out of her hands.
"""

import re
from collections.abc import Sequence

from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.speech import Word, samples
from voiceinterview.interview.endings import hands_in
from voiceinterview.interview.reading import Reading, read_answer

PAUSE = samples(1.0)  # between two thoughts; what is said after it is taken by itself
FEW = 6  # words
JUST_NOW = samples(5)  # what was said longer ago than this was not said for the key that follows

# Cues that she may use of her code as well ("if it is empty I skip it"), and what shows that she
# does not.
_ADDRESSED: dict[Reading, re.Pattern[str]] = {
    "hint": re.compile(r"\b(?:hint|clue|help|me)\b"),
    "repeat": re.compile(r"\b(?:you|please|question|task|exercise|pardon|catch|hear)\b"),
    "clarify": re.compile(
        r"\b(?:you|your|may i|can i (?:use|assume|have|ask)|should i assume|am i allowed|question|"
        r"task|exercise)\b"
    ),
    "asks_answer": re.compile(r"\b(?:you|me|i doing)\b"),
    "move_on": re.compile(
        r"\b(?:question|task|exercise|please|let's|rather not|(?:i|i'll|would) pass|to answer)\b"
    ),
    "unknown": re.compile(r"\b(?:stuck|i'm lost|(?:don't|do not) get any further)\b"),
}


def last_thought(words: Sequence[Word]) -> tuple[Word, ...]:
    """What was said since she last paused."""
    begin = len(words)
    while begin > 0 and (begin == len(words) or words[begin].start - words[begin - 1].end < PAUSE):
        begin -= 1
    return tuple(words[begin:])


def typed_to_us(text: str, question: Question, plan: Plan) -> bool:
    """Whether a typed line is: nobody types "I don't know" to herself."""
    if len(text.split()) <= FEW and read_answer(text, question, plan) == "unknown":
        return True
    return said_to_us(text, question, plan) is not None


def said_to_us(text: str, question: Question, plan: Plan) -> Reading | None:
    """What `text` wants of the interviewer: "answer" where it hands the code in, None where it is
    said to nobody."""
    if hands_in(text):
        return "answer"
    reading = read_answer(text, question, plan)
    addressed = _ADDRESSED.get(reading)
    folded = text.lower().replace("’", "'")
    return reading if addressed is not None and addressed.search(folded) else None
