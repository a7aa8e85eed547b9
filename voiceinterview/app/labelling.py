"""A coach fills in a sheet: asked, kept after every answer, submitted, and then compared.

Until it is submitted no scorecard is opened.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from voiceinterview.app.label_task import Task
from voiceinterview.app.rubric_versions import told_apart
from voiceinterview.app.scorecards import latest_by_version
from voiceinterview.coaching.judgments import alike
from voiceinterview.coaching.labelling import Labelling, Play, answer, begin
from voiceinterview.domain.labels import Label, LabelSheet, Modality
from voiceinterview.ports import Clock
from voiceinterview.storage.labels_file import keep_sheet


@dataclass(frozen=True)
class Beside:
    """A criterion: her level, and each model's by its name; None where there is none."""

    criterion: str
    own: int | None
    models: tuple[tuple[str, int | None], ...]


class Desk(Protocol):
    """Where the coach sits: a terminal, a pipe, or a test."""

    def ask(self, state: Labelling) -> str | None:
        """Show what is asked, and return a key or a line; None at the end of the input."""
        ...

    def hear(self, turn: int | None) -> None:
        """Play or show a turn by its number, or the whole stage. Raises what playing raises."""
        ...


def fill_in(task: Task, modality: Modality, desk: Desk, clock: Clock) -> tuple[Label, ...] | None:
    """The labels that she submitted; None where she left them for later, which keeps them.

    What she has said so far is on the disk whenever something is asked. Raises `SetupError` where
    the folder cannot be written, before anything is asked, `StorageFull`, `SessionBusy`.
    """
    if task.read:
        modality = "text"
    keep(task, task.kept, modality, clock, submitted=False)
    if not task.kept:
        desk.hear(None)
    turns = tuple(turn.number for turn in task.turns)
    state = begin(task.rubric, task.answers, turns, task.kept, clock.monotonic())
    while (said := desk.ask(state)) is not None:
        before = state.labels
        state, wish = answer(state, said, clock.monotonic())
        if isinstance(wish, Play):
            desk.hear(wish.turn)
        elif wish == "submit":
            keep(task, state.labels, modality, clock, submitted=True)
            return state.labels
        elif wish == "quit":
            break
        if state.labels != before:
            keep(task, state.labels, modality, clock, submitted=False)
    keep(task, state.labels, modality, clock, submitted=False)
    return None


def keep(
    task: Task, labels: Sequence[Label], modality: Modality, clock: Clock, *, submitted: bool
) -> Path:
    """Raises `StorageFull`, `SessionBusy`."""
    return keep_sheet(
        task.stored.folder,
        LabelSheet(
            session=task.stored.manifest.id,
            stage=task.stage.id,
            coach=task.coach,
            rubric=task.rubric.ref,
            modality=modality,
            at=clock.utc().isoformat(timespec="seconds"),
            labels=tuple(labels),
            round=task.round,
            submitted=submitted,
        ),
    )


def beside_models(task: Task, labels: Sequence[Label]) -> tuple[Beside, ...]:
    """Her submitted levels beside what models gave by the same rubric; hers alone where the
    session is held out. Opens scorecards."""
    apart = told_apart(task.stored.folder.parent)
    cards = [
        card
        for card in (() if task.held_out else latest_by_version(task.stored)[0])
        if card.stage == task.stage.id
        and card.rater.kind == "model"
        and alike(card.rubric, task.rubric.ref, apart)
    ]
    rated = [
        (card.rater.name, {one.criterion: one.given for one in card.ratings}) for card in cards
    ]
    return tuple(
        Beside(
            label.criterion,
            label.level,
            tuple((name, levels.get(label.criterion)) for name, levels in rated),
        )
        for label in labels
    )
