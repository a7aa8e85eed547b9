"""What kind of thing the candidate said: an answer, or something else that needs a reply.

Only short turns are taken for anything but an answer: whoever talks for a minute has answered,
whatever else is in it. The cues are content (`Plan.cues`); what a plan has none of is not seen.
"""

import re
from typing import Literal

from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import Question
from voiceinterview.interview.english import FUNCTION_WORDS, is_foreign
from voiceinterview.interview.orders import order_spans
from voiceinterview.interview.phrases import found_key_points, phrase_said, spoken_words

Reading = Literal[
    "answer", "unknown", "repeat", "clarify", "hint", "asks_answer", "move_on", "small_talk",
    "order", "abuse", "foreign", "off_topic",
]  # fmt: skip

# In this order: who swears while asking for a hint is told to mind her manners first.
CUES: tuple[Reading, ...] = (
    "abuse", "order", "repeat", "hint", "asks_answer", "move_on", "clarify", "unknown",
    "small_talk",
)  # fmt: skip
SHORT = 25  # words; a cue in a longer turn is part of an answer
STRAYED = 30  # words without one that has to do with the question
LONG_WORD = 5  # letters; what shorter words have in common says nothing
STORIES = frozenset({"star", "conversation", "case", "coding"})  # in which any word may belong
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_QUESTION_BACK = re.compile(
    r"(?:^|[.!?,;] *|\b(?:so|and|but|well|sorry|ok|okay) )"
    r"(?:do|does|did|are|is|should|shall|can|could|may|would|which|what|who|when|where|how)"
    r" (?:you|we|i|it|this|that|there|the|kind|sort|exactly|many|much)\b[^.!]*\?\W*$"
)


def read_answer(text: str, question: Question, plan: Plan) -> Reading:
    """The kind of the turn `text`, said to `question`."""
    words = spoken_words(text)
    if found_key_points(question.key_points, text):
        return "answer"
    if order_spans(text):
        return "order"
    if asks_about_us(text, plan):
        return "answer" if question.place == "last" else "clarify"
    if len(words) <= SHORT:
        short = _short_turn(text, " ".join(words), plan)
        if short is not None:
            return short
    if is_foreign(words):
        return "foreign"
    return "off_topic" if _strays(words, question) else "answer"


def asks_about_us(text: str, plan: Plan) -> bool:
    """Whether her last sentence asks about the interviewer's team, company or work."""
    if not text.rstrip().endswith("?"):
        return False
    return phrase_said(plan.cues.get("about_us", ()), _SENTENCES.split(text.rstrip())[-1])


def _short_turn(text: str, folded: str, plan: Plan) -> Reading | None:
    for kind in CUES:
        if any(f" {cue} " in f" {folded} " for cue in plan.cues.get(kind, ())):
            return kind
    return "clarify" if plan.cues and _QUESTION_BACK.search(text.lower()) else None


def _strays(words: tuple[str, ...], question: Question) -> bool:
    if len(words) < STRAYED or question.format in STORIES:
        return False
    return not _long_words(words) & _long_words(spoken_words(_all_text(question)))


def _long_words(words: tuple[str, ...]) -> set[str]:
    """Content words, cut to their beginnings so that "splits" and "splitting" are one."""
    return {word[:LONG_WORD] for word in words if len(word) >= LONG_WORD} - _COMMON


def _all_text(question: Question) -> str:
    points = (f"{point.text} {' '.join(point.any_of)}" for point in question.key_points)
    rungs = (rung.ask for rung in question.follow_ups)
    mistakes = (mistake.says for mistake in question.mistakes)
    return " ".join((question.ask, question.expert_answer, *points, *rungs, *mistakes))


_COMMON = {word[:LONG_WORD] for word in FUNCTION_WORDS if len(word) >= LONG_WORD} | {
    word[:LONG_WORD] for word in ("really", "actually", "basically", "thing", "things", "people")
}
