"""What a résumé or a job description says that an interviewer may ask about, to the letter.

Found by program: no model reads the document, and nothing is put in other words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from voiceinterview.content.documents import Document
from voiceinterview.content.private_details import broken_by_link, is_private, without_links
from voiceinterview.content.statements import Statement, reads_like_order, statements_of
from voiceinterview.domain.background import Fact, FactKind, Origin
from voiceinterview.domain.questions import KeyPoint
from voiceinterview.domain.role import Role
from voiceinterview.interview.phrases import key_point_places, spoken_words

MOST: dict[FactKind, int] = {"title": 3, "years": 3, "project": 8, "skill": 24}
LONGEST = 22  # words of a project or a task; what is read aloud must be held in mind
CLAUSE = 8  # words that are enough where the rest would be cut off in the middle
SHORTEST = 5
TITLE_WORDS = 12
LETTERS = 0.65  # of a statement; what has fewer is a table, a number or an address

_TITLE = re.compile(
    r"\b(?:scientist|engineer|analyst|developer|researcher|statistician|architect|consultant"
    r"|programmer|econometrician|actuary|intern|(?:data|analytics|product|team|engineering|ml|ai)"
    r" (?:manager|lead|head)|head of (?:data|analytics|ml|ai|machine learning))\b",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\b(?:\d{1,2}\+?|two|three|four|five|six|seven|eight|nine|ten)(?: ?(?:-|–|to) ?\d{1,2})?\+?"
    r" (?:or more )?years?\b(?:['’]? (?:of )?(?:[\w-]+ ){0,3}?experience\b)?",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?<=[.!?;,])\s|\s(?=[–—(])")
_DONE = frozenset((
    "achieved", "analyzed", "analysed", "architected", "automated", "built", "coached",
    "containerized", "created", "cut", "decreased", "defined", "delivered", "deployed", "designed",
    "developed", "drove", "engineered", "established", "evaluated", "forecast", "founded", "headed",
    "implemented", "improved", "increased", "integrated", "introduced", "investigated", "launched",
    "led", "maintained", "managed", "mentored", "migrated", "modeled", "modelled", "optimized",
    "optimised", "owned", "planned", "predicted", "prepared", "presented", "productionized",
    "prototyped", "ran", "rebuilt", "reduced", "refactored", "replaced", "researched", "reviewed",
    "scaled", "set", "shipped", "shortened", "simplified", "standardized", "supervised", "taught",
    "tested", "trained", "tuned", "validated", "worked", "wrote",
))  # fmt: skip
# Terms of a vocabulary that documents use in their everyday sense.
_EVERYDAY = frozenset((
    "accuracy", "precision", "recall", "lift", "prior", "posterior", "merge", "generator",
    "decorator", "equity", "retention", "activation", "variance", "entropy", "pruning", "shrinkage",
    "momentum", "warmup", "peeking", "interference", "funnel", "roadmap", "stakeholder", "churn",
    "backfill", "throughput", "boosting", "ensemble", "logit", "binning", "rollback", "perceptron",
    "feast", "notice period", "base salary", "take-home assignment", "sample size",
    "network effect",
))  # fmt: skip


@dataclass(frozen=True)
class Extract:
    """`orders` read like orders to the interviewer; nothing of them is among the facts. Of
    `withheld` little or nothing is: they say how to reach somebody, or a link breaks them."""

    facts: tuple[Fact, ...]
    orders: tuple[Statement, ...]
    withheld: tuple[Statement, ...] = ()


def extract(document: Document, origin: Origin, role: Role) -> Extract:
    """Titles, years, projects (or tasks) and the role's terms, each with its place."""
    every = statements_of(document.lines)
    orders = tuple(one for one in every if _gives_orders(one))
    plain = [one for one in every if one not in orders]
    private = [one for one in plain if is_private(one.text)]
    told = [one for one in plain if one.section != "aside" and one not in private]
    broken = [one for one in told if broken_by_link(one, SHORTEST)]
    asked = [part for one in told for part in without_links(one)]
    found: dict[FactKind, Iterable[Fact]] = {
        "title": _facts("title", origin, _titles(asked)),
        "years": _facts("years", origin, _years(asked)),
        "project": _facts("project", origin, _projects(asked, origin)),
        "skill": _facts("skill", origin, _skills(asked, role)),
    }
    facts = tuple(fact for kind, some in found.items() for fact in _first(some, MOST[kind]))
    return Extract(facts, orders, tuple(one for one in plain if one in private or one in broken))


