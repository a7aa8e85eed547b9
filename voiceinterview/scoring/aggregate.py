"""From criteria to a stage, to a format, to the whole: arithmetic, and nothing else.

One rule at every step, `weighted`: the mean by weight over what was assessed. What was not has
no say, for or against; its weight falls to the others, and the share that was assessed is told.

| step                | weight                                                       |
| ------------------- | ------------------------------------------------------------ |
| criterion → stage   | the rubric's weight of the criterion                         |
| stage → format      | the minutes that the stage plans for questions of the format |
| format → overall    | the role's share of the format: 60, 30, 10                   |
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from voiceinterview.domain.mix import minutes_by_format
from voiceinterview.domain.overall import FormatScore, Overall
from voiceinterview.domain.plan import StagePlan
from voiceinterview.domain.ratings import Rating, Scorecard, StageScore
from voiceinterview.domain.role import AssessmentFormat

LOWEST_LEVEL = 1  # of every scale
BAND_FROM = 0.6  # of the mix must have been assessed; the viva alone is just that much
# Places on the scale, 0 its lowest level and 1 its highest. A convention of this program, checked
# against no hiring decision: on a scale of four, levels 3.4, 2.8 and 2.2.
BANDS = ((0.8, "well prepared"), (0.6, "prepared"), (0.4, "nearly prepared"), (0.0, "not yet"))

NOTHING_SCORED = "Nothing was scored."
OUTSIDE_THE_MIX = "What was scored belongs to no format of the mix."


@dataclass(frozen=True)
class Part:
    """Something with a level that goes into a mean; `assessed` is 0 where it has none."""

    weight: float
    level: float | None
    assessed: float


def weighted(parts: Iterable[Part]) -> StageScore:
    """The mean level over what was assessed, and the share of the weights that was."""
    parts = tuple(parts)
    total = sum(part.weight for part in parts)
    known = [(part.weight * part.assessed, part.level) for part in parts if part.level is not None]
    weights = sum(weight for weight, _ in known)
    if not weights:
        return StageScore(level=None, assessed=0.0)
    level = sum(weight * level for weight, level in known) / weights
    return StageScore(level=level, assessed=weights / total)


def stage_score(ratings: Sequence[Rating]) -> StageScore:
    return weighted(
        Part(rating.weight, rating.level, 0.0 if rating.level is None else 1.0)
        for rating in ratings
    )


def overall(
    cards: Sequence[Scorecard], stages: Sequence[StagePlan], formats: Sequence[AssessmentFormat]
) -> Overall | None:
    """`cards` are one rater's, at most one a stage; None where there are none."""
    if not cards:
        return None
    scores = {card.stage: card.score for card in cards}
    top = max(card.top_level for card in cards)
    found = tuple(_format_score(one, stages, scores) for one in formats)
    whole = weighted(Part(one.share, one.level, one.assessed) for one in found)
    band, reason = recommendation(whole, top)
    if whole.level is None and any(card.score.level is not None for card in cards):
        reason = OUTSIDE_THE_MIX
    return Overall(
        rater=cards[0].rater.name,
        level=whole.level,
        top_level=top,
        assessed=whole.assessed,
        formats=found,
        band=band,
        reason=reason,
        carried=_carried(found, stages, scores),
    )


def recommendation(whole: StageScore, top_level: int) -> tuple[str, str]:
    """The band, or "" and the reason why there is none."""
    if whole.level is None:
        return "", NOTHING_SCORED
    if whole.assessed < BAND_FROM - 1e-9:
        return "", (
            f"{whole.assessed:.0%} of the mix was assessed; a recommendation needs {BAND_FROM:.0%}."
        )
    place = (whole.level - LOWEST_LEVEL) / (top_level - LOWEST_LEVEL)
    return next(band for least, band in BANDS if place >= least - 1e-9), ""


def _format_score(
    one: AssessmentFormat, stages: Sequence[StagePlan], scores: Mapping[str, StageScore]
) -> FormatScore:
    score = weighted(part for _, part in _parts(one.id, stages, scores))
    return FormatScore(one.id, one.title, one.share, score.level, score.assessed)


def _parts(
    name: str, stages: Sequence[StagePlan], scores: Mapping[str, StageScore]
) -> Iterator[tuple[str, Part]]:
    """The stages that plan minutes for a format, as parts of it."""
    for stage in stages:
        minutes = minutes_by_format(stage.planned).get(name, 0)
        score = scores.get(stage.id)
        if minutes:
            level, assessed = (score.level, score.assessed) if score else (None, 0.0)
            yield stage.id, Part(minutes, level, assessed)


def _carried(
    formats: Sequence[FormatScore],
    stages: Sequence[StagePlan],
    scores: Mapping[str, StageScore],
) -> tuple[tuple[str, float], ...]:
    """The part of the overall level that hangs on each stage: the same means, by their weights."""
    whole = sum(one.share * one.assessed for one in formats)
    carried = dict.fromkeys((stage.id for stage in stages), 0.0)
    for one in formats:
        parts = tuple(_parts(one.format, stages, scores))
        known = sum(part.weight * part.assessed for _, part in parts)
        for stage, part in parts if known else ():
            share = part.weight * part.assessed / known
            carried[stage] += share * one.share * one.assessed / whole
    return tuple(carried.items())
