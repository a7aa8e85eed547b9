"""Which question comes next: one that is new, fits the wishes, and brings what is not there yet.

Every reason against a question has a price, and the cheapest is taken; chance, which is the
seed, decides between equals. Prices are soft: where nothing else is left, a question is asked
again, or at another difficulty, and the plan says so.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from voiceinterview.domain.questions import Question

Level = Literal["easy", "medium", "hard", "mixed"]
LEVELS: Mapping[str, int] = {"easy": 1, "medium": 2, "hard": 3}

# Prices. One is a kind, type, tag or difficulty that the stage has already.
OFF_LEVEL = 100.0  # for each step: whoever names a difficulty means it
ASKED_TODAY = 30.0  # more than all that repeats within a stage
HALVED_IN = 14.0  # days; after two months less than a tag is left
TERM = 2.0  # taken off, for each weight of a term that the candidate's documents name ...
MOST_TERMS = 4.0  # ... up to this weight: less than what was asked lately, more than a type
COMES_FIRST = 1000.0  # taken off
OVERLONG = 3.0  # for each minute more than there is
LATELY = 28.0  # days in which a repetition is worth a word

_JOINTS = str.maketrans("-/_", "   ")  # "A/B test" is the tag "a-b-test", and "A B test" when said


@dataclass(frozen=True)
class Asked:
    """A question that an earlier session asked."""

    question: str
    days_ago: float


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What besides the plan decides which questions come.

    `terms` are words that the candidate's documents name, each with its weight; `first` are ids
    that come before all others.
    """

    seed: int = 0
    difficulty: Level = "mixed"
    past: tuple[Asked, ...] = ()
    terms: Mapping[str, float] = field(default_factory=dict)
    first: frozenset[str] = frozenset()


class Prices:
    """What each question of a bank costs by itself, whatever else is picked."""

    def __init__(self, wishes: Wishes, bank: Iterable[Question]) -> None:
        self.days_ago: dict[str, float] = {}
        for asked in wishes.past:
            last = self.days_ago.get(asked.question, asked.days_ago)
            self.days_ago[asked.question] = min(last, asked.days_ago)
        terms = {_folded(term): weight for term, weight in wishes.terms.items()}
        self._own: dict[str, tuple[float, int, tuple[object, ...]]] = {}
        for question in bank:
            price = _off_level(question, wishes.difficulty)
            price += self._repeated(question) - TERM * min(MOST_TERMS, _worth(question, terms))
            price -= COMES_FIRST if question.id in wishes.first else 0.0
            chance = draw(f"{wishes.seed}/{question.id}")
            self._own[question.id] = (price, chance, _brings(question))

    def of(self, question: Question) -> tuple[float, int, tuple[object, ...]]:
        """The price, a number by which chance decides between equals, and what it brings."""
        return self._own[question.id]

    def _repeated(self, question: Question) -> float:
        days = self.days_ago.get(question.id)
        return 0.0 if days is None else ASKED_TODAY * 0.5 ** (max(0.0, days) / HALVED_IN)


class Picker:
    """Takes questions for one stage. `taken` are the ids that any stage has, shared by all."""

    def __init__(self, bank: Sequence[Question], prices: Prices, taken: set[str]) -> None:
        self.bank = bank
        self.picked: list[Question] = []
        self._prices = prices
        self._taken = taken
        self._there: Counter[object] = Counter()

    @property
    def minutes(self) -> int:
        return sum(question.minutes for question in self.picked)

    @property
    def _places(self) -> set[str | None]:
        return {question.place for question in self.picked}

    def pick(
        self, allowed: Callable[[Question], bool], minutes: float = math.inf
    ) -> Question | None:
        """Take the cheapest of those allowed, of which `minutes` should be enough; None where
        there is none. A stage has one first and one last question at most, and does not consist
        of its last one where it can ask another."""
        fitting = [q for q in self.bank if q.id not in self._taken and allowed(q)]
        fitting = [q for q in fitting if q.place is None or q.place not in self._places]
        if not self.picked:
            fitting = [q for q in fitting if q.place != "last"] or fitting
        if not fitting:
            return None
        best = min(fitting, key=lambda question: self._price(question, minutes))
        self._taken.add(best.id)
        self.picked.append(best)
        self._there.update(self._prices.of(best)[2])
        return best

    def _price(self, question: Question, minutes: float) -> tuple[float, int]:
        own, chance, brings = self._prices.of(question)
        again = sum(map(self._there.__getitem__, brings))
        return own + again + OVERLONG * max(0.0, question.minutes - minutes), chance


def draw(name: str) -> int:
    """A number that looks random and is the same on every machine and Python version."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


def _brings(question: Question) -> tuple[object, ...]:
    """What a stage should not have twice before it has all of it once."""
    kind = (question.format, question.type)
    return (question.difficulty, kind, *question.tags)


def _off_level(question: Question, wanted: Level) -> float:
    return 0.0 if wanted == "mixed" else OFF_LEVEL * abs(question.difficulty - LEVELS[wanted])


def _worth(question: Question, terms: Mapping[str, float]) -> float:
    """The weight of the terms that the question is about."""
    if not terms:
        return 0.0
    points = (point.text for point in question.key_points)
    about = _folded(" ".join((*question.tags, question.ask, *points)))
    return sum(weight for term, weight in terms.items() if term in about)


def _folded(text: str) -> str:
    """With a space before each word, so that a term is found at the beginning of words only."""
    return f" {text.casefold().translate(_JOINTS)}"
