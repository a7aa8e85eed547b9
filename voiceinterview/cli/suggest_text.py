"""Suggested edits, as lines to read and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from voiceinterview.app.edit_writing import diff_of
from voiceinterview.app.suggesting import Edit, Workshop
from voiceinterview.cli.wrapping import one_line, wrapped
from voiceinterview.coaching.comparing import Effect
from voiceinterview.coaching.figure_wording import amount, interval_text, signed, value_text
from voiceinterview.coaching.mining import PhraseEffect
from voiceinterview.coaching.suggesting import AnchorEdit, PhraseEdit
from voiceinterview.report.wording import printable


def edit_lines(workshop: Workshop, edit: Edit, number: int) -> Iterator[str]:
    if isinstance(edit, PhraseEdit):
        yield one_line(f"{number}. {edit.question} > {edit.point}: found also by {edit.phrase!r}")
        effect = phrase_effect_text(edit.effect)
    else:
        yield one_line(f"{number}. {edit.criterion}: another anchor for level {edit.level}")
        effect = anchor_effect_text(edit.effect)
    yield from wrapped(edit.why, "   ")
    yield from wrapped(effect, "   ")
    yield from (f"   {line}" for line in printable(diff_of(workshop, edit)).splitlines())
    yield ""


def phrase_effect_text(effect: PhraseEffect) -> str:
    text = (
        f"On the tuning set the key point is found in {effect.after} of {effect.answers} answers "
        f"instead of {effect.before}: {effect.good} more that were rated well"
    )
    other = effect.after - effect.before - effect.good - effect.poor
    text += f", {other} that nobody marked" if other else ""
    false = f"{effect.poor} rated poorly, {effect.elsewhere} of {effect.others} to other questions"
    return f"{text}. False hits: {false}."


def anchor_effect_text(effect: Effect | None) -> str:
    if effect is None:
        return "Not tried."
    if not effect.cases:
        return "Tried, but the model gave no level by one of the two wordings."
    change = effect.mae.change
    return (
        f"On {effect.sessions} sessions of the tuning set: {effect.fixed} fixed, {effect.broken} "
        f"broken; MAE {value_text(effect.mae.before, amount)} -> "
        f"{value_text(effect.mae.after, amount)} ({value_text(change, signed)} "
        f"{interval_text(change, signed) or change.why})."
    )


def after_writing(workshop: Workshop, edit: Edit) -> Iterator[str]:
    """What to do next."""
    rubric = workshop.bench.rubric
    yield "  check it: voiceinterview content lint"
    if isinstance(edit, AnchorEdit):
        old = f"{rubric.id}@{rubric.version}"
        yield f"  then score anew, and: voiceinterview rubric compare {old} {rubric.id}"
    else:
        yield f"  it is a minor change: raise the version of {rubric.id} (now {rubric.version})"


def suggestions_json(workshop: Workshop, edits: Sequence[Edit]) -> list[dict[str, Any]]:
    return [
        {
            "kind": "phrase" if isinstance(edit, PhraseEdit) else "anchor",
            **asdict(edit),
            "diff": diff_of(workshop, edit),
        }
        for edit in edits
    ]
