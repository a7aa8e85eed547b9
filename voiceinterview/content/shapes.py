"""Types and checks that the files of several kinds share."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from pydantic import Field

from voiceinterview.content.validation import FileModel, Id, Place, Text, Weight

_SPEAKABLE = re.compile(r"[a-z0-9%+#]", re.IGNORECASE)  # as interview.phrases reads them

Difficulty = Annotated[int, Field(ge=1, le=3)]
Texts = Annotated[list[Text], Field(min_length=1)]
Span = Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=2, max_length=2)]


FileName = Annotated[str, Field(pattern=r"^[a-z0-9_]+\.[a-z]+$")]  # beside the file, no path


class Point(FileModel):
    """One thing that a good answer contains, with the phrasings by which it is found."""

    id: Id
    text: Text
    weight: Weight
    any_of: Texts
    none_of: list[Text] = Field(default=[])


class Flag(FileModel):
    """Something that must not be said; without phrases only a person can tell."""

    id: Id
    text: Text
    any_of: list[Text] = Field(default=[])


class Said(FileModel):
    """What a candidate may say, and what it shows of them."""

    says: Text
    reveals: Text


def phrase_faults(place: Place, key: str, phrases: Sequence[str]) -> Iterator[tuple[Place, str]]:
    """Phrases that no speech could ever contain."""
    for number, phrase in enumerate(phrases):
        if not _SPEAKABLE.search(phrase):
            yield [*place, key, number], f"expected a phrase with a word in it, found {phrase!r}"


def point_faults(points: Sequence[Point]) -> Iterator[tuple[Place, str]]:
    """What can be wrong with a list of key points, whichever kind of file it stands in."""
    yield from id_faults("key_points", (point.id for point in points))
    for number, point in enumerate(points):
        yield from phrase_faults(["key_points", number], "any_of", point.any_of)
        yield from phrase_faults(["key_points", number], "none_of", point.none_of)


def id_faults(key: str, ids: Iterable[str]) -> Iterator[tuple[Place, str]]:
    """Ids that stand a second time in one list."""
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if name in seen:
            yield [key, number, "id"], "expected an id of its own, found one used above"
        seen.add(name)


def name_fault(found: str, expected: str) -> Iterator[tuple[Place, str]]:
    """A thing bears the name of its file or folder, so that both are found by it."""
    if found != expected:
        yield ["id"], f"expected {expected!r} as it is called on disk, found {found!r}"


def span_fault(key: Place, span: Sequence[int]) -> Iterator[tuple[Place, str]]:
    if span[0] > span[1]:
        yield key, f"expected the smaller number first, found {list(span)}"
