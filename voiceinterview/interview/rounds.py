"""The parts that an interview is made of, and what the names of whole plans stand for."""

from collections.abc import Collection
from dataclasses import dataclass

from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role, StageBrief

FULL = "full"  # every stage, and the formats of the mix that no stage asks
QUICK = "quick"  # the role's short form: a round in each format of its mix
WHOLE_PLANS = (FULL, QUICK)  # both keep the mix
QUICK_MINUTES = 30.0


@dataclass(frozen=True)
class Round:
    """A stage of the role, or one of its assessment formats by itself.

    `minutes` is its usual length, `formats` has the main one first.
    """

    id: str
    title: str
    minutes: float
    formats: tuple[str, ...]
    brief: StageBrief
    bank: tuple[Question, ...]
    rubric: str = ""


def round_names(
    plan: str, role: Role, ready: Collection[str], own: Collection[str]
) -> tuple[str, ...]:
    """The rounds of a whole plan, in order.

    `ready` are the stages and formats that can be held, `own` the formats whose questions no
    stage asks. In a full interview such a format comes after the first stage that is to have it.
    """
    formats = [part.id for part in role.formats if part.id in ready]
    if plan == QUICK:
        return tuple(formats)
    names: list[str] = []
    waiting = [name for name in formats if name in own]
    for stage in role.stages:
        if stage.id in ready:
            names.append(stage.id)
        due = [name for name in waiting if name in stage.formats]
        names += due
        waiting = [name for name in waiting if name not in due]
    return (*names, *waiting)
