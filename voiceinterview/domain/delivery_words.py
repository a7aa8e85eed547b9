"""The word lists that delivery is measured with: what counts as a filler, a hedge, a number."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from voiceinterview.domain.strict import Strict

Bound = Literal["none", "opening", "edged", "set_off"]

HESITATIONS = "hesitations"  # the kind of filler that is a sound and no word: uh, um


@dataclass(frozen=True)
class StockPhrase(Strict):
    """A phrase, in lower case, and where it must stand to count.

    `opening`: first in its sentence, with more to come. `edged`: with a comma, a dash or the
    sentence's end on one side at least. `set_off`: on both sides. `not_before` and `not_after`
    are neighbors beside which it means something else; `before_number` asks for a number next.
    """

    text: str
    bound: Bound = "none"
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    before_number: bool = False


@dataclass(frozen=True)
class PhraseKind(Strict):
    id: str
    title: str
    phrases: tuple[StockPhrase, ...]

    @property
    def needs_punctuation(self) -> bool:
        """Whether some of it can be told from other uses by commas only."""
        return any(phrase.bound != "none" for phrase in self.phrases)


@dataclass(frozen=True)
class DeliveryWords(Strict):
    """All lists of one language. `sha256` is that of the file they were read from."""

    version: str
    language: str
    fillers: tuple[PhraseKind, ...]
    hedges: tuple[PhraseKind, ...]
    clause_openers: frozenset[str]  # a clause may begin with them
    numbers: frozenset[str]
    doubles: frozenset[str]  # said twice in a row on purpose, or by grammar
    function_words: frozenset[str]  # never counted among a speaker's favorite words
    sha256: str = ""

    @cached_property
    def hesitations(self) -> frozenset[str]:
        """The sounds themselves, without meaning."""
        return frozenset(
            phrase.text
            for kind in self.fillers
            if kind.id == HESITATIONS
            for phrase in kind.phrases
        )
