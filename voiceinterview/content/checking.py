"""The check list on an interviewer's behavior: prompts/checking/interviewer.yaml."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from voiceinterview.content.faults import Faults, whole
from voiceinterview.content.folders import Content
from voiceinterview.content.shapes import id_faults
from voiceinterview.content.sourced import Sourced, frozen, read_sourced
from voiceinterview.content.validation import FileModel, Id, Place, Text, Version
from voiceinterview.domain.checks import CheckList

FILE = ("checking", "interviewer.yaml")  # in prompts/
# Looked for by the program; each kind must be there.
KINDS = (
    "praise", "verdict", "verdict-alone", "score", "backstage", "obedience", "scolding", "abuse",
    "order", "repeat", "clarify", "hint", "asks-answer", "skip", "unknown", "small-talk",
    "asks-for-time", "open-ends",
)  # fmt: skip
Phrase = Annotated[str, StringConstraints(pattern=r"^[a-z']+([ -][a-z']+)*$")]


class _Check(FileModel):
    id: Id
    group: Id
    question: Annotated[Text, StringConstraints(pattern=r"\?$")]
    by: Literal["program", "model"]


class CheckListFile(FileModel):
    """Yes/no checks on how an interviewer behaves, and the words that they look for."""

    version: Version
    checks: Annotated[list[_Check], Field(min_length=1)]
    words: dict[Id, Annotated[list[Phrase], Field(min_length=1)]]


def load_check_list(content: Content) -> CheckList:
    """Raises `ContentError`."""
    return whole(lambda faults: read_check_list(content, faults)).value


def read_check_list(content: Content, faults: Faults) -> Sourced[CheckList] | None:
    """None where a fault was added."""
    path = content.prompts.joinpath(*FILE)
    return read_sourced(
        content, path, CheckListFile, _inner_faults, lambda model: frozen(CheckList, model), faults
    )


def _inner_faults(model: CheckListFile) -> Iterator[tuple[Place, str]]:
    yield from id_faults("checks", (check.id for check in model.checks))
    for kind in KINDS:
        if kind not in model.words:
            yield ["words"], f"expected the kind {kind!r}, found none"
    for kind, phrases in model.words.items():
        if kind not in KINDS:
            yield ["words", kind], f"expected one of {', '.join(KINDS)}, found {kind!r}"
        for phrase in (phrase for phrase, count in Counter(phrases).items() if count > 1):
            yield ["words", kind], f"expected each phrase once, found {phrase!r} again"
