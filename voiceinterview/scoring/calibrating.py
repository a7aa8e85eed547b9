"""A calibration laid over a scorecard, and taken off again. Pure.

What the model gave stays in `Rating.raw_level`. A shift never lifts a level over a cap that was
heard, nor to where the rubric asks for quotes that there are not.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import floor

from voiceinterview.domain.calibration import Calibration
from voiceinterview.domain.ratings import Rating, Scorecard
from voiceinterview.domain.rubrics import Criterion, Rubric
from voiceinterview.scoring.aggregate import stage_score

TOLD = "Levels were moved, for {coaches} gave others in {sessions} sessions: {moved}."


def shifted(level: int, shift: float, scale: Sequence[int]) -> int:
    """The level moved and rounded, a half towards where it was; never off the scale."""
    moved = level + shift
    nearest = floor(moved + 0.5)
    if nearest - moved == 0.5 and shift > 0:
        nearest -= 1
    return max(min(scale), min(max(scale), nearest))


def calibrated(card: Scorecard, rubric: Rubric, calibration: Calibration | None) -> Scorecard:
    """The card as the model gave it, with `calibration` over it; None takes off what there is."""
    raw = uncalibrated(card, rubric)
    if calibration is None:
        return raw
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    ratings = tuple(
        _moved(one, criteria[one.criterion], calibration, rubric.scale)
        if one.level is not None and one.criterion in criteria
        else one
        for one in raw.ratings
    )
    moved = [
        f"{one.criterion} from {one.raw_level} to {one.level}"
        for one in ratings
        if one.raw_level != one.level and one.raw_level is not None
    ]
    told = TOLD.format(
        coaches=" and ".join(calibration.coaches),
        sessions=calibration.sessions,
        moved=", ".join(moved),
    )
    return replace(
        raw,
        ratings=ratings,
        score=stage_score(ratings),
        calibration=calibration,
        warnings=(*raw.warnings, told) if moved else raw.warnings,
    )


def uncalibrated(card: Scorecard, rubric: Rubric) -> Scorecard:
    """The card as the model gave it."""
    if card.calibration is None:
        return card
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    ratings = tuple(
        _at(one, criteria[one.criterion], one.raw_level, raw=None)
        if one.raw_level is not None and one.criterion in criteria
        else one
        for one in card.ratings
    )
    beginning = TOLD.partition(",")[0]
    return replace(
        card,
        ratings=ratings,
        score=stage_score(ratings),
        calibration=None,
        warnings=tuple(line for line in card.warnings if not line.startswith(beginning)),
    )


def _moved(
    rating: Rating, criterion: Criterion, calibration: Calibration, scale: Sequence[int]
) -> Rating:
    assert rating.level is not None
    level = shifted(rating.level, calibration.shift_of(criterion.id), scale)
    level = min([level, *(cap.cap for cap in rating.caps if level > rating.level)])
    rule = criterion.evidence
    if level > rating.level and level >= rule.required_from:
        level = level if rating.speaking >= rule.min_quotes else rating.level
    return _at(rating, criterion, level, raw=rating.level)


def _at(rating: Rating, criterion: Criterion, level: int, *, raw: int | None) -> Rating:
    return replace(rating, level=level, anchor=criterion.anchor(level), raw_level=raw)
