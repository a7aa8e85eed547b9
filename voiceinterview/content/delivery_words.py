"""The word lists that delivery is measured with: prompts/delivery/words.yaml."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from voiceinterview.content.faults import Faults, whole
from voiceinterview.content.folders import Content
from voiceinterview.content.shapes import id_faults
from voiceinterview.content.sourced import Sourced, frozen, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text, Version
from voiceinterview.domain.delivery_words import HESITATIONS, Bound, DeliveryWords

FILE = ("delivery", "words.yaml")  # in prompts/
Spoken = Annotated[str, StringConstraints(pattern=r"^[a-z']+( [a-z']+)*$")]  # folded, as compared
Word = Annotated[str, StringConstraints(pattern=r"^[a-z']+$")]
Words = Annotated[list[Word], Field(min_length=1)]


class _Phrase(FileModel):
    text: Spoken
    bound: Bound = "none"
    not_before: list[Word] = Field(default=[])
    not_after: list[Word] = Field(default=[])
    before_number: bool = False


class _Kind(FileModel):
    id: Id
    title: Text
    phrases: Annotated[list[_Phrase], Field(min_length=1)]


class DeliveryWordsFile(FileModel):
    """What counts as a filler, a hedge, a number, a word without meaning of its own."""

    version: Version
    language: Id
    fillers: Annotated[list[_Kind], Field(min_length=1)]
    hedges: Annotated[list[_Kind], Field(min_length=1)]
    clause_openers: Words
    numbers: Words
    doubles: Words
    function_words: Words


def load_delivery_words(content: Content) -> DeliveryWords:
    """Raises `ContentError`."""
    return whole(lambda faults: read_delivery_words(content, faults)).value


def read_delivery_words(content: Content, faults: Faults) -> Sourced[DeliveryWords] | None:
    """None where a fault was added."""
    path = content.prompts.joinpath(*FILE)

    def build(model: DeliveryWordsFile) -> DeliveryWords:
        return frozen(DeliveryWords, model, sha256=content.digests[content.label(path)])

    return read_sourced(content, path, DeliveryWordsFile, _inner_faults, build, faults)


def _inner_faults(model: DeliveryWordsFile) -> Iterator[tuple[Place, str]]:
    if HESITATIONS not in {kind.id for kind in model.fillers}:
        yield ["fillers"], f"expected a kind with the id {HESITATIONS!r}, found none"
    for key, kinds in (("fillers", model.fillers), ("hedges", model.hedges)):
        yield from id_faults(key, (kind.id for kind in kinds))
        uses = Counter(phrase.text for kind in kinds for phrase in kind.phrases)
        for phrase in (phrase for phrase, count in uses.items() if count > 1):
            yield [key], f"expected each phrase once, found {phrase!r} again"
    for key in ("clause_openers", "numbers", "doubles", "function_words"):
        for word in (word for word, count in Counter(getattr(model, key)).items() if count > 1):
            yield [key], f"expected each word once, found {word!r} again"
