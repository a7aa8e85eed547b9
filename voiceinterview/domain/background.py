"""What a job description and a résumé say, as far as an interviewer may ask about it."""

from dataclasses import dataclass
from typing import Literal

from voiceinterview.domain.strict import Strict

Origin = Literal["cv", "job", "own"]  # own: written by the candidate while looking it over
FactKind = Literal["title", "years", "project", "skill"]


@dataclass(frozen=True)
class Fact(Strict):
    """A few words of a document, to the letter but for white space.

    `line` is where they begin, from 1; `page` is set where the document has pages.
    """

    kind: FactKind
    text: str
    origin: Origin
    line: int = 0
    page: int = 0
