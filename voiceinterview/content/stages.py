"""What an interviewer knows of a stage (prompts/<role>/stages/*.md) or a format (formats/*.md)."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from voiceinterview.content.faults import Faults, whole
from voiceinterview.content.folders import Content, files_in, pick
from voiceinterview.content.front_matter import Head, read_markdown
from voiceinterview.content.sourced import Sourced
from voiceinterview.content.validation import Text, add_fault
from voiceinterview.domain.role import Role, StageBrief
from voiceinterview.errors import UnknownName


class _StageHead(Head):
    openings: Annotated[list[Text], Field(min_length=1)]
    closings: Annotated[list[Text], Field(min_length=1)]


def stage_files(content: Content, role: str) -> dict[str, Path]:
    return files_in(content.prompts / role / "stages", "*.md")


def format_files(content: Content, role: str) -> dict[str, Path]:
    return files_in(content.prompts / role / "formats", "*.md")


def load_stage_brief(content: Content, role: Role, stage: str) -> StageBrief:
    """Raises `UnknownName` (also for a stage whose brief is not written) and `ContentError`."""
    known = [known.id for known in role.stages]
    if stage not in known:
        raise UnknownName("stage", stage, known)
    return load_brief(content, pick("stage with a brief", stage, stage_files(content, role.id)))


def load_brief(content: Content, path: Path) -> StageBrief:
    """The brief in a file, of a stage or of a format. Raises `ContentError`."""
    return whole(lambda faults: read_stage_brief(content, path, faults))


def read_stage_brief(content: Content, path: Path, faults: Faults) -> StageBrief | None:
    """None where a fault was added."""
    found = read_sourced_brief(content, path, faults)
    return found.value if found is not None else None


def read_sourced_brief(content: Content, path: Path, faults: Faults) -> Sourced[StageBrief] | None:
    """As `read_stage_brief`, with the place of each part in the file."""
    file = read_markdown(content, path, _StageHead, faults)
    if file is None:
        return None
    head: _StageHead = file.head
    if head.name != path.stem:
        add_fault(faults, file.yaml, ["name"], f"expected {path.stem!r}, found {head.name!r}")
        return None
    brief = StageBrief(
        stage=head.name,
        version=head.version,
        openings=tuple(head.openings),
        closings=tuple(head.closings),
        text=file.prompt.render(),
    )
    return Sourced(brief, file.yaml)