def _gives_orders(one: Statement) -> bool:
    parts = without_links(one)
    return reads_like_order(one.text) or any(reads_like_order(part.text) for part in parts)


def _facts(
    kind: FactKind, origin: Origin, found: Iterable[tuple[Statement, str]]
) -> Iterator[Fact]:
    return (Fact(kind, text, origin, one.line, one.page) for one, text in found)


def _first(facts: Iterable[Fact], most: int) -> list[Fact]:
    """Each text once."""
    different = {fact.text.casefold(): fact for fact in reversed(list(facts))}
    return list(reversed(different.values()))[:most]


def _titles(statements: Iterable[Statement]) -> Iterator[tuple[Statement, str]]:
    for one in statements:
        ended = one.text.endswith((".", "!", "?"))
        if _TITLE.search(one.text) and len(one.text.split()) <= TITLE_WORDS and not ended:
            yield one, one.text


def _years(statements: Iterable[Statement]) -> Iterator[tuple[Statement, str]]:
    for one in statements:
        if "experience" in one.text.lower():
            yield from ((one, match[0]) for match in _YEARS.finditer(one.text))


def _projects(statements: Iterable[Statement], origin: Origin) -> Iterator[tuple[Statement, str]]:
    """In a résumé what was done, in a posting what is to be done."""
    for one in statements:
        text = _shortened(one.text)
        words = text.split()
        if len(words) < SHORTEST or not _is_prose(text):
            continue
        done = words[0].lower().rstrip(",") in _DONE
        section = "work" if origin == "cv" else "tasks"
        if done or (one.bullet and one.section == section):
            yield one, text


def _skills(statements: Sequence[Statement], role: Role) -> Iterator[tuple[Statement, str]]:
    """The role's terms, in the order in which the document names them."""
    terms = [term for term in _terms(role) if term not in _EVERYDAY]
    for one in statements:
        said = f" {' '.join(spoken_words(one.text))}"
        places: list[tuple[int, int]] = []
        for term in terms:
            if f" {' '.join(spoken_words(term))}" in said:
                places += _places(term, one.text)
        for start, end in _widest(places):
            yield one, one.text[start:end]


def _terms(role: Role) -> Iterator[str]:
    yield from role.vocabulary
    for group in role.core_skills:
        yield group.name


def _places(term: str, text: str) -> Iterator[tuple[int, int]]:
    """Where whole words show the term; an acronym only where it is written as one."""
    for start, end in key_point_places(KeyPoint(term, term, 1, (term,)), text)[:1]:
        while end < len(text) and text[end].isalnum():
            end += 1
        acronym = sum(letter.isupper() for letter in term) > 1 and " " not in term
        if not acronym or term in text[start:end]:
            yield start, end


def _widest(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Without those that lie inside another: "random forest" is no "forest" besides."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def _shortened(text: str) -> str:
    """The beginning that can be held in mind: whole clauses where that leaves enough."""
    words = text.split()
    if len(words) <= LONGEST:
        return text
    start = " ".join(words[:LONGEST])
    cuts = [match.start() for match in _CUT.finditer(start)]
    whole = start[: cuts[-1]].rstrip(" ,;") if cuts else ""
    return whole if len(whole.split()) >= CLAUSE else start


def _is_prose(text: str) -> bool:
    return sum(one.isalpha() or one == " " for one in text) >= LETTERS * len(text)
