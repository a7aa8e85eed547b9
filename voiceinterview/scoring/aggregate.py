"""From criteria to a stage: arithmetic, and nothing else."""

from collections.abc import Sequence

from voiceinterview.domain.ratings import Rating, StageScore


def stage_score(ratings: Sequence[Rating]) -> StageScore:
    """The mean level by weight over what was scored, and the share of the weights that was.

    What was not scored counts neither for nor against: its weight falls to the others.
    """
    total = sum(rating.weight for rating in ratings)
    scored = [(rating.weight, rating.level) for rating in ratings if rating.level is not None]
    weights = sum(weight for weight, _ in scored)
    if not weights:
        return StageScore(level=None, assessed=0.0)
    level = sum(weight * level for weight, level in scored) / weights
    return StageScore(level=level, assessed=weights / total)
