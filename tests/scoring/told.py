"""Answers as they were told, for delivery: words with times, and silences of known length."""

import re
from collections.abc import Iterable, Sequence

from small_plan import small_plan

from voiceinterview.content.delivery_words import load_delivery_words
from voiceinterview.content.folders import find_content
from voiceinterview.domain.delivery import Delivery
from voiceinterview.domain.events import Event
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.speech import Word, samples, text_of, typed_words
from voiceinterview.domain.transcript import Turn
from voiceinterview.scoring.delivery import measure_delivery

WORDS = load_delivery_words(find_content())
WORD = 0.3  # seconds


def placed(text: str, at: float = 0.0, word: float = WORD) -> tuple[Word, ...]:
    """The words of `text` one after the other; "[0.8]" is a silence of so many seconds."""
    words, now = [], at
    for part in text.split():
        if silence := re.fullmatch(r"\[([\d.]+)\]", part):
            now += float(silence[1])
        else:
            words.append(Word(part, samples(now), samples(now + word)))
            now += word
    return tuple(words)


def answer(
    words: Sequence[Word], number: int = 2, question: str = "q1", stage: str = "one"
) -> Turn:
    return Turn(
        number=number,
        speaker="candidate",
        text=text_of(tuple(words)),
        start=words[0].start if words else 0,
        end=words[-1].end if words else 0,
        stage=stage,
        question=question,
        turn=number // 2,
        words=tuple(words),
    )


def told(text: str) -> Delivery:
    """One spoken answer, and nothing else."""
    return measured([answer(placed(text, at=10.0))])


def typed(text: str) -> Delivery:
    return measured([answer(typed_words(text, samples(10)))])


def measured(
    turns: Sequence[Turn], events: Iterable[Event] = (), plan: Plan | None = None
) -> Delivery:
    return measure_delivery(turns, events, plan or small_plan(), WORDS)


def fillers(delivery: Delivery) -> dict[str, int]:
    """Phrase -> how often, over all kinds of fillers."""
    return {use.phrase: use.count for kind in delivery.speech.fillers for use in kind.phrases}


def hedges(delivery: Delivery) -> dict[str, int]:
    return {use.phrase: use.count for kind in delivery.speech.hedges for use in kind.phrases}
