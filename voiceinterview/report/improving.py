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
BY_OVERALL = (
    "By what is left to win: what one level more of a criterion adds to the overall level, times "
    "the levels above."
)
OUTSIDE = "; this part is outside the overall level."
NOTHING_LEFT = "Nothing that was assessed could be raised."


@dataclass(frozen=True)
class CriterionGain:
    """`gain` is by how much the stage's average rises with one level more, `lifts` says it, or by
    how much the overall level does; `next_anchor` is what that level sounds like, "" where the
    rubric is not at hand any more."""

    stage_title: str
    criterion: str
    level: int
    top: int
    gain: float
    lifts: str
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
    ranked.sort(key=lambda entry: entry[0], reverse=True)
    points = missed_points(source)[:MOST]
    judged = any(rating.level is not None for card in source.scorecards for rating in card.ratings)
    whole = source.overall is not None and source.overall.level is not None
    basis = _basis(judged=judged, raisable=bool(ranked), missed=bool(points), whole=whole)
    return Improvements(basis, tuple(gain for _, gain in ranked[:MOST]), points)


def _basis(*, judged: bool, raisable: bool, missed: bool, whole: bool) -> str:
    if judged and raisable:
        return BY_OVERALL if whole else BY_LEVELS
    if judged:
        return NOTHING_LEFT
    return POINTS_ONLY if missed else ""


def _gains(
    source: ReportSource, card: Scorecard
) -> Iterator[tuple[tuple[float, float], CriterionGain]]:
    """What is left to win on each criterion, in the whole and in its stage, and the words for
    it."""
    scored = [rating for rating in card.ratings if rating.level is not None]
    whole = sum(rating.weight for rating in scored)
    carried = _carried(source, card)
    for rating in scored:
        level = rating.level
        assert level is not None
        if level < card.top_level:
            share = rating.weight / whole
            gain = CriterionGain(
                stage_title=card.stage_title,
                criterion=criterion_words(rating.criterion),
                level=level,
                top=card.top_level,
                gain=share,
                lifts=_lifts(share, carried),
                why=printable(_why_not_higher(rating)),
                next_anchor=_next_anchor(source, card, rating, level),
            )
            left = share * (card.top_level - level)
            yield ((carried or 0.0) * left, left), gain


def _carried(source: ReportSource, card: Scorecard) -> float | None:
    """The part of the overall level that hangs on the card; None where there is no such level."""
    overall = source.overall
    if overall is None or overall.level is None:
        return None
    return dict(overall.carried).get(card.stage, 0.0) if card.rater.name == overall.rater else 0.0


def _lifts(share: float, carried: float | None) -> str:
    """What one level more comes to: hundredths, as a tenth of the mix is a small part."""
    if carried:
        return f"One level more lifts the overall level by {share * carried:.2f}."
    outside = "." if carried is None else OUTSIDE
    return f"One level more lifts the stage's average by {share:.2f}{outside}"


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
