"""A stage that coaches labelled and models rated, with all that a look at it needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from voiceinterview.domain.labels import LabelSheet
from voiceinterview.domain.questions import KeyPoint
from voiceinterview.domain.ratings import QuestionCoverage, Rating, Sample, Scorecard
from voiceinterview.domain.transcript import Turn


@dataclass(frozen=True)
class Heard:
    """`turns` are the stage's. `points` are the key points of each question as the bank has them
    today, `coverage` what the checklist finds of them. `name` is what a command takes the session
    by, quoted; `spoken` says whether there is sound to go back to.

    `sheets` are submitted ones by one version of the rubric, first rounds only; `cards` the
    models' by one version, which may be another.
    """

    session: str
    name: str
    stage: str
    spoken: bool
    turns: tuple[Turn, ...]
    points: Mapping[str, tuple[KeyPoint, ...]]
    coverage: tuple[QuestionCoverage, ...]
    sheets: tuple[LabelSheet, ...]
    cards: tuple[Scorecard, ...]


def standing(rating: Rating) -> Sample | None:
    """The sample that stands for the rating: the first at its level, or the first of all."""
    same = [sample for sample in rating.samples if sample.level == rating.level]
    return next(iter(same or rating.samples), None)
