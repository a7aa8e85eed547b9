"""The candidate's documents: read before the interview, shown, and turned into questions."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from voiceinterview.app.engines import Say
from voiceinterview.app.settings import Settings
from voiceinterview.content.background_questions import load_background_questions
from voiceinterview.content.documents import read_document
from voiceinterview.content.facts import extract
from voiceinterview.content.facts_file import as_edited, facts_text, place_of, read_facts
from voiceinterview.content.folders import Content
from voiceinterview.content.roles import load_role
from voiceinterview.content.statements import Statement
from voiceinterview.domain.background import Fact, Origin
from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role
from voiceinterview.errors import BadInput
from voiceinterview.interview.picking import draw
from voiceinterview.interview.rounds import Round
from voiceinterview.storage.disk import disk_errors

Review = Callable[[tuple[Fact, ...]], tuple[Fact, ...]]

SHOWN = 90  # characters of a line that is left out
TITLES: dict[Origin, str] = {
    "cv": "from the résumé", "job": "from the job description", "own": "in your own words"
}  # fmt: skip
WEIGHTS: dict[Origin, float] = {"job": 2.0, "own": 2.0, "cv": 1.0}  # of a term, in the picking


def take_background(
    settings: Settings, content: Content, say: Say, review: Review | None
) -> tuple[Fact, ...]:
    """What the interviewer may ask about, said to the user line by line.

    `review` lets the user change it; None where nobody can be asked. With `facts` in the settings
    that file decides; where it is not there yet it is written. Raises `BadInput`, `StorageFull`.
    """
    if not (settings.cv or settings.job or settings.facts):
        return ()
    known = _from_documents(settings, load_role(content, settings.role), say)
    facts = _from_file(Path(settings.facts).expanduser(), known, say) if settings.facts else known
    for line in background_lines(facts):
        say(line)
    if not facts:
        say("background: nothing was found that an interviewer could ask about")
    elif review is not None:
        facts = as_edited(review(facts), facts)
    return facts


def background_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """What was taken, with its place; skills in one line."""
    facts = tuple(facts)
    for origin, title in TITLES.items():
        own = [fact for fact in facts if fact.origin == origin]
        if own:
            yield f"background, {title}:"
        for fact in own:
            if fact.kind != "skill":
                place = place_of(fact).removeprefix(origin).removeprefix(", ")
                kind = "task" if (fact.kind, origin) == ("project", "job") else fact.kind
                yield f"  {kind}{f' ({place})' if place else ''}: {fact.text}"
        if skills := [fact.text for fact in own if fact.kind == "skill"]:
            yield f"  skills: {', '.join(skills)}"


def terms_of(facts: Iterable[Fact]) -> dict[str, float]:
    """The terms that the documents name, with their weight in the picking."""
    terms: dict[str, float] = {}
    for fact in facts:
        if fact.kind == "skill":
            name = fact.text.casefold()
            terms[name] = max(terms.get(name, 0.0), WEIGHTS[fact.origin])
    return terms


def with_background(
    rounds: tuple[Round, ...], facts: tuple[Fact, ...], content: Content, role: Role, seed: int
) -> tuple[tuple[Round, ...], frozenset[str]]:
    """The rounds with questions on the candidate's documents, and the ids of these.

    Each question goes to the first round that has its format, on a line that no other is about.
    """
    lines: dict[str, list[Fact]] = {
        about: sorted(
            (fact for fact in facts if fact.kind == "project" and fact.origin in origins),
            key=lambda fact: draw(f"{seed}/{fact.text}"),
        )
        for about, origins in (("cv", ("cv", "own")), ("job", ("job",)))
    }
    added: dict[str, list[Question]] = {}
    for question in load_background_questions(content, role):
        place = _place(question.template, rounds)
        if place is not None and lines[question.about]:
            added.setdefault(place, []).append(question.on(lines[question.about].pop(0)))
    first = frozenset(question.id for some in added.values() for question in some)
    return tuple(replace(one, bank=(*added.get(one.id, ()), *one.bank)) for one in rounds), first


def _place(question: Question, rounds: Iterable[Round]) -> str | None:
    """Its own stage, else a round in its format, else none."""
    fitting = [one.id for one in rounds if one.formats == (question.format,)]
    own = [one.id for one in rounds if one.id == question.stage]
    return next(iter([*own, *fitting]), None)


def _from_documents(settings: Settings, role: Role, say: Say) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    documents: tuple[tuple[str | None, Origin], ...] = ((settings.cv, "cv"), (settings.job, "job"))
    for name, origin in documents:
        if name is None:
            continue
        document = read_document(Path(name).expanduser())
        found = extract(document, origin, role)
        for one in found.orders:
            _say_left_out(say, f"{name}, {_place_in(one)}", one.text)
        if found.withheld:
            places = "; ".join(map(_place_in, found.withheld))
            say(f"left out, private or broken by a link ({name}): {places}")
        if not found.facts:
            say(f"{name}: nothing in this {document.kind} that an interviewer could ask about")
        facts += found.facts
    return tuple(facts)


def _place_in(one: Statement) -> str:
    return f"page {one.page}, line {one.line}" if one.page else f"line {one.line}"


def _from_file(path: Path, known: tuple[Fact, ...], say: Say) -> tuple[Fact, ...]:
    if path.exists():
        facts, orders = read_facts(path)
        for text in orders:
            _say_left_out(say, str(path), text)
        say(f"facts: read from {path}; to have them written anew, delete it")
        return as_edited(facts, known) if known else facts
    if not known:
        raise BadInput(
            f"{path}: there is no such file",
            "Name --cv or --job beside it, and it is written from them for you to edit.",
        )
    with disk_errors(path, "try again or name another file"):
        path.write_text(facts_text(known), encoding="utf-8")
    say(f"facts: written to {path}; edit it and start again to change what is asked")
    return known


def _say_left_out(say: Say, place: str, text: str) -> None:
    short = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    say(f"left out, it reads like an order to the interviewer ({place}): {short}")
