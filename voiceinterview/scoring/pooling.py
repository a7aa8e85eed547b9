"""From a model's samples of one criterion to its rating. Pure.

The level is the median; the lower one where two are in the middle. A level stands where more
than half of the samples have one: else the criterion has none, with the reason most of them have.
"""

from collections import Counter
from collections.abc import Sequence
from statistics import median_low

from voiceinterview.domain.ratings import Evidence, Rating, RatingStatus, Sample
from voiceinterview.domain.rubrics import Criterion


def pooled(criterion: Criterion, samples: Sequence[Sample]) -> Rating:
    """`samples` holds at least one."""
    chosen = _chosen(samples)
    why = " ".join(text for text in (chosen.why_not_lower, chosen.why_not_higher) if text)
    return Rating(
        criterion=criterion.id,
        weight=criterion.weight,
        question=criterion.question,
        status=chosen.status,
        level=chosen.level,
        anchor=criterion.anchor(chosen.level) if chosen.level is not None else "",
        reason=chosen.reason,
        why=why,
        evidence=chosen.evidence if chosen.status != "unscored" else (),
        caps=chosen.caps if chosen.status == "scored" else (),
        confidence=chosen.confidence,
        samples=tuple(samples),
        flag=_flag(chosen) if chosen.status == "scored" else "",
        code=chosen.code if chosen.status != "unscored" else (),
    )


def without_level(criterion: Criterion, status: RatingStatus, reason: str) -> Rating:
    """A criterion that nobody was asked about."""
    return Rating(criterion.id, criterion.weight, criterion.question, status, reason=reason)


def _chosen(samples: Sequence[Sample]) -> Sample:
    """The sample that speaks for all."""
    levels = [sample.level for sample in samples if sample.level is not None]
    if 2 * len(levels) > len(samples):
        middle = median_low(levels)
        return next(sample for sample in samples if sample.level == middle)
    others = [sample for sample in samples if sample.level is None]
    (status, _), *_ = Counter(sample.status for sample in others).most_common(1)
    return next(sample for sample in others if sample.status == status)


def _flag(chosen: Sample) -> str:
    told = []
    surely = any(one.own for one in chosen.code)  # what was typed is not misheard
    if chosen.evidence and not surely and all(piece.doubtful for piece in chosen.evidence):
        words = _doubtful(chosen.evidence)
        told.append(f"Each quote holds words that the recognizer was unsure of: {words}.")
    for cap in chosen.doubted:
        words = _doubtful([cap.evidence])
        told.append(f"Not held against you: {cap.text} The recognizer was unsure of: {words}.")
    return " ".join(told)


def _doubtful(evidence: Sequence[Evidence]) -> str:
    words = (word.strip(".,;:!?") for piece in evidence for word in piece.doubtful)
    return ", ".join(dict.fromkeys(words))
