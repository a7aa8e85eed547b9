"""Whether a planned stage asks its first and its last question where they belong."""

from voiceinterview.domain.plan import StagePlan


def in_place(stage: StagePlan) -> bool:
    """What only opens a stage opens it, what only closes it closes it, and no spare does either.
    A stage of one question may have either."""
    planned = [one.place for one in stage.planned]
    spare = [one.place for one in stage.questions[len(planned) :]]
    if len(planned) == 1:
        return not any(spare)
    return not any([*planned[1:-1], *spare]) and planned[0] != "last" and planned[-1] != "first"
