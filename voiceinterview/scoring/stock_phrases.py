"""Fillers, hedges and the role's terms, found in one pass over a turn's tokens. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from voiceinterview.domain.delivery_measures import KindCount, PhraseCount, PhraseUse
from voiceinterview.domain.delivery_words import DeliveryWords, PhraseKind, StockPhrase
from voiceinterview.interview.phrases import spoken_words
from voiceinterview.scoring.spoken_turn import SpokenTurn, Token

T = TypeVar("T")


@dataclass(frozen=True)
class Match(Generic[T]):
    """The tokens `first` to `last` are the phrase that `meaning` was filed under."""

    meaning: T
    first: int
    last: int


class PhraseIndex(Generic[T]):
    """Phrases by their first word, so that a text of n words is searched in n steps."""

    def __init__(self, phrases: Iterable[tuple[str, T]], *, plurals: bool = False) -> None:
        """With `plurals` the last word of a phrase may have an s or es more."""
        self._plurals = plurals
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, meaning in phrases:
            if words := spoken_words(phrase):
                for head in self._forms(words[0]) if len(words) == 1 else (words[0],):
                    self._by_first.setdefault(head, []).append((words, meaning))
        for filed in self._by_first.values():
            filed.sort(key=lambda pair: -len(pair[0]))

    def find(
        self, tokens: Sequence[Token], counts: Callable[[T, int, int], bool] = lambda *_: True
    ) -> list[Match[T]]:
        """The longest phrase at each place that `counts` (meaning, first, last); no two overlap,
        and none runs on over a comma or a full stop."""
        found: list[Match[T]] = []
        place = 0
        while place < len(tokens):
            match = self._at(tokens, place, counts)
            if match is not None:
                found.append(match)
            place = match.last + 1 if match is not None else place + 1
        return found

    def _at(
        self, tokens: Sequence[Token], place: int, counts: Callable[[T, int, int], bool]
    ) -> Match[T] | None:
        for words, meaning in self._by_first.get(tokens[place].text, ()):
            last = place + len(words) - 1
            if self._stands(words, tokens[place : last + 1]) and counts(meaning, place, last):
                return Match(meaning, place, last)
        return None

    def _stands(self, words: tuple[str, ...], tokens: Sequence[Token]) -> bool:
        return (
            len(tokens) == len(words)
            and all(token.text == word for token, word in zip(tokens, words[:-1], strict=False))
            and tokens[-1].text in self._forms(words[-1])
            and not any(token.after for token in tokens[:-1])
        )

    def _forms(self, word: str) -> tuple[str, ...]:
        return (word, f"{word}s", f"{word}es") if self._plurals else (word,)


Listed = tuple[str, StockPhrase]  # the id of its kind, and the phrase


class StockPhrases:
    """The kinds of phrases that are looked for, ready to be found in any number of turns."""

    def __init__(
        self, kinds: Sequence[PhraseKind], words: DeliveryWords, *, punctuated: bool
    ) -> None:
        """Where nothing is `punctuated`, kinds that need it are not counted at all."""
        self.kinds = kinds
        self._words = words
        self._punctuated = punctuated
        self._index: PhraseIndex[Listed] = PhraseIndex(
            (phrase.text, (kind.id, phrase))
            for kind in kinds
            if self._can_count(kind)
            for phrase in kind.phrases
        )

    def uses(self, spoken: SpokenTurn) -> tuple[PhraseUse, ...]:
        tokens = spoken.tokens

        def counts(listed: Listed, first: int, last: int) -> bool:
            return _counts(listed[1], tokens, first, last, self._words)

        return tuple(
            PhraseUse(
                turn=spoken.turn.number,
                kind=match.meaning[0],
                phrase=match.meaning[1].text,
                first=tokens[match.first].word,
                last=tokens[match.last].word,
                at=spoken.at(tokens[match.first].word),
            )
            for match in self._index.find(tokens, counts)
        )

    def summary(self, uses: Iterable[PhraseUse], words: int) -> tuple[KindCount, ...]:
        """One entry a kind, in the order of the lists; `words` is how many were said in all."""
        by_kind: dict[str, Counter[str]] = {kind.id: Counter() for kind in self.kinds}
        for use in uses:
            by_kind[use.kind][use.phrase] += 1
        return tuple(self._count(kind, by_kind[kind.id], words) for kind in self.kinds)

    def _count(self, kind: PhraseKind, uses: Counter[str], words: int) -> KindCount:
        if not self._can_count(kind):
            return KindCount(kind.id, kind.title, None, None, ())
        return KindCount(
            kind=kind.id,
            title=kind.title,
            count=uses.total(),
            per_hundred_words=100 * uses.total() / words if words else None,
            phrases=most_used(uses),
        )

    def _can_count(self, kind: PhraseKind) -> bool:
        return self._punctuated or not kind.needs_punctuation


def most_used(uses: Counter[str]) -> tuple[PhraseCount, ...]:
    """The most frequent first, equally frequent ones by the alphabet."""
    ranked = sorted(uses.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(PhraseCount(phrase, count) for phrase, count in ranked)


def _counts(
    phrase: StockPhrase, tokens: Sequence[Token], first: int, last: int, words: DeliveryWords
) -> bool:
    """Whether a phrase that stands at `first` to `last` means there what the list means."""
    before = tokens[first - 1] if first else None
    after = tokens[last + 1] if last + 1 < len(tokens) else None
    if before is not None and not before.after and before.text in phrase.not_after:
        return False
    if after is not None and not tokens[last].after and after.text in phrase.not_before:
        return False
    if phrase.before_number and not (after is not None and is_number(after.text, words)):
        return False
    if phrase.bound == "none":
        return True
    if phrase.bound == "opening":
        goes_on = after is not None and tokens[last].after != "sentence"
        return goes_on and _opens(tokens, first, words.hesitations)
    left = before is None or bool(before.after) or before.text in words.hesitations
    right = after is None or bool(tokens[last].after) or after.text in words.hesitations
    return left and right if phrase.bound == "set_off" else left or right


def is_number(token: str, words: DeliveryWords) -> bool:
    return token in words.numbers or (
        not token.isalpha() and any(character.isdigit() for character in token)
    )


def _opens(tokens: Sequence[Token], place: int, hesitations: frozenset[str]) -> bool:
    """Whether a sentence begins at `place`, an "um" before it apart."""
    while place and tokens[place - 1].after != "sentence":
        place -= 1
        if tokens[place].text not in hesitations:
            return False
    return True
