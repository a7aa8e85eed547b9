"""A role's mix of assessment formats, and which question counts as what in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from voiceinterview.domain.questions import Question
from voiceinterview.domain.strict import Strict

# A role's mix has three formats; questions have more. Designs and cases are talked through as in
# a viva, code is talked through as in a review. Conversations (pay, motives) are outside the mix.
COUNTS_AS = {"design": "viva", "case": "viva", "coding": "code-review"}


@dataclass(frozen=True)
class MixPart(Strict):
    """What a plan gives a format: whole minutes of questions. `share` is the role's, percent."""

    format: str
    share: int
    minutes: int


def counts_as(question: Question) -> str:
    """The format of the mix that the question counts as, or its own one."""
    return COUNTS_AS.get(question.format, question.format)


def minutes_by_format(questions: Iterable[Question]) -> dict[str, int]:
    """Minutes of the questions, by the format of the mix that they count as."""
    minutes: dict[str, int] = {}
    for question in questions:
        counted = counts_as(question)
        minutes[counted] = minutes.get(counted, 0) + question.minutes
    return minutes
