"""What would raise the score most: arithmetic over what the raters gave, nothing guessed."""

from collections.abc import Iterator
from dataclasses import dataclass

from voiceinterview.domain.ratings import Rating, Scorecard
from voiceinterview.report.key_points import MissedPoint, missed_points
from voiceinterview.report.source import ReportSource
from voiceinterview.report.wording import criterion_words, printable

MOST = 3  # of either kind; who is told of ten things does none
POINTS_ONLY = (
    "No rater gave levels. These are the key points, by weight, that the checklist did not find: "
    "it looks for phrases only, so one said in other words may stand here."
)
BY_LEVELS = "By what is left to win: a criterion's weight in its stage, times the levels above."
NOTHING_LEFT = "Nothing that was assessed could be raised."


@dataclass(frozen=True)
class CriterionGain:
    """`gain` is by how much the stage's average rises with one level more; `next_anchor` is what
    that level sounds like, "" where the rubric is not at hand any more."""

    stage_title: str
    criterion: str
    level: int
    top: int
    gain: float
    why: str
    next_anchor: str


@dataclass(frozen=True)
class Improvements:
    """`basis` says what the choice was made by."""

    basis: str
    criteria: tuple[CriterionGain, ...]
    points: tuple[MissedPoint, ...]


def improvements(source: ReportSource) -> Improvements:
    """The most promising first."""
    ranked = [entry for card in source.scorecards for entry in _gains(source, card)]
    ranked.sort(key=lambda entry: -entry[0])
    points = missed_points(source)[:MOST]
    judged = any(rating.level is not None for card in source.scorecards for rating in card.ratings)
    basis = _basis(judged=judged, raisable=bool(ranked), missed=bool(points))
    return Improvements(basis, tuple(gain for _, gain in ranked[:MOST]), points)


def _basis(*, judged: bool, raisable: bool, missed: bool) -> str:
    if judged:
        return BY_LEVELS if raisable else NOTHING_LEFT
    return POINTS_ONLY if missed else ""


def _gains(source: ReportSource, card: Scorecard) -> Iterator[tuple[float, CriterionGain]]:
    """What is left to win on each criterion, as a share of the stage, and the words for it."""
    scored = [rating for rating in card.ratings if rating.level is not None]
    whole = sum(rating.weight for rating in scored)
    for rating in scored:
        level = rating.level
        assert level is not None
        if level < card.top_level:
            share = rating.weight / whole
            anchor = _next_anchor(source, card, rating, level)
            gain = CriterionGain(
                stage_title=card.stage_title,
                criterion=criterion_words(rating.criterion),
                level=level,
                top=card.top_level,
                gain=share,
                why=printable(_why_not_higher(rating)),
                next_anchor=anchor,
            )
            yield share * (card.top_level - level), gain


def _why_not_higher(rating: Rating) -> str:
    """The rater's words, from the sample that the rating is taken from."""
    chosen = (sample for sample in rating.samples if sample.level == rating.level)
    return next((sample.why_not_higher for sample in chosen), rating.why)


def _next_anchor(source: ReportSource, card: Scorecard, rating: Rating, level: int) -> str:
    rubric = source.rubric_of(card)
    if rubric is None:
        return ""
    for criterion in rubric.criteria:
        if criterion.id == rating.criterion:
            higher = [anchor for anchor in criterion.anchors if anchor.level > level]
            return min(higher, key=lambda anchor: anchor.level).text if higher else ""
    return ""
