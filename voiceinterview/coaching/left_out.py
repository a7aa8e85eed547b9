"""What is in no figure, in words, with the command that would bring it in. Pure."""

import shlex

from voiceinterview.domain.labels import LabelSheet
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.rubrics import RubricRef


def label_command(session: str, coach: str, stage: str) -> str:
    """`session` as a command takes it, quoted."""
    return (
        f"voiceinterview label {session} --coach {shlex.quote(coach)} --stage {shlex.quote(stage)}"
    )


def labelled_by_other(name: str, sheet: LabelSheet, version: RubricRef) -> str:
    """`name` is what a command takes the session by, quoted."""
    return (
        f"{whose(sheet)}: left out, given by {told(sheet.rubric)}, not by {told(version)}."
        f" To label it anew: {label_command(name, sheet.coach, sheet.stage)}"
    )


def scored_by_other(name: str, card: Scorecard, version: RubricRef) -> str:
    return (
        f"{card.session}: {card.rater.name} on {card.stage}: left out, scored by"
        f" {told(card.rubric)}, not by {told(version)}. To score it anew: voiceinterview score"
        f" {name}"
    )


def whose(sheet: LabelSheet) -> str:
    return f"{sheet.session}: {sheet.coach} on {sheet.stage}"


def told(rubric: RubricRef) -> str:
    """A version so that no other file can be meant."""
    return f"{rubric.id}@{rubric.version} ({rubric.sha256[:8]})"
