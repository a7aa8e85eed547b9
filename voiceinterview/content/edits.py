"""How answers are changed to see whether a rater listens: prompts/judge/edits.yaml."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from voiceinterview.content.faults import Faults, whole
from voiceinterview.content.folders import Content
from voiceinterview.content.sourced import Sourced, frozen, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text, Version
from voiceinterview.domain.edits import EditWords

FILE = ("judge", "edits.yaml")  # in prompts/
PLACE = "$sentence"
Texts = Annotated[list[Text], Field(min_length=1)]
Spoken = Annotated[str, StringConstraints(pattern=r"^[a-z']+( [a-z']+)*$")]


class EditsFile(FileModel):
    """Fillers, hedges, padding, other words for the same, and frames for a sentence."""

    version: Version
    language: Id
    fillers: Texts
    hedges: Texts
    padding: Texts
    synonyms: Annotated[dict[Spoken, Spoken], Field(min_length=1)]
    frames: Texts


def load_edit_words(content: Content) -> EditWords:
    """Raises `ContentError`."""
    return whole(lambda faults: read_edit_words(content, faults)).value


def read_edit_words(content: Content, faults: Faults) -> Sourced[EditWords] | None:
    """None where a fault was added."""
    return read_sourced(
        content,
        content.prompts.joinpath(*FILE),
        EditsFile,
        _inner_faults,
        lambda model: frozen(EditWords, model),
        faults,
    )


def _inner_faults(model: EditsFile) -> Iterator[tuple[Place, str]]:
    for number, frame in enumerate(model.frames):
        if frame.count(PLACE) != 1:
            yield ["frames", number], f"expected {PLACE} once, found {frame!r}"
