"""From lines of a document to statements: wrapped lines joined, sections known, orders apart."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from voiceinterview.content.documents import Line
from voiceinterview.interview.orders import order_spans

Section = Literal["", "work", "tasks", "demands", "aside"]

# Headings as they are written, folded; what stands below a heading that is not here counts as
# part of the document in general.
_HEADINGS: dict[Section, frozenset[str]] = {
    "work": frozenset((
        "experience", "work experience", "professional experience", "employment", "work history",
        "employment history", "career", "projects", "selected projects", "personal projects",
        "key projects", "research", "research experience", "achievements",
    )),
    "tasks": frozenset((
        "responsibilities", "your responsibilities", "key responsibilities", "your tasks", "tasks",
        "what you will do", "what you'll do", "the role", "your role", "about the role", "your job",
        "your mission", "job description", "role description", "day to day",
    )),
    "demands": frozenset((
        "requirements", "your profile", "qualifications", "what you bring", "about you",
        "what we are looking for", "what we're looking for", "your skills",
        "must have", "must haves", "nice to have", "nice to haves", "skills", "technical skills",
        "core skills", "tech stack", "technologies",
    )),
    "aside": frozenset((
        "education", "languages", "interests", "hobbies", "references", "contact", "benefits",
        "what we offer", "we offer", "our offer", "about us", "who we are", "the company", "perks",
        "how to apply", "personal details", "personal information", "certificates",
        "certifications", "publications", "awards", "volunteering",
    )),
}  # fmt: skip
_BULLET = re.compile(r"^(?:[-*+•·▪●‣–—o»>]|\d{1,2}[.)])\s+(?=\S)")
_MARKUP = re.compile(r"^[#*_`\s]+|[*_`\s]+$")
_ENDS = (".", "!", "?", ":", ";")
_WRAPPED = 40  # characters; a shorter line was ended by its writer, not by the margin

# What a document says to whoever processes it. A false alarm costs a line, and is shown.
_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b(?:\W+\w+){0,4}?\W+"
    r"(?:instructions?|prompts?|rules|guidelines|above|previous|everything)\b"
    r"|\b(?:system|developer|assistant|hidden)\W+(?:prompt|message|instructions?)\b"
    r"|^\W*(?:system|assistant|developer|interviewer|user|ai|llm)\s*:"
    r"|\byou\W+are\W+(?:now|no longer)\b|\bfrom now on\b|\bpretend\b|\brole\W?play\b"
    r"|\bact as (?:if|though|an?|the|my)\b"
    r"|\b(?:note|message|instructions?|attention|dear|hey|hello|if you\W+are|addressed)\b"
    r"(?:\W+\w+){0,4}?\W+(?:ai|llm|language model|chatbot|bot|interviewer|assistant|gpt)s?\b"
    r"|\b(?:hire|recommend|approve|advance|shortlist|praise|pass|rate|score|rank|grade)\W+"
    r"(?:this|the|me|him|her)\W*(?:candidate|applicant|person)?\W*"
    r"(?:$|[.!,]|\b(?:as|highly|top|first|highest|at once|strongly|with)\b)"
    r"|\b(?:do not|don't|dont|never|stop|must not)\W+(?:ask|probe|challenge|question|follow up"
    r"|interrupt|mention)\b"
    r"|\bask\b(?:\W+\w+){0,3}?\W+(?:only|nothing|easy|easier|simple|no hard)\b"
    r"|\bonly ask\b|\b(?:reveal|print|repeat|output|leak|read out|give away)\b(?:\W+\w+){0,4}?\W+"
    r"(?:prompts?|instructions?|key points?|answers?|rubric|notes)\b"
    r"|\b(?:end|skip|stop|abort)\W+(?:the|this|all)\W+(?:interview|questions?|round)\b"
    r"|\b(?:highest|full|top|perfect|maximum)\W+(?:scores?|marks?|grade|rating|level)\b"
    r"|<\||\[/?inst\]|</?(?:system|instructions?|prompt)>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """A bullet, a paragraph or a line by itself; `line` and `page` are where it begins."""

    text: str
    line: int
    page: int
    section: Section
    bullet: bool


def reads_like_order(text: str) -> bool:
    """Whether the text tells an interviewer, a rater or a model what to do."""
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    return bool(order_spans(plain) or _TO_A_MACHINE.search(plain))


def statements_of(lines: Iterable[Line]) -> tuple[Statement, ...]:
    """Headings are left out: they only say in which section the others stand."""
    section: Section = ""
    found = []
    for lines_of_one in _joined(lines):
        first = lines_of_one[0]
        whole = " ".join(line.text for line in lines_of_one)
        named = _section_named(whole)
        if named is not None:
            section = named
            continue
        bullet = _BULLET.match(whole)
        text = _MARKUP.sub("", whole[bullet.end() :] if bullet else whole)
        if text:
            place = (first.number, first.page)
            found.append(Statement(text, *place, section, bullet is not None))
    return tuple(found)


def _joined(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines that belong together because the margin broke them."""
    together: list[Line] = []
    for line in lines:
        if together and not _goes_on(together[-1], line):
            yield together
            together = []
        together.append(line)
    if together:
        yield together


def _goes_on(before: Line, line: Line) -> bool:
    follows = line.page == before.page and line.number == before.number + 1
    broken = len(before.text) >= _WRAPPED and not before.text.endswith(_ENDS)
    begins = _BULLET.match(line.text) is not None or not line.text[0].islower()
    return follows and broken and not begins


def _section_named(text: str) -> Section | None:
    """The section that a line opens; None where it is no heading."""
    folded = re.sub(r"[^a-z' ]+", " ", text.lower().replace("’", "'"))
    name = " ".join(folded.split())
    return next((section for section, names in _HEADINGS.items() if name in names), None)
