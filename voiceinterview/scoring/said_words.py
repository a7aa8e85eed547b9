"""What the candidate said, word by word, so that another wording can be held against it. Pure."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.sentences import take_sentences
from voiceinterview.scoring.plain_words import IRREGULAR, NEGATIONS, PLAIN

NEAR = 90.0  # RapidFuzz ratio: a name that the recognizer misspelled, and its right spelling
SHORTEST_NEAR = 6  # letters; shorter words with one other letter are other words
NEGATED = 4  # words that a negation reaches ahead, within its clause
COMPANY = 8  # words on either side of another that it was said with
OWNED = 6  # words that a subject reaches ahead, within its sentence

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|[^\W\d_]+(?:'[^\W\d_]+)*|[.,;:!?…–—]|[%$€£]")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_SIGNS = {"%": "percent", "$": "dollar", "€": "euro", "£": "pound"}
_SCALED = re.compile(r"\b(\d+(?:\.\d+)?) (1000000000000|1000000000|1000000|1000|100)\b")
_YEAR = re.compile(r"\b(19|20) ([1-9]\d)\b")
_HALF = re.compile(r"\bhalf (?:an? )?(100|1000|1000000|1000000000)\b", re.IGNORECASE)
_ENDINGS = ("'s", "s'", "s", "es", "ed", "d", "ing")
_SHORTEST_STEM = 3  # letters
_SUBJECTS = {
    **dict.fromkeys(("i", "i'd", "i've", "i'm", "i'll"), "I"),
    **dict.fromkeys(("we", "we'd", "we've", "we're", "we'll"), "we"),
    **dict.fromkeys(("he", "he'd", "he's", "he'll"), "he"),
    **dict.fromkeys(("she", "she'd", "she's", "she'll"), "she"),
    **dict.fromkeys(("they", "they'd", "they've", "they're", "they'll"), "they"),
    **dict.fromkeys(("you", "you'd", "you've", "you're", "you'll"), "you"),
}


@dataclass(frozen=True)
class Token:
    """A word or number, folded. `negated`: a negation reaches it; `subject`: the last person
    named before it in the sentence, "" for none. `name`: it is written with a capital letter
    where the sentence does not ask for one. `raw` is how it was written."""

    text: str
    raw: str = ""
    negated: bool = False
    subject: str = ""
    name: bool = False

    @property
    def number(self) -> bool:
        return self.text[0].isdigit()

    @property
    def plain(self) -> bool:
        return self.text in PLAIN


BREAK = Token(".")  # between turns, so that no word keeps company over it


@dataclass(frozen=True)
class Use:
    """A token of the candidate's and where it stands among her words."""

    token: Token
    place: int


@dataclass
class Said:
    """All that was said, in order; `uses` by every form that a word may have been."""

    tokens: list[Token] = field(default_factory=list)
    uses: dict[str, list[Use]] = field(default_factory=lambda: defaultdict(list))
    pairs: set[tuple[str, str]] = field(default_factory=set)

    def find(self, token: Token) -> Sequence[Use]:
        """Where the word was said in any inflection, or as the recognizer misspelled it."""
        if token.number:
            return self.uses.get(token.text, ())
        found = [use for form in forms(token.text) for use in self.uses.get(form, ())]
        if found or len(token.text) < SHORTEST_NEAR:
            return found
        return self._near(token.text)

    def exact(self, token: Token) -> bool:
        """Whether the word was said to the letter; of a long one, nearly."""
        bare = token.text.removesuffix("'s")
        if any(use.token.text.removesuffix("'s") == bare for use in self.uses.get(bare, ())):
            return True
        return len(bare) >= SHORTEST_NEAR and bool(self._near(bare))

    def _near(self, word: str) -> list[Use]:
        from rapidfuzz import fuzz

        near = [
            form
            for form in self.uses
            if len(form) >= SHORTEST_NEAR and form[0] == word[0] and fuzz.ratio(form, word) >= NEAR
        ]
        return [use for form in near for use in self.uses[form]]


def said_in(texts: Iterable[str]) -> Said:
    """Index what was said; each text is a turn."""
    said = Said()
    for text in texts:
        for sentence in sentences_of(text):
            tokens = tokens_of(sentence)
            said.pairs.update((one.text, other.text) for one, other in pairwise(tokens))
            for token in tokens:
                use = Use(token, len(said.tokens))
                said.tokens.append(token)
                for form in {token.text} if token.number else forms(token.text):
                    said.uses[form].append(use)
        said.tokens += [BREAK] * COMPANY
    return said


def own_text(turn: Turn, places: Sequence[tuple[str, int, int]], own: Sequence[bool]) -> str:
    """A turn without the words that are not the candidate's own; each leaves the end of a
    sentence in its place, so that nothing is joined over it."""
    letters = list(turn.text)
    for (_, low, high), kept in zip(places, own, strict=True):
        if not kept:
            letters[low:high] = [" "] * (high - low - 1) + ["."]
    return "".join(letters)


def sentences_of(text: str) -> list[str]:
    sentences, rest = take_sentences(text)
    return [part for part in (*sentences, rest) if part.strip()]


def tokens_of(sentence: str) -> list[Token]:
    """Words and numbers; numbers in digits, however they were written."""
    tokens: list[Token] = []
    negation, subject, subject_at = -NEGATED - 1, "", 0
    fresh = True  # the next word begins the sentence, or what is quoted in it
    for match in _TOKEN.finditer(with_digits(sentence)):
        raw = match[0]
        if raw[0] in ".,;:!?…–—":
            negation = -NEGATED - 1
            fresh = fresh or raw[0] in ".:!?"
            continue
        word = _SIGNS.get(raw) or raw.casefold()
        place = len(tokens)
        near = place - subject_at <= OWNED
        tokens.append(
            Token(
                word,
                raw,
                negated=place - negation <= NEGATED,
                subject=subject if near else "",
                name=raw[0].isupper() and not fresh and word not in _SUBJECTS,
            )
        )
        fresh = False
        if word in NEGATIONS:
            negation = place
        if word in _SUBJECTS:
            subject, subject_at = _SUBJECTS[word], place
    return tokens


def with_digits(text: str) -> str:
    """ "thirty-five percent" as "35 percent", "1.2 million" as "1200000", "twenty twenty-three" as
    "2023"."""
    from text_to_num import alpha2digit

    plain = unicodedata.normalize("NFKC", text.replace("’", "'").replace("‘", "'"))
    plain = plain.encode("utf-8", "replace").decode("utf-8")  # a typed answer may hold anything
    spoken: str = alpha2digit(_HYPHEN.sub(" ", plain), "en", threshold=0)
    spoken = re.sub(r"(?<=\d),(?=\d{3}\b)", "", spoken)
    spoken = _HALF.sub(lambda found: str(int(found[1]) // 2), spoken)
    while (joined := _SCALED.sub(_product, spoken)) != spoken:
        spoken = joined
    return _YEAR.sub(r"\1\2", spoken)


def _product(found: re.Match[str]) -> str:
    value = float(found[1]) * int(found[2])
    return str(int(value)) if value == int(value) else str(value)


@lru_cache(maxsize=4096)
def forms(word: str) -> frozenset[str]:
    """What an inflected word may be a form of: "making" of "make". Inflection only: what a stemmer
    takes away besides ("normalization", "normal") makes other terms."""
    found = {word}
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            found |= {stem, f"{stem}e"}
            if stem[-1] == stem[-2]:
                found.add(stem[:-1])
            if stem[-1] == "i":
                found.add(f"{stem[:-1]}y")
    irregular = [group for group in IRREGULAR if group & found]
    return frozenset(found).union(*irregular)
