"""Behavioral stories: prompts/<role>/stories/*.yaml."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content, files_in
from voiceinterview.content.shapes import Texts, name_fault
from voiceinterview.content.sourced import Sourced, frozen, loaded, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text
from voiceinterview.domain.stories import Story

Level = Annotated[int, Field(ge=1, le=9)]


class _Earned(FileModel):
    criterion: Id
    level: Level
    earns: Text
    quote: Text


class _Lacking(FileModel):
    criterion: Id
    level: Level
    why: Text


class StoryFile(FileModel):
    """A behavioral story in STAR form, told well and told weakly."""

    id: Id
    title: Text
    themes: Annotated[list[Id], Field(min_length=1)]
    situation: Text
    task: Text
    action: Text
    result: Text
    told: Text
    analysis: Annotated[list[_Earned], Field(min_length=1)]
    weak_points: Texts
    adapt: Texts
    weak_telling: Text
    weak_analysis: Annotated[list[_Lacking], Field(min_length=1)]


def story_files(content: Content, role: str) -> dict[str, Path]:
    """`role` must be a role that was loaded; it becomes part of a path."""
    return files_in(content.prompts / role / "stories", "*.yaml")


def load_stories(content: Content, role: str) -> tuple[Story, ...]:
    """Raises `ContentError`."""
    return loaded(content, story_files(content, role), read_story)


def read_story(content: Content, path: Path, faults: Faults) -> Sourced[Story] | None:
    """None where a fault was added."""

    def inner_faults(model: StoryFile) -> Iterator[tuple[Place, str]]:
        yield from name_fault(model.id, path.stem)
        yield from _quote_faults(model)
        for key, parts in (("analysis", model.analysis), ("weak_analysis", model.weak_analysis)):
            names = [part.criterion for part in parts]
            for number, name in enumerate(names):
                if name in names[:number]:
                    yield [key, number, "criterion"], f"expected {name!r} once, found it again"

    return read_sourced(
        content, path, StoryFile, inner_faults, lambda model: frozen(Story, model), faults
    )


def _quote_faults(model: StoryFile) -> Iterator[tuple[Place, str]]:
    told = " ".join(model.told.split())
    for number, part in enumerate(model.analysis):
        if " ".join(part.quote.split()) not in told:
            yield ["analysis", number, "quote"], f"expected words of `told`, found {part.quote!r}"
