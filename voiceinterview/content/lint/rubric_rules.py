"""Rules for rubrics: an anchor says what one would hear, and a criterion is one thing."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from voiceinterview.content.lint.finding import Problems, Rule
from voiceinterview.content.lint.words import LintWords
from voiceinterview.domain.rubrics import Criterion, Rubric

# Anchors as alike as this, by RapidFuzz's token_sort_ratio (0 to 100, the order of the words does
# not count), say nearly the same. Among the shipped rubrics the most alike pair has 73; "Explains
# the cause." and "Explains the cause well." have 86.
NEAR_EQUAL = 85.0
CRITERIA = range(4, 7)  # fewer judge too coarsely; more can no longer be kept apart by ear

_QUOTED = re.compile(r'"[^"]*"')
# What follows only illustrates, and "between this and that" is one thing.
_NOT_JOINED = re.compile(r"\b(such as|for instance|for example)\b.*|\bbetween\b[^,;?]*\band\b")
_AND = re.compile(r"\b(and|as well as)\b|/")


def near_equal_anchors(criterion: Criterion, words: LintWords) -> Problems:
    for one, other in combinations(criterion.anchors, 2):
        alike = fuzz.token_sort_ratio(one.text, other.text)
        if alike >= NEAR_EQUAL:
            problem = f"nearly the same as level {one.level} ({alike:.0f} of 100 alike)"
            yield ["anchors", other.level], problem


def anchors_that_differ_in_degree(criterion: Criterion, words: LintWords) -> Problems:
    for one, other in combinations(criterion.anchors, 2):
        if _without_degrees(one.text, words) == _without_degrees(other.text, words):
            problem = f"differs from level {one.level} in an adverb only, expected another kind"
            yield ["anchors", other.level], problem


def vague_anchors(criterion: Criterion, words: LintWords) -> Problems:
    for anchor in criterion.anchors:
        text = _without(_QUOTED.sub(" ", anchor.text), words.fine)
        for word in _standing_in(text, words.vague):
            problem = f"two raters read {word!r} differently, expected what one would hear"
            yield ["anchors", anchor.level], problem


def double_barreled_question(criterion: Criterion, words: LintWords) -> Problems:
    asked = _NOT_JOINED.sub(" ", criterion.question)
    if match := _AND.search(asked):
        yield ["question"], f"asks for two things, joined by {match.group()!r}; expected one"
        return
    skill = "|".join(map(re.escape, words.skills))
    if match := re.search(rf"\b({skill}) or (\w+ )?({skill})\b", asked, re.IGNORECASE):
        yield ["question"], f"asks for two skills, {match.group()!r}; expected one"


def unheard_criterion(criterion: Criterion, words: LintWords) -> Problems:
    """What a transcript cannot show may be listed as such, and must not be asked for."""
    for word in _standing_in(criterion.question, (*words.unheard, *criterion.cannot_be_heard)):
        yield ["question"], f"no transcript shows {word!r}"
    for anchor in criterion.anchors:
        for word in _standing_in(_QUOTED.sub(" ", anchor.text), words.unheard):
            yield ["anchors", anchor.level], f"no transcript shows {word!r}"


def missing_examples(criterion: Criterion, words: LintWords) -> Problems:
    levels = [anchor.level for anchor in criterion.anchors]
    given = {example.level for example in criterion.examples}
    wanted = (levels[0], levels[-1])
    lacking = [str(level) for level in wanted if level not in given]
    if len(levels) > 2 and given.isdisjoint(levels[1:-1]):
        lacking.append("one between them")
    if lacking:
        yield ["examples"], f"expected an example of level {' and '.join(lacking)}"


def idle_caps(criterion: Criterion, words: LintWords) -> Problems:
    top = criterion.anchors[-1].level
    for number, flag in enumerate(criterion.red_flags):
        if flag.cap >= top:
            yield ["red_flags", number, "cap"], f"a cap at the highest level, {top}, caps nothing"


def number_of_criteria(rubric: Rubric, words: LintWords) -> Problems:
    if (found := len(rubric.criteria)) not in CRITERIA:
        wanted = f"{CRITERIA[0]} to {CRITERIA[-1]}"
        yield ["criteria"], f"expected {wanted} criteria, found {found}"


CRITERION_RULES: Sequence[Rule[Criterion, LintWords]] = (
    Rule("anchors-near-equal", "error", near_equal_anchors),
    Rule("anchors-differ-in-degree", "error", anchors_that_differ_in_degree),
    Rule("anchor-vague", "error", vague_anchors),
    Rule("criterion-double-barreled", "error", double_barreled_question),
    Rule("criterion-unheard", "error", unheard_criterion),
    Rule("examples-missing", "warning", missing_examples),
    Rule("cap-idle", "error", idle_caps),
)
RUBRIC_RULES: Sequence[Rule[Rubric, LintWords]] = (
    Rule("number-of-criteria", "warning", number_of_criteria),
)


def _without_degrees(text: str, words: LintWords) -> tuple[str, ...]:
    kept = (word for word in re.findall(r"\w+", text.lower()) if not word.endswith("ly"))
    return tuple(word for word in kept if word not in words.degrees)


def _without(text: str, phrases: Sequence[str]) -> str:
    return _any_of(tuple(phrases)).sub(" ", text)


def _standing_in(text: str, phrases: Sequence[str]) -> Iterator[str]:
    """Those of the phrases that stand in the text as whole words, each once."""
    seen = dict.fromkeys(match.group().lower() for match in _any_of(tuple(phrases)).finditer(text))
    yield from seen


@lru_cache(maxsize=256)
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
