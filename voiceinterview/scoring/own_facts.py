"""Does a rewritten answer hold nothing but what the candidate said? Pure.

A sentence stands only if
- every word of it is the candidate's, in some inflection, or says nothing of its own (`PLAIN`);
  every number is hers, however she spoke it, and what is written as a name she said to the letter;
- a number counts what it counted when she said it, and most words stand next to words that they
  stood near, so that no result is claimed of what it was not a result of;
- a word that she only denied is denied, one that she only affirmed is not, and what she only said
  of "we" or "him" is not said of "I".
A gap, `[say here: ...]`, may also use words of the bank's question, no number or name among them;
another gap is taken out of its sentence. What does not stand is cut; where too little is left the
whole is refused.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from voiceinterview.domain.rewrites import GAP
from voiceinterview.interview.english import FUNCTION_WORDS
from voiceinterview.interview.orders import order_spans
from voiceinterview.scoring.plain_words import GAP_WORDS, NEGATIONS
from voiceinterview.scoring.said_words import (
    COMPANY,
    Said,
    Token,
    forms,
    sentences_of,
    tokens_of,
)

LEAST_KEPT = 0.5  # share of the sentences
LEAST_WORDS = 15  # a sentence or two
LONGEST = 3_000  # characters; three minutes of speech
AFTER = 3  # words in which what a number counts follows it
BEFORE = 4  # words in which it stands before it, where nothing follows
LEAST_TOGETHER = 0.5  # of neighbors in a sentence, near each other in what was said too
LONGEST_GAP = 15  # words
MOST_TOLD = 6
_MARKS = set(" .,;:!?'\"“”‘’()-–—…%$€£/+#&0123456789")
_LOOSE_END = re.compile(r"[\s,;:]+([.!?]?)$")  # where a gap was taken out
_UNITS = {"percent", "dollar", "euro", "pound"}
_PEOPLE_ELSE = {"we", "he", "she", "they", "you"}
_ORDINALS = {"1st", "2nd", "3rd"}


@dataclass(frozen=True)
class Checked:
    """`text` is what stands, "" where too little does; `added` says what did not, in words."""

    text: str
    cut: int
    added: tuple[str, ...]


def check_rewrite(text: str, said: Said, bank: Iterable[str]) -> Checked:
    """`bank` are texts of the question, whose words gaps may use."""
    known = _words_of(bank)
    sentences = sentences_of(cleaned(text)[:LONGEST])
    kept: list[str] = []
    added: list[str] = []
    for sentence in sentences:
        rest, wrong_gaps = _with_good_gaps(sentence, said, known)
        wrong = tuple(dict.fromkeys(_added(GAP.sub(" ", rest), said)))
        kept += [] if wrong or not tokens_of(rest) else [rest]
        added += (*wrong_gaps, *wrong)
    words = sum(len(tokens_of(GAP.sub(" ", sentence))) for sentence in kept)
    enough = len(kept) >= LEAST_KEPT * len(sentences) and words >= LEAST_WORDS
    return Checked(
        text=" ".join(kept) if enough else "",
        cut=len(sentences) - len(kept),
        added=tuple(dict.fromkeys(added))[:MOST_TOLD],
    )


def cleaned(text: str) -> str:
    """One line of characters that are what they look like; what is checked is what is shown."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(c if c.isprintable() else " " for c in plain).split())


def _words_of(bank: Iterable[str]) -> frozenset[str]:
    """Without its numbers and names: they are an expert's."""
    sentences = (sentence for text in bank for sentence in sentences_of(text))
    tokens = (token for sentence in sentences for token in tokens_of(sentence))
    return frozenset(token.text for token in tokens if not token.number and not token.name)


def _with_good_gaps(sentence: str, said: Said, bank: frozenset[str]) -> tuple[str, list[str]]:
    """The sentence without gaps that hold something, and what they held."""
    wrong: list[str] = []

    def judged(gap: re.Match[str]) -> str:
        found = tuple(_in_gap(gap[1], said, bank))
        wrong.extend(found)
        return "" if found else gap[0]

    rest = " ".join(GAP.sub(judged, sentence).split())
    return (_LOOSE_END.sub(r"\1", rest) if wrong else rest), wrong


def _added(rest: str, said: Said) -> Iterator[str]:
    """What in a sentence without gaps is not the candidate's."""
    if strange := sorted({c for c in rest if not c.isalpha() and c not in _MARKS}):
        yield f"the signs {''.join(strange)}"
    if order_spans(rest):
        yield "an order to the rater"
    tokens = tokens_of(rest)
    yield from _unsaid(tokens, said)
    yield from _misplaced(tokens, said)
    yield from _taken_over(tokens, said)


