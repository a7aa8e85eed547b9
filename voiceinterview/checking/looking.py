"""What the checks share: telling the plan's own text from other words, and finding words."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from voiceinterview.checking.record import Piece, Record, Reply
from voiceinterview.domain.checks import Fault
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import Question
from voiceinterview.interview.phrases import joined_words, spoken_words
from voiceinterview.interview.sentences import take_sentences

# A check looks at one place after the other and yields None where it is well, else the fault; one
# that found no place to look at yields nothing, and is not applicable.
Look = Fault | None
Check = Callable[[Record], Iterator[Look]]


def fault(reply: Reply, problem: str, quote: str | None = None) -> Fault:
    return Fault(reply.number, reply.start, reply.text if quote is None else quote, problem)


def says(text: str, said: str) -> bool:
    """Whether the words of `text` stand in a row in `said`."""
    words = joined_words(text)
    return bool(words) and f" {words} " in f" {joined_words(said)} "


def first_of(phrases: Iterable[str], said: str) -> str | None:
    """The first of the phrases whose words stand in a row in `said`."""
    folded = f" {joined_words(said)} "
    return next((phrase for phrase in phrases if f" {joined_words(phrase)} " in folded), None)


def is_asked(ask: str, reply: Reply) -> bool:
    """Whether the reply was meant to say `ask`, whatever of it was heard."""
    return says(ask, reply.meant)


def current_ask(record: Record, reply: Reply) -> str:
    """What was under discussion when the reply began: the last thing asked anew, as it was meant
    to be said; "" before the first question."""
    before = [one for one in record.replies if one.asked and one.number < reply.number]
    if not before:
        return ""
    last = before[-1]
    question = record.question(last.question)
    if question is None:
        return ""
    if last.asked is not None and last.asked.follow_up:
        rung = next((rung.ask for rung in question.follow_ups if is_asked(rung.ask, last)), None)
        return rung or sentences_in(last.meant)[-1]
    return question.ask


def asks_of(question: Question) -> tuple[str, ...]:
    """The question and all its follow-ups."""
    return (question.ask, *(rung.ask for rung in question.follow_ups))


def loose_pieces(record: Record, reply: Reply) -> tuple[Piece, ...]:
    """The pieces that are not the plan's own text: a persona's phrases and a model's words."""
    given = _given(record.plan)
    return tuple(piece for piece in reply.pieces if joined_words(piece.text) not in given)


def free_pieces(record: Record, reply: Reply) -> tuple[Piece, ...]:
    """The pieces that are neither the plan's text nor a phrase of the persona."""
    own = _own_phrases(record.plan)
    return tuple(
        piece
        for piece in loose_pieces(record, reply)
        if not any(pattern.fullmatch(joined_words(piece.text)) for pattern in own)
    )


def runs_of(text: str, length: int) -> set[tuple[str, ...]]:
    """All runs of so many words."""
    words = spoken_words(text)
    return {tuple(words[n : n + length]) for n in range(len(words) - length + 1)}


def follow_up_replies(record: Record) -> Iterator[Reply]:
    return (reply for reply in record.replies if reply.asked and reply.asked.follow_up)


def is_coached(record: Record) -> bool:
    """A coached interview tells what was missing, and may praise."""
    return bool(record.plan.coaching)


def began(record: Record) -> int:
    """The sample at which the interview began: its first sound."""
    return record.replies[0].start if record.replies else 0


def sentences_in(text: str) -> list[str]:
    complete, rest = take_sentences(text)
    return [sentence for sentence in (*complete, rest) if sentence]


@lru_cache(maxsize=8)
def _given_texts(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(joined_words(sentence) for text in texts for sentence in sentences_in(text))


def _given(plan: Plan) -> frozenset[str]:
    """The sentences of the plan, which are spoken to the letter."""
    texts: list[str] = []
    for stage in plan.stages:
        texts += (stage.opening, stage.closing)
        for question in stage.questions:
            texts += (*asks_of(question), *question.hints)
    return _given_texts(tuple(texts))


def _own_phrases(plan: Plan) -> tuple[re.Pattern[str], ...]:
    return _patterns(tuple(text for phrases in plan.persona.phrases.values() for text in phrases))


@lru_cache(maxsize=32)
def _patterns(phrases: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The sentences of a persona's phrases; the candidate's own words may stand for $words."""
    sentences = [sentence for phrase in phrases for sentence in sentences_in(phrase)]
    return tuple(
        re.compile(re.escape(joined_words(sentence.replace("$words", "qqwordsqq")))
                   .replace("qqwordsqq", ".*"))
        for sentence in sentences
    )  # fmt: skip
