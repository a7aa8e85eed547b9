"""What of a model's words an interviewer may not say: the answer, a verdict, another language.

The prompts forbid it; here it is held to. A sentence that is withheld is replaced by nothing, and
a reply of which nothing is left by the scripted wording.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher

from voiceinterview.interview.course import Course
from voiceinterview.interview.english import is_foreign
from voiceinterview.interview.moves import MoveKind
from voiceinterview.interview.phrases import find_key_point, phrase_said, spoken_words
from voiceinterview.interview.reply_form import is_stray_line
from voiceinterview.interview.sentences import asks, take_sentences

ALIKE = 0.85  # share of words in the same order that makes two questions one


def may_be_said(sentence: str, kind: MoveKind, before: Course) -> bool:
    """Whether a model may say `sentence` for a move of this kind, `before` having been heard."""
    if is_stray_line(sentence) or is_foreign(spoken_words(sentence)):
        return False
    if kind == "feedback":
        return True  # a coached interview is held to hear what was missing
    return not gives_away(sentence, before) and not judges(sentence, before)


def was_asked(sentence: str, lines: Iterable[str]) -> bool:
    """Whether it asks, all but to the letter, what has been asked in one of `lines`."""
    words = spoken_words(sentence)
    earlier = (spoken_words(one) for line in lines for one in _sentences(line) if asks(one))
    return any(SequenceMatcher(None, words, one).ratio() >= ALIKE for one in earlier)


def _sentences(line: str) -> tuple[str, ...]:
    whole, rest = take_sentences(line)
    return (*whole, rest) if rest else whole


def gives_away(sentence: str, course: Course) -> bool:
    """Whether it names a key point that neither the candidate nor the bank's asks have named."""
    named = " ".join((course.question.ask, course.heard, *(r.ask for r in course.follow_ups)))
    return any(
        find_key_point(point, sentence) is not None and find_key_point(point, named) is None
        for point in course.question.key_points
    )


def judges(sentence: str, course: Course) -> bool:
    """Whether it praises or blames, which would leak the score."""
    return phrase_said(course.plan.cues.get("verdict", ()), sentence)
