"""A turn of the candidate's as it is measured: tokens, and the words that have times. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from voiceinterview.domain.speech import Word
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.calling import PAUSE as BETWEEN_THOUGHTS
from voiceinterview.interview.phrases import spoken_words
from voiceinterview.scoring.talk_record import PAUSE, Span, TalkRecord

Mark = Literal["", "clause", "sentence", "broken"]  # what stands after a word

_CLOSING = "\"')]”’"
_BROKEN = re.compile(r"(?:\.{2,}|…|[-–—])$")  # a thought that was not finished


@dataclass(frozen=True)
class Token:
    """A folded word; a recognized word may hold several ("trade-off"). `word` is its place."""

    text: str
    word: int
    after: Mark


@dataclass(frozen=True)
class Run:
    """Talk without the interviewer's in it, and how many words it has."""

    span: Span
    words: int


@dataclass(frozen=True)
class Gap:
    """A silence inside a run, between two words of the turn by their places."""

    span: Span
    after: int
    before: int


@dataclass(frozen=True)
class SpokenTurn:
    """`words` counts those with a letter or a number in them, `typed` those of them that were
    typed. `timed` holds the others by their place in `turn.words`."""

    turn: Turn
    tokens: tuple[Token, ...]
    words: int
    typed: int
    timed: Mapping[int, Word]
    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...]

    def at(self, word: int) -> int | None:
        """The first sample of a word of the turn; None where it was typed."""
        return self.timed[word].start if word in self.timed else None


def spoken_turn(turn: Turn, record: TalkRecord, *, writing: bool = False) -> SpokenTurn:
    """Of a turn in which she was `writing` code, a silence between two thoughts is work."""
    tokens = tuple(
        token for place, word in enumerate(turn.words) for token in _tokens(word.text, place)
    )
    counted = {token.word for token in tokens}
    timed = _timed(turn.words, counted, record)
    runs, gaps = _runs(timed, record, writing=writing)
    return SpokenTurn(turn, tokens, len(counted), len(counted) - len(timed), timed, runs, gaps)


def mark_after(text: str) -> Mark:
    """What the punctuation at the end of a word says of the place behind it."""
    bare = text.rstrip(_CLOSING)
    if _BROKEN.search(bare):
        return "broken"
    if bare.endswith((".", "!", "?")):
        return "sentence"
    return "clause" if bare.endswith((",", ";", ":")) else ""


def _tokens(text: str, place: int) -> tuple[Token, ...]:
    parts, mark = _parts(text)
    last = len(parts) - 1
    return tuple(Token(part, place, mark if n == last else "") for n, part in enumerate(parts))


@lru_cache(maxsize=4096)  # a session has some 2,000 different words
def _parts(text: str) -> tuple[tuple[str, ...], Mark]:
    return spoken_words(text), mark_after(text)


def _timed(words: Sequence[Word], counted: set[int], record: TalkRecord) -> dict[int, Word]:
    """The words that were spoken, by place, in order of time."""
    timeless = all(word.start == word.end for word in words)
    spoken = [
        (place, record.words.get(word, word))
        for place, word in enumerate(words)
        if place in counted and not _typed(word, record, timeless=timeless)
    ]
    return dict(sorted(spoken, key=lambda pair: (pair[1].start, pair[0])))


def _typed(word: Word, record: TalkRecord, *, timeless: bool) -> bool:
    """A typed word takes no time, at the moment at which its line was sent. So may a recognized
    one; but a turn of which no word takes time was typed, if no recognizer is known to have
    heard it."""
    if word.start != word.end or word in record.words:
        return False
    return timeless or word.start in record.typed


def _runs(
    timed: Mapping[int, Word], record: TalkRecord, *, writing: bool
) -> tuple[tuple[Run, ...], tuple[Gap, ...]]:
    """Cut where the interviewer spoke, the session stood still or code was written; what silence
    is left is hers."""
    runs: list[Run] = []
    gaps: list[Gap] = []
    last = -1
    for place, word in timed.items():
        run = runs[-1] if runs else None
        silence = word.start - run.span.end if run is not None else 0
        parted = silence >= PAUSE
        works = writing and silence >= BETWEEN_THOUGHTS
        if run is None or works or (parted and record.interrupted(run.span.end, word.start)):
            runs.append(Run(Span(word.start, word.end), 1))
        else:
            if parted:
                gaps.append(Gap(Span(run.span.end, word.start), last, place))
            runs[-1] = Run(Span(run.span.start, max(run.span.end, word.end)), run.words + 1)
        last = place
    return tuple(runs), tuple(gaps)
