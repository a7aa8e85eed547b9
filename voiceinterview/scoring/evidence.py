"""Does a quote stand in the transcript? Raters' quotes are believed only when found there.

Exact: the same words in a row, whatever the case, the punctuation and the spacing. Repaired: a
near match, as when a rater mended a recognizer's spelling or left an article out. Never where the
difference would change what the candidate said: another word ("mean" is no slip for "median"),
another number, a negation in or beside the one and not in the other.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from voiceinterview.domain.ratings import Evidence
from voiceinterview.domain.transcript import Turn
from voiceinterview.scoring.spans import evidence_at

NEAR = 90.0  # RapidFuzz ratio, 0 to 100; two wrong letters in a quote of four words
FEWEST_WORDS = 3  # fewer stand in any transcript by chance; a whole turn may be shorter
# Of two spellings of one word, which also begin with the same letter: "leekage" has 86, where
# "minimize" and "maximize" have 75, "mean" and "median" 80, "causal" and "casual" 83.
ALIKE = 85.0
SHIFT = 2  # words by which a near match may be too short or too long at either end
BESIDE = 3  # words on either side of a near match in which a negation may have been left out
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# Folded as tokens are: without their apostrophes.
_NEGATION = re.compile(
    r"no|not|never|none|nothing|neither|nor|without|hardly|cannot"
    r"|(?:ca|do|does|did|wo|would|is|are|was|were|should|could|have|has|had)nt"
)
_NUMBER = re.compile(
    r".*\d.*|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif"
    r"|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand"
    r"|million|billion|half|third|quarter|twice|double"
)
# A quote that lacks one of these, or has one more, says the same.
_SMALL = re.compile(r"an?|the|u[hm]|erm?|ah|hm+|so|well|like|just|really|and|then|that|to|of")


@dataclass(frozen=True)
class _Tokens:
    """Folded words and where each stands; `joined` has them in a row, one space between."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def joined(self) -> str:
        return " ".join(self.words)


def verify_quote(quote: str, turns: Sequence[Turn], cited: int | None = None) -> Evidence | None:
    """The quote as evidence from one of the candidate's turns; None where it stands in none.

    The turn numbered `cited` is looked at first; a right quote with a wrong number is let pass,
    with the right one.
    """
    own = [turn for turn in turns if turn.speaker == "candidate"]
    own.sort(key=lambda turn: turn.number != cited)
    wanted = _tokens(quote)
    for turn in own:
        if (span := _exact(wanted, _tokens(turn.text))) is not None:
            return evidence_at(turn, *span)
    for turn in own:
        if (span := _near(wanted, _tokens(turn.text))) is not None:
            return evidence_at(turn, *span, repaired=True)
    return None


@lru_cache(maxsize=256)
def _tokens(text: str) -> _Tokens:
    words, spans = [], []
    for match in _TOKEN.finditer(text):
        folded = unicodedata.normalize("NFKC", match.group()).casefold()
        words.append(folded.replace("'", "").replace("’", ""))
        spans.append(match.span())
    return _Tokens(tuple(words), tuple(spans))


def _exact(wanted: _Tokens, spoken: _Tokens) -> tuple[int, int] | None:
    count = len(wanted.words)
    if not count or (count < FEWEST_WORDS and wanted.words != spoken.words):
        return None
    for first in range(len(spoken.words) - count + 1):
        if spoken.words[first : first + count] == wanted.words:
            return spoken.spans[first][0], spoken.spans[first + count - 1][1]
    return None


def _near(wanted: _Tokens, spoken: _Tokens) -> tuple[int, int] | None:
    if min(len(wanted.words), len(spoken.words)) < FEWEST_WORDS:
        return None
    found = fuzz.partial_ratio_alignment(wanted.joined, spoken.joined, score_cutoff=NEAR)
    # A short turn inside a long quote aligns as well; the ratio below refuses it.
    if found is None:
        return None
    touched = list(_touched(spoken.words, found.dest_start, found.dest_end))
    if len(touched) < FEWEST_WORDS:
        return None
    first, last = _fitted(wanted.words, spoken.words, touched[0], touched[-1])
    place = spoken.words[first : last + 1]
    around = spoken.words[max(0, first - BESIDE) : last + 1 + BESIDE]
    if fuzz.ratio(wanted.joined, " ".join(place)) < NEAR:
        return None
    if _negations(wanted.words) != _negations(around) or _numbers(wanted.words) != _numbers(place):
        return None
    if not all(_slip(ours, theirs) for ours, theirs in _differences(wanted.words, place)):
        return None
    return spoken.spans[first][0], spoken.spans[last][1]


def _fitted(wanted: Sequence[str], spoken: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """The place with a few words more or less at its ends, as fits best: what was found is as
    long as the quote, also where the quote has left a word out."""
    joined = " ".join(wanted)
    starts = range(max(0, first - SHIFT), first + SHIFT + 1)
    ends = range(max(first + SHIFT, last - SHIFT), min(len(spoken), last + SHIFT + 1))

    def fit(place: tuple[int, int]) -> float:
        return fuzz.ratio(joined, " ".join(spoken[place[0] : place[1] + 1]))

    return max([(first, last), *product(starts, ends)], key=fit)


def _touched(words: Sequence[str], start: int, end: int) -> Iterable[int]:
    """The words of which at least half lies between two characters of the joined text."""
    position = 0
    for number, word in enumerate(words):
        low, high = max(start, position), min(end, position + len(word))
        if 2 * (high - low) >= len(word):
            yield number
        position += len(word) + 1


def _negations(words: Iterable[str]) -> list[str]:
    return [word for word in words if _NEGATION.fullmatch(word)]


def _numbers(words: Iterable[str]) -> list[str]:
    return [word for word in words if _NUMBER.fullmatch(word)]


def _differences(
    wanted: Sequence[str], place: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Between words that both have: what the one has there, and what the other."""
    ours = theirs = 0
    for step in [*Levenshtein.opcodes(wanted, place), None]:
        if step is not None and step.tag != "equal":
            continue
        low, high = (len(wanted), len(place)) if step is None else (step.src_start, step.dest_start)
        if ours < low or theirs < high:
            yield wanted[ours:low], place[theirs:high]
        if step is not None:
            ours, theirs = step.src_end, step.dest_end


def _slip(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the two are one word spelled in two ways, small words apart."""
    one, other = (
        "".join(word for word in side if not _SMALL.fullmatch(word)) for side in (ours, theirs)
    )
    return one == other or (one[:1] == other[:1] and fuzz.ratio(one, other) >= ALIKE)
