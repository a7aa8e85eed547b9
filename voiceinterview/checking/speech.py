"""Whether what she says can be spoken and followed by ear."""

import re
from collections.abc import Iterator

from voiceinterview.checking.looking import (
    Check,
    Look,
    asks_of,
    fault,
    free_pieces,
    is_asked,
    loose_pieces,
    says,
)
from voiceinterview.checking.record import Record, Reply
from voiceinterview.interview.english import is_foreign
from voiceinterview.interview.phrases import spoken_words
from voiceinterview.interview.sentences import asks

MAX_SENTENCES = 3  # beside the bank's own question
LONGEST_SENTENCE = 45  # words; a listener loses the beginning of a longer one
LONGEST_REPLY = 60  # words beside the plan's own text
CEREMONIES = ("open", "next_stage", "close")  # greeting and farewell have a length of their own

_MARKUP = re.compile(r"[*_`#|~]|^\s*(?:[-•]|\d+[.)])\s|^\s*>")
_JSON = re.compile(r"[{}]|\"\w+\"\s*:|\b(?:MOVE|HEARD)\b")
_LINK = re.compile(r"https?:|www\.|\w@\w+\.\w|\b[\w-]+\.(?:com|org|net|io|dev|ai|py|md)\b", re.I)
_DIGITS = re.compile(r"\w*\d[\w.,]*\b")
_SIGN = re.compile(r"""[^\w\s.,;:?!'’‘"“”…–—()\[\]{}*`#|~<>-]""")
_SHORT_FORM = re.compile(r"\b(?:e\.g\.|i\.e\.|etc\.|vs\.|approx\.|w/)", re.I)
_DIRECTION = re.compile(r"[(\[<][^)\]>]*[)\]>]|\*\w+\*")
_LABEL = re.compile(r"^\W*(?:interviewer|assistant|ai|me|question|answer|move)\s*:", re.I)


def one_question(record: Record) -> Iterator[Look]:
    for reply in record.replies:
        given = {ask for ask in _asks_of_plan(record) if is_asked(ask, reply)}
        whole = [ask for ask in given if not any(ask != one and says(ask, one) for one in given)]
        own = [piece.text for piece in loose_pieces(record, reply) if asks(piece.text)]
        count = len(whole) + len(own)
        yield fault(reply, f"asks {count} things") if count > 1 else None


def three_sentences(record: Record) -> Iterator[Look]:
    for reply in _conversation(record):
        count = len(loose_pieces(record, reply))
        problem = f"{count} sentences beside the bank's question"
        yield fault(reply, problem) if count > MAX_SENTENCES else None


def short_sentences(record: Record) -> Iterator[Look]:
    for reply in record.replies:
        for piece in reply.pieces:
            length = len(piece.text.split())
            long = length > LONGEST_SENTENCE
            yield fault(reply, f"a sentence of {length} words", piece.text) if long else None


def no_lecture(record: Record) -> Iterator[Look]:
    for reply in _conversation(record):
        length = sum(len(piece.text.split()) for piece in loose_pieces(record, reply))
        yield fault(reply, f"{length} words of its own") if length > LONGEST_REPLY else None


def in_english(record: Record) -> Iterator[Look]:
    for reply in record.replies:
        for piece in free_pieces(record, reply):
            foreign = is_foreign(spoken_words(piece.text))
            yield fault(reply, "is not English", piece.text) if foreign else None


def no_digits(record: Record) -> Iterator[Look]:
    """Numbers are written as they are said, but for those that the candidate said or the bank
    has (the number of a line of code)."""
    for reply in record.replies:
        heard = " ".join(turn.text for turn in record.turns if turn.place < reply.place)
        said = " ".join(piece.text for piece in loose_pieces(record, reply))
        found = [word for word in _DIGITS.findall(said) if word not in heard]
        yield fault(reply, f"{found[0]!r} is not written as it is said") if found else None


def _without(pattern: re.Pattern[str], problem: str) -> Check:
    """A check that nothing in what is said looks like that."""

    def check(record: Record) -> Iterator[Look]:
        for reply in record.replies:
            found = next((m for p in reply.pieces if (m := pattern.search(p.text))), None)
            yield fault(reply, f"{problem}: {found[0]!r}") if found else None

    return check


def _asks_of_plan(record: Record) -> tuple[str, ...]:
    return tuple(
        ask for stage in record.plan.stages for one in stage.questions for ask in asks_of(one)
    )


def _conversation(record: Record) -> Iterator[Reply]:
    return (reply for reply in record.replies if reply.move not in CEREMONIES and not reply.opened)


CHECKS: dict[str, Check] = {
    "one-question": one_question,
    "three-sentences": three_sentences,
    "short-sentences": short_sentences,
    "no-lecture": no_lecture,
    "in-english": in_english,
    "no-digits": no_digits,
    "no-markup": _without(_MARKUP, "markup"),
    "no-json": _without(_JSON, "a part for the program"),
    "no-link": _without(_LINK, "an address"),
    "no-signs": _without(_SIGN, "a sign that a voice cannot read"),
    "no-short-forms": _without(_SHORT_FORM, "a short form"),
    "no-stage-directions": _without(_DIRECTION, "a stage direction"),
    "no-speaker-label": _without(_LABEL, "a label"),
}
