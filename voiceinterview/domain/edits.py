"""Words by which an answer is changed without changing what it is worth."""

from collections.abc import Mapping
from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class EditWords(Strict):
    """`synonyms` maps what is said to another way of saying it; `frames` have $sentence."""

    version: str
    language: str
    fillers: tuple[str, ...]
    hedges: tuple[str, ...]
    padding: tuple[str, ...]
    synonyms: Mapping[str, str]
    frames: tuple[str, ...]
