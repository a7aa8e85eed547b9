"""Where coaches and machines disagree, the dearest first, with what either of them said. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voiceinterview.coaching.causes import KINDS, Cause, CauseKind, likely_cause
from voiceinterview.coaching.heard import Heard, standing
from voiceinterview.domain.labels import Label, LabelSheet
from voiceinterview.domain.ratings import Evidence, KeyPointVerdict, Rating, Scorecard
from voiceinterview.domain.rubrics import Criterion, Rubric
from voiceinterview.scoring.calibrating import uncalibrated


@dataclass(frozen=True)
class Disagreement:
    """One criterion of one stage, one coach and one rater.

    `machine` is None where the rater failed to give a level. `others` are the other coaches'
    levels, `turns` those that the coach marked. `turn` is the place to go back to, and `listen`
    the command that plays or shows it. `cost` is weight times gap, a missing level counting as a
    gap of one.
    """

    session: str
    stage: str
    criterion: str
    coach: str
    rater: str
    own: int
    machine: int | None
    weight: int
    cost: int
    note: str
    turns: tuple[int, ...]
    others: tuple[tuple[str, int], ...]
    reasoning: str
    quotes: tuple[Evidence, ...]
    key_points: tuple[KeyPointVerdict, ...]
    turn: int | None
    listen: str
    cause: Cause


def disagreements(
    stages: Iterable[Heard], rubric: Rubric, coaches: Sequence[str]
) -> tuple[Disagreement, ...]:
    """Every label of these coaches beside every model's level that is another, or that failed.

    What the rater rightly declined to judge (not assessed, not reached) is no disagreement. Its
    levels are those that it gave: what a calibration made of them is no reason to edit a rubric.
    """
    criteria = {criterion.id: criterion for criterion in rubric.criteria}
    found = [
        _disagreement(heard, sheet, label, card, rating, criteria[label.criterion])
        for heard in stages
        for sheet in heard.sheets
        if sheet.coach in coaches
        for card in (uncalibrated(card, rubric) for card in heard.cards)
        for label in sheet.labels
        for rating in card.ratings
        if label.criterion == rating.criterion
        and label.criterion in criteria
        and rating.status in ("scored", "unscored")
        and label.level not in (None, rating.level)
    ]
    return tuple(sorted(found, key=lambda one: (-one.cost, one.session, one.criterion, one.coach)))


def grouped(
    found: Sequence[Disagreement],
) -> tuple[tuple[CauseKind, tuple[Disagreement, ...]], ...]:
    """By likely cause, the dearest group first; `unknown` last, for nothing follows from it."""
    groups = [(kind, tuple(one for one in found if one.cause.kind == kind)) for kind in KINDS]
    filled = [(kind, group) for kind, group in groups if group]
    return tuple(
        sorted(filled, key=lambda pair: (pair[0] == "unknown", -sum(one.cost for one in pair[1])))
    )


def _disagreement(
    heard: Heard,
    sheet: LabelSheet,
    label: Label,
    card: Scorecard,
    rating: Rating,
    criterion: Criterion,
) -> Disagreement:
    assert label.level is not None
    others = _others(heard, sheet, label)
    gap = 1 if rating.level is None else abs(rating.level - label.level)
    sample = standing(rating)
    quoted = [evidence.turn for evidence in rating.evidence]
    turn = next(iter((*label.turns, *quoted)), None)
    return Disagreement(
        session=heard.session,
        stage=heard.stage,
        criterion=label.criterion,
        coach=sheet.coach,
        rater=card.rater.name,
        own=label.level,
        machine=rating.level,
        weight=criterion.weight,
        cost=criterion.weight * gap,
        note=label.note,
        turns=label.turns,
        others=others,
        reasoning=_reasoning(rating),
        quotes=rating.evidence,
        key_points=sample.key_points if sample is not None else (),
        turn=turn,
        listen=_listen(heard, turn),
        cause=likely_cause(heard, label, rating, criterion, [level for _, level in others]),
    )


def _others(heard: Heard, sheet: LabelSheet, label: Label) -> tuple[tuple[str, int], ...]:
    return tuple(
        (other.coach, one.level)
        for other in heard.sheets
        if other.coach != sheet.coach
        for one in other.labels
        if one.criterion == label.criterion and one.level is not None
    )


def _reasoning(rating: Rating) -> str:
    """The rater's own words, each once."""
    sample = standing(rating)
    parts = [rating.reason, rating.why]
    if sample is not None:
        parts += [f"Not higher: {sample.why_not_higher}"] * bool(sample.why_not_higher)
        parts += [f"Not lower: {sample.why_not_lower}"] * bool(sample.why_not_lower)
    return " ".join(dict.fromkeys(part for part in parts if part))


def _listen(heard: Heard, turn: int | None) -> str:
    if not heard.spoken:
        return f"voiceinterview sessions show {heard.name}"
    return f"voiceinterview replay {heard.name}" + (f" --turn {turn}" if turn else "")
