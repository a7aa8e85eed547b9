"""A suggested edit as a diff against the file that it would change, and written there.

Nothing is written but by `write_edit`, which the command calls after the coach said yes.
"""

from pathlib import Path

from voiceinterview.app.suggesting import Edit, Workshop
from voiceinterview.coaching.diffing import bumped
from voiceinterview.coaching.suggesting import PhraseEdit
from voiceinterview.content.editing import unified_diff, with_item, with_text
from voiceinterview.content.faults import Faults
from voiceinterview.content.folders import Content
from voiceinterview.content.rubrics import rubric_files
from voiceinterview.content.sourced import Sourced
from voiceinterview.domain.questions import Question
from voiceinterview.errors import ContentError
from voiceinterview.storage.disk import write_atomically


def diff_of(workshop: Workshop, edit: Edit) -> str:
    """As `diff -u` has it, against the file as it is now. Raises `ContentError`."""
    path, before, after = _changed(workshop, edit)
    return unified_diff(before, after, workshop.content.label(path))


def write_edit(workshop: Workshop, edit: Edit) -> Path:
    """The coach said yes. Raises `ContentError` where the file changed too far, `StorageFull`."""
    path, _, after = _changed(workshop, edit)
    write_atomically(path, after.encode())
    return path


def _changed(workshop: Workshop, edit: Edit) -> tuple[Path, str, str]:
    """The file, as it is and as it would be. An anchor raises the version too, once."""
    if isinstance(edit, PhraseEdit):
        question = workshop.bank[edit.question]
        path = workshop.content.root / question.source
        before = _text(workshop.content, path)
        place = _point_place(question, edit.point)
        return path, before, with_item(before, question.source, place, edit.phrase)
    rubric = workshop.bench.rubric
    path = rubric_files(workshop.content, workshop.role)[rubric.id]
    before = _text(workshop.content, path)
    number = [criterion.id for criterion in rubric.criteria].index(edit.criterion)
    label = workshop.content.label(path)
    after = with_text(before, label, ["criteria", number, "anchors", edit.level], edit.text)
    if f"version: {rubric.version}\n" in after:
        after = with_text(after, label, ["version"], bumped(rubric.version, "minor"))
    return path, before, after


def _point_place(question: Sourced[Question], point: str) -> list[str | int]:
    number = [one.id for one in question.value.key_points].index(point)
    return [*question.place, "key_points", number, "any_of"]


def _text(content: Content, path: Path) -> str:
    faults = Faults()
    text = content.read(path, faults)
    faults.raise_any()
    if text is None:  # pragma: no cover - a fault was raised
        raise ContentError([str(path)])
    return text
