"""The words that lint looks for: prompts/lint/words.yaml."""

from dataclasses import dataclass
from pathlib import Path

from voiceinterview.content.faults import Faults, whole
from voiceinterview.content.folders import Content, find_content
from voiceinterview.content.shapes import Texts
from voiceinterview.content.sourced import Sourced, frozen, read_sourced
from voiceinterview.content.validation import FileModel

WORDS = "words.yaml"


class LintWordsFile(FileModel):
    """The words that lint looks for in rubrics."""

    vague: Texts
    fine: Texts
    degrees: Texts
    skills: Texts
    unheard: Texts


@dataclass(frozen=True)
class LintWords:
    """`fine` are phrases in which a vague word is not vague; `degrees` say only how much."""

    vague: tuple[str, ...]
    fine: tuple[str, ...]
    degrees: tuple[str, ...]
    skills: tuple[str, ...]
    unheard: tuple[str, ...]


def load_words(content: Content) -> LintWords:
    """The content's own list; content without one is judged by the list that ships.

    Raises `ContentError`.
    """
    own = content.prompts / "lint" / WORDS
    if not own.is_file():
        content = find_content()
        own = content.prompts / "lint" / WORDS
    return whole(lambda faults: _read(content, own, faults)).value


def _read(content: Content, path: Path, faults: Faults) -> Sourced[LintWords] | None:
    return read_sourced(
        content, path, LintWordsFile, lambda _: (), lambda model: frozen(LintWords, model), faults
    )
