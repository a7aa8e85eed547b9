"""Candidates that a program plays: prompts/candidates/*.yaml."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content, files_in, pick
from voiceinterview.content.shapes import Texts
from voiceinterview.content.sourced import Sourced, frozen, loaded, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text, Version
from voiceinterview.domain.characters import AsidePlace, Character

FOLDER = "candidates"  # in prompts/

# A sentence is cut by nothing but its own pauses: an utterance of 28 seconds would be.
LONGEST_SAYING = 45  # words

Share = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0, le=60)]
Span = Annotated[list[Seconds], Field(min_length=2, max_length=2)]


class _Voice(FileModel):
    """As a persona's: words a minute, espeak's pitch 0 to 99, a voice id of the synthesizer."""

    rate: Annotated[int, Field(ge=80, le=300)] = 165
    pitch: Annotated[int, Field(ge=0, le=99)] = 50
    variant: str = ""


class _Habit(FileModel):
    chance: Share = 0.0
    says: list[Text] = Field(default=[])
    times: Annotated[int, Field(ge=1, le=12)] = 1


class _Aside(FileModel):
    place: AsidePlace
    every: Annotated[int, Field(ge=1)] = 1
    says: Texts


class _Answering(FileModel):
    covers: Share
    follow_up: Share
    mistaken: Share
    most: Annotated[int, Field(ge=1, le=20)]
    at_a_loss: Texts


class _Pausing(FileModel):
    first: Seconds
    between: Span
    breaks: Share = 0.0
    inside: Span = Field(default=[0.0, 0.0])
    asks_for_time: _Habit = Field(default=_Habit())
    thinking: Span = Field(default=[0.0, 0.0])
    false_starts: Share = 0.0


class CandidateFile(FileModel):
    """A candidate that a program plays: by this script, or a model by `persona`."""

    name: Id
    version: Version
    title: Text
    summary: Text
    voice: _Voice
    persona: Text
    answer: _Answering
    pauses: _Pausing
    silent: Share = 0.0
    gives_way: bool = True
    opens: _Habit = Field(default=_Habit())
    hedges: _Habit = Field(default=_Habit())
    strays: _Habit = Field(default=_Habit())
    closes: _Habit = Field(default=_Habit())
    asides: list[_Aside] = Field(default=[])


def candidate_files(content: Content) -> dict[str, Path]:
    return files_in(content.prompts / FOLDER, "*.yaml")


def load_character(content: Content, name: str) -> Character:
    """Raises `UnknownName` and `ContentError`."""
    path = pick("candidate", name, candidate_files(content))
    return loaded(content, {name: path}, read_character)[0]


def read_character(content: Content, path: Path, faults: Faults) -> Sourced[Character] | None:
    """None where a fault was added."""

    def inner_faults(model: CandidateFile) -> Iterator[tuple[Place, str]]:
        if model.name != path.stem:
            yield ["name"], f"expected {path.stem!r}, found {model.name!r}"
        for place, span in _spans(model):
            if span[0] > span[1]:
                yield place, f"expected the shorter silence first, found {span}"
        for place, says in _sayings(model):
            yield from _too_long(place, says)
        yield from _habit_faults(model)

    return read_sourced(
        content, path, CandidateFile, inner_faults, lambda model: frozen(Character, model), faults
    )


def _spans(model: CandidateFile) -> Iterator[tuple[Place, list[float]]]:
    for key in ("between", "inside", "thinking"):
        yield ["pauses", key], getattr(model.pauses, key)


def _habits(model: CandidateFile) -> Iterator[tuple[list[str | int], Any]]:
    for key in ("opens", "hedges", "strays", "closes"):
        yield [key], getattr(model, key)
    yield ["pauses", "asks_for_time"], model.pauses.asks_for_time


def _sayings(model: CandidateFile) -> Iterator[tuple[list[str | int], list[str]]]:
    yield ["answer", "at_a_loss"], model.answer.at_a_loss
    for place, habit in _habits(model):
        yield [*place, "says"], habit.says
    for number, aside in enumerate(model.asides):
        yield ["asides", number, "says"], aside.says


def _too_long(place: list[str | int], says: list[str]) -> Iterator[tuple[Place, str]]:
    for number, text in enumerate(says):
        if (length := len(text.split())) > LONGEST_SAYING:
            yield [*place, number], f"expected at most {LONGEST_SAYING} words, found {length}"


def _habit_faults(model: CandidateFile) -> Iterator[tuple[Place, str]]:
    for place, habit in _habits(model):
        if habit.chance and not habit.says:
            yield place, "expected something to say, found a chance without it"
    for number, text in enumerate(model.hedges.says):
        if not text.endswith(","):
            yield ["hedges", "says", number], f"expected a comma at the end, found {text!r}"
