"""Rules for rubrics: an anchor says what one would hear, and a criterion is one thing."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz

from voiceinterview.content.lint.finding import Problems, Rule
from voiceinterview.content.lint.words import LintWords
from voiceinterview.content.validation import Place
from voiceinterview.domain.rubrics import Criterion, Rubric

# Anchors as alike as this, by RapidFuzz's token_sort_ratio (0 to 100, the order of the words does
# not count), say nearly the same. Among the shipped rubrics the most alike pair has 73; "Explains
# the cause." and "Explains the cause well." have 86.
NEAR_EQUAL = 85.0
CRITERIA = range(4, 7)  # fewer judge too coarsely; more can no longer be kept apart by ear
KEY_POINTS = range(2, 5)  # one sign alone a strong answer may lack; more are not listened for

_QUOTED = re.compile(r'"[^"]*"')
# What follows only illustrates, and "between this and that" is one thing.
_NOT_JOINED = re.compile(r"\b(such as|for instance|for example)\b.*|\bbetween\b[^,;?]*\band\b")
_SENTENCE_END = re.compile(r"(?<=[.;])\s+")
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
        for word in _vague(anchor.text, words):
            problem = f"two raters read {word!r} differently, expected what one would hear"
            yield ["anchors", anchor.level], problem


def double_barreled_question(criterion: Criterion, words: LintWords) -> Problems:
    for problem in _joined(criterion.question, words):
        yield ["question"], f"asks for {problem}"


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


def number_of_key_points(criterion: Criterion, words: LintWords) -> Problems:
    if (found := len(criterion.key_points)) not in KEY_POINTS:
        place: Place = ["key_points"] if found else []
        yield place, f"expected {KEY_POINTS[0]} to {KEY_POINTS[-1]} key points, found {found}"


def vague_key_points(criterion: Criterion, words: LintWords) -> Problems:
    for number, point in enumerate(criterion.key_points):
        for word in _vague(point.text, words):
            problem = f"two raters hear {word!r} differently, expected what one would hear"
            yield ["key_points", number, "text"], problem


def double_barreled_key_points(criterion: Criterion, words: LintWords) -> Problems:
    for number, point in enumerate(criterion.key_points):
        for problem in _joined(_QUOTED.sub(" ", point.text), words):
            yield ["key_points", number, "text"], f"listens for {problem}"


def unheard_key_points(criterion: Criterion, words: LintWords) -> Problems:
    for number, point in enumerate(criterion.key_points):
        unheard = (*words.unheard, *criterion.cannot_be_heard)
        for word in _standing_in(_QUOTED.sub(" ", point.text), unheard):
            yield ["key_points", number, "text"], f"no transcript shows {word!r}"


def key_points_that_are_anchors(criterion: Criterion, words: LintWords) -> Problems:
    """A level said once more tells a rater nothing new to listen for."""
    for number, point in enumerate(criterion.key_points):
        for anchor in criterion.anchors:
            said = [anchor.text, *_SENTENCE_END.split(anchor.text)]
            alike = max(fuzz.token_sort_ratio(point.text, one) for one in said)
            if alike >= NEAR_EQUAL:
                problem = f"nearly the same as the anchor of level {anchor.level}, expected a sign"
                yield ["key_points", number, "text"], problem


def near_equal_key_points(rubric: Rubric, words: LintWords) -> Problems:
    """In all of a rubric: one sign under two criteria would count twice for one thing said."""
    told = [
        (("criteria", n, "key_points", m, "text"), point.text, criterion.id)
        for n, criterion in enumerate(rubric.criteria)
        for m, point in enumerate(criterion.key_points)
    ]
    for (_, text, owner), (place, other, _) in combinations(told, 2):
        alike = fuzz.token_sort_ratio(text, other)
        if alike >= NEAR_EQUAL:
            yield place, f"nearly the same as {text!r} of {owner} ({alike:.0f} of 100 alike)"


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
    Rule("number-of-key-points", "warning", number_of_key_points),
    Rule("key-point-vague", "error", vague_key_points),
    Rule("key-point-double-barreled", "error", double_barreled_key_points),
    Rule("key-point-unheard", "error", unheard_key_points),
    Rule("key-point-is-anchor", "error", key_points_that_are_anchors),
)
RUBRIC_RULES: Sequence[Rule[Rubric, LintWords]] = (
    Rule("number-of-criteria", "warning", number_of_criteria),
    Rule("key-points-near-equal", "error", near_equal_key_points),
)


def _joined(text: str, words: LintWords) -> Iterator[str]:
    """How a text that should be about one thing is about two."""
    told = _NOT_JOINED.sub(" ", text)
    if match := _AND.search(told):
        yield f"two things, joined by {match.group()!r}; expected one"
        return
    skill = "|".join(map(re.escape, words.skills))
    if match := re.search(rf"\b({skill}) or (\w+ )?({skill})\b", told, re.IGNORECASE):
        yield f"two skills, {match.group()!r}; expected one"


def _vague(text: str, words: LintWords) -> Iterator[str]:
    return _standing_in(_without(_QUOTED.sub(" ", text), words.fine), words.vague)


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
