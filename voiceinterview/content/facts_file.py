"""Facts as lines that a candidate can edit: `project [cv, line 6]: Built a ...`."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args

from voiceinterview.content.statements import reads_like_order
from voiceinterview.domain.background import Fact, FactKind
from voiceinterview.errors import BadInput

KINDS = get_args(FactKind)
HEAD = f"""\
# What the interviewer knows of you and of the job, and may ask about.
# Delete a line, change it, or add one. Each begins with {", ".join(KINDS[:-1])} or {KINDS[-1]}.
# Lines that begin with # are not read.
"""
LONGEST_LINE = 400  # characters
_LINE = re.compile(
    rf"^(?P<kind>{'|'.join(KINDS)})\s*"
    r"(?:\[(?P<origin>cv|job|own)(?:, page (?P<page>\d+))?(?:, line (?P<line>\d+))?\])?\s*:"
    r"\s*(?P<text>\S.*)$"
)


def facts_text(facts: Iterable[Fact]) -> str:
    return HEAD + "".join(f"{fact.kind} [{place_of(fact)}]: {fact.text}\n" for fact in facts)


def place_of(fact: Fact) -> str:
    page = f", page {fact.page}" if fact.page else ""
    line = f", line {fact.line}" if fact.line else ""
    return f"{fact.origin}{page}{line}"


def read_facts(path: Path) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """The facts of a file, and the lines left out because they read like orders.

    Raises `BadInput` naming the line that is not a fact.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}"
        raise BadInput(problem, "Delete it; it is written anew from --cv and --job.") from error
    return parse_facts(text, str(path))


def parse_facts(text: str, source: str) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """As `read_facts`. `source` is named in the error."""
    facts, orders = [], []
    for number, line in enumerate(text.splitlines(), 1):
        line = " ".join(line.split())
        if not line or line.startswith("#"):
            continue
        match = _LINE.match(line)
        if match is None or len(line) > LONGEST_LINE:
            raise BadInput(
                f"{source}:{number}: is not a fact: {line[:60]}",
                f"Write a kind ({', '.join(KINDS)}), a colon and some words, or delete the line.",
            )
        if reads_like_order(match["text"]):
            orders.append(match["text"])
        else:
            facts.append(_fact(match))
    return tuple(facts), tuple(orders)


def _fact(match: re.Match[str]) -> Fact:
    values: dict[str, Any] = match.groupdict()  # the pattern holds the kinds and the origins
    return Fact(
        kind=values["kind"],
        text=values["text"],
        origin=values["origin"] or "own",
        line=int(values["line"] or 0),
        page=int(values["page"] or 0),
    )


def as_edited(facts: Iterable[Fact], known: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts, those that are not to the letter among the known ones as the candidate's own.

    A line of a document of which nothing is known today stays that document's. A changed line of
    the posting is still about the job: as the candidate's own it would be asked about as if it
    stood in the résumé.
    """
    there = set(known)
    read = {fact.origin for fact in there}
    return tuple(
        fact if fact in there or fact.origin not in read else _changed(fact) for fact in facts
    )


def _changed(fact: Fact) -> Fact:
    return Fact(fact.kind, fact.text, "job" if fact.origin == "job" else "own")