def _in_gap(gap: str, said: Said, bank: frozenset[str]) -> Iterator[str]:
    tokens = tokens_of(gap)
    if len(tokens) > LONGEST_GAP or not all(c.isalpha() or c in _MARKS for c in gap):
        yield "a gap that is none"
    for token in tokens:
        own = said.exact(token) if token.name else bool(said.find(token))
        general = token.text in GAP_WORDS or token.text in bank
        if not own and (token.number or token.name or not general):
            yield _quoted(token)


def _unsaid(tokens: Sequence[Token], said: Said) -> Iterator[str]:
    """Numbers with what they count, names, and every other word that she did not say."""
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else None
        if token.number and not said.find(token) and not _opens(tokens, place):
            yield _quoted(token, *_counted(tokens, place))
        elif token.name and not said.exact(token):
            yield _quoted(token)
        elif not token.number and not token.plain and not said.find(token):
            told = before is not None and before.number and not said.find(before)
            yield from () if told else (_quoted(token),)
    for one, other in pairwise(tokens):
        if one.name and other.name and (one.text, other.text) not in said.pairs:
            yield _quoted(one, other)


def _misplaced(tokens: Sequence[Token], said: Said) -> Iterator[str]:
    """Words that are hers and yet not what she said."""
    for place, token in enumerate(tokens):
        uses = said.find(token)
        if not uses or token.text in NEGATIONS:
            continue
        if token.number and not _opens(tokens, place):
            if not any(_counts_the_same(tokens, place, said, use.place) for use in uses):
                yield f"{_quoted(token, *_counted(tokens, place))}, said of something else"
        elif not token.number and not token.plain:
            denied = {use.token.negated for use in uses}
            if token.negated not in denied:
                yield f"{_quoted(token)}, {'denied' if token.negated else 'no longer denied'}"
    if not _together(tokens, said):
        yield f"{_quoted(*(one for one in tokens if _tells(one)))}, not said together"


def _opens(tokens: Sequence[Token], place: int) -> bool:
    """ "First, ...": it counts the sentences."""
    return place == 0 and tokens[0].text in _ORDINALS


def _counted(tokens: Sequence[Token], place: int) -> Sequence[Token]:
    """What a number is said of: the word after it, () where that says nothing."""
    following = tokens[place + 1 : place + 2]
    return [one for one in following if not one.number and one.text not in FUNCTION_WORDS]


def _counts_the_same(tokens: Sequence[Token], place: int, said: Said, hers: int) -> bool:
    """Whether a number counts what it counted where she said it. One that stands alone is held
    against the word before it; "the third one" may be "the third list"."""
    if not tokens[place].text[-1].isdigit():
        return True
    counted = _counted(tokens, place)
    if counted:
        after = said.tokens[hers + 1 : hers + 1 + AFTER]
        return any(forms(counted[0].text) & forms(one.text) for one in after)
    before = [one for one in tokens[max(0, place - BEFORE) : place] if _tells(one)]
    near = said.tokens[max(0, hers - COMPANY) : hers + 1 + COMPANY]
    return not before or any(forms(before[-1].text) & forms(one.text) for one in near)


def _together(tokens: Sequence[Token], said: Said) -> bool:
    """Whether the words that say something stand next to those that they stood near."""
    telling = [one for one in tokens if _tells(one) and said.find(one)]
    pairs = list(pairwise(telling))
    near = sum(
        any(abs(a.place - b.place) <= COMPANY for a in said.find(one) for b in said.find(other))
        for one, other in pairs
    )
    return near >= LEAST_TOGETHER * len(pairs)


def _tells(token: Token) -> bool:
    return not token.plain and token.text not in _UNITS | NEGATIONS


def _taken_over(tokens: Sequence[Token], said: Said) -> Iterator[str]:
    """What "I" does here and others did in her words: the first word after "I" that says more."""
    for place, token in enumerate(tokens[1:], start=1):
        if token.subject != "I" or token.plain or token.number:
            continue
        between = tokens[max(0, place - 4) : place]
        if not all(one.plain for one in between if one.subject == "I"):
            continue  # an object, not the verb
        owners = {use.token.subject for use in said.find(token)}
        if owners and "I" not in owners and owners & _PEOPLE_ELSE:
            who = min(owners & _PEOPLE_ELSE)
            yield f"{_quoted(token)} by “I” where it was “{who}”"


def _quoted(*tokens: Token) -> str:
    return f"“{' '.join(one.raw for one in tokens)[:40]}”"
