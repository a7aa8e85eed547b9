"""A level read off the checklist's count, where a coach has enabled that. Pure.

It stands beside the count, by itself: it is no rating, in no total, and never in the place of a
level that a model or a coach gave.
"""

from collections.abc import Sequence
from dataclasses import replace

from voiceinterview.domain.mappings import ChecklistMapping, MappingStep
from voiceinterview.domain.ratings import MappedLevel, QuestionCoverage, Scorecard


def share_found(coverage: Sequence[QuestionCoverage]) -> tuple[int, int]:
    """Key points found, and key points there were."""
    return sum(entry.found for entry in coverage), sum(entry.total for entry in coverage)


def level_at(steps: Sequence[MappingStep], share: float) -> int:
    """The level of the last step that begins at `share` or below."""
    return [step.level for step in steps if step.least <= share][-1]


def with_mapped_level(card: Scorecard, mapping: ChecklistMapping) -> Scorecard:
    """A checklist's card with its mapped level; the same card where no key point was asked for.

    Raises `ValueError` for a mapping of another rubric and for another rater's card.
    """
    if card.rater.kind != "checklist" or card.rubric != mapping.rubric:
        raise ValueError(f"no card of the checklist by {mapping.rubric}: {card.rater}")
    found, total = share_found(card.coverage)
    if not total:
        return card
    level = level_at(mapping.steps, found / total)
    bottom, top = min(mapping.scale), max(mapping.scale)
    return replace(
        card,
        mapped=MappedLevel(
            level=level,
            low=max(float(bottom), level - mapping.below),
            high=min(float(top), level + mapping.above),
            found=found,
            total=total,
            coach=mapping.coach,
            sessions=mapping.sessions,
            error=mapping.error,
            enabled=mapping.at,
        ),
    )
