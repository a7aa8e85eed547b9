"""What the interviewer listens for besides answers, and how she words feedback:
prompts/interviewer/cues.yaml and coaching.yaml."""

from collections.abc import Iterator, Mapping
from string import Template
from typing import Annotated

from pydantic import Field, StringConstraints

from voiceinterview.content.faults import Faults, whole
from voiceinterview.content.folders import Content
from voiceinterview.content.sourced import Sourced, read_sourced
from voiceinterview.content.validation import FileModel, Place, Text, Version

CUES = ("interviewer", "cues.yaml")  # in prompts/
COACHING = ("interviewer", "coaching.yaml")
PLACES = frozenset({"found", "total", "point"})  # what a line of feedback may have filled in

Spoken = Annotated[str, StringConstraints(pattern=r"^[a-z0-9']+( [a-z0-9']+)*$")]  # as compared
Cues = Annotated[list[Spoken], Field(min_length=1)]
Lines = Annotated[list[Text], Field(min_length=1)]
ByKind = Mapping[str, tuple[str, ...]]


class _Kinds(FileModel):
    repeat: Cues
    clarify: Cues
    hint: Cues
    asks_answer: Cues
    move_on: Cues
    unknown: Cues
    small_talk: Cues
    order: Cues
    abuse: Cues
    verdict: Cues
    about_us: list[Spoken] = Field(default=[])


class CuesFile(FileModel):
    """Phrases by which a short turn is known for something else than an answer, by kind."""

    version: Version
    cues: _Kinds


class _Occasions(FileModel):
    complete: Lines
    partial: Lines
    nothing: Lines
    second_try: Lines


class CoachingFile(FileModel):
    """How feedback is worded after each answer of a coached practice."""

    version: Version
    lines: _Occasions


def load_cues(content: Content) -> ByKind:
    """Kind -> phrases. Raises `ContentError`."""
    return whole(lambda faults: read_cues(content, faults)).value


def load_coaching(content: Content) -> ByKind:
    """Occasion -> wordings. Raises `ContentError`."""
    return whole(lambda faults: read_coaching(content, faults)).value


def read_cues(content: Content, faults: Faults) -> Sourced[ByKind] | None:
    """None where a fault was added."""
    path = content.prompts.joinpath(*CUES)
    return read_sourced(content, path, CuesFile, _cue_faults, _cues, faults)


def read_coaching(content: Content, faults: Faults) -> Sourced[ByKind] | None:
    """None where a fault was added."""
    path = content.prompts.joinpath(*COACHING)
    return read_sourced(content, path, CoachingFile, _line_faults, _lines, faults)


def _cues(model: CuesFile) -> ByKind:
    return {kind: tuple(phrases) for kind, phrases in model.cues}


def _lines(model: CoachingFile) -> ByKind:
    return {occasion: tuple(lines) for occasion, lines in model.lines}


def _cue_faults(model: CuesFile) -> Iterator[tuple[Place, str]]:
    seen: dict[str, str] = {}
    for kind, phrases in model.cues:
        for number, phrase in enumerate(phrases):
            if phrase in seen:
                place: Place = ["cues", kind, number]
                yield place, f"expected each phrase once, found {phrase!r} under {seen[phrase]} too"
            seen[phrase] = kind


def _line_faults(model: CoachingFile) -> Iterator[tuple[Place, str]]:
    for occasion, lines in model.lines:
        for number, line in enumerate(lines):
            unknown = sorted(set(Template(line).get_identifiers()) - PLACES)
            if unknown:
                place: Place = ["lines", occasion, number]
                yield place, f"expected $found, $total and $point only, found ${unknown[0]}"
