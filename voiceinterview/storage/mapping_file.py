"""mappings/<rubric>@<version>-<first eight of its sha256>.json beside the sessions."""

from itertools import pairwise
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from voiceinterview.domain.mappings import ChecklistMapping
from voiceinterview.domain.rubrics import RubricRef
from voiceinterview.errors import BadInput
from voiceinterview.storage.coding import encode
from voiceinterview.storage.disk import disk_errors, write_atomically
from voiceinterview.storage.layout import safe_name

MAPPINGS = "mappings"
FORMAT = 1
_MAPPING = TypeAdapter(ChecklistMapping)


def mapping_path(root: Path, rubric: RubricRef) -> Path:
    name = f"{safe_name(rubric.id)}@{safe_name(rubric.version)}-{rubric.sha256[:8]}.json"
    return root / MAPPINGS / name


def read_mapping(root: Path, rubric: RubricRef) -> ChecklistMapping | None:
    """None where no coach has enabled one for this very version. Raises `BadInput`."""
    path = mapping_path(root, rubric)
    if path.parent.is_symlink() or path.is_symlink():
        raise _bad(path, "is a symbolic link, which is not followed")
    if not path.is_file():
        return None
    try:
        mapping = _MAPPING.validate_json(path.read_bytes(), strict=True)
    except OSError as error:
        raise _bad(path, f"cannot be read: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise _bad(path, f"no mapping: {place + ': ' if place else ''}{first['msg']}") from error
    if fault := _fault(mapping, rubric):
        raise _bad(path, fault)
    return mapping


def write_mapping(root: Path, mapping: ChecklistMapping) -> Path:
    """Raises `StorageFull`."""
    path = mapping_path(root, mapping.rubric)
    with disk_errors(path.parent, "try again"):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, encode(_MAPPING, mapping, indent=1) + b"\n")
    return path


def remove_mapping(root: Path, rubric: RubricRef) -> bool:
    """Whether there was one. Raises `StorageFull`."""
    path = mapping_path(root, rubric)
    there = path.is_file() or path.is_symlink()
    with disk_errors(path, "try again"):
        path.unlink(missing_ok=True)
    return there


def _fault(mapping: ChecklistMapping, rubric: RubricRef) -> str:
    if mapping.format != FORMAT:
        return f"expected format {FORMAT}, found {mapping.format}"
    if mapping.rubric != rubric:
        return f"is of another version of the rubric: {mapping.rubric.version}"
    steps = mapping.steps
    if not steps or steps[0].least != 0.0:
        return "its first step does not begin at 0"
    if any(step.level not in mapping.scale for step in steps):
        return "a step has a level off its scale"
    if any(
        one.level >= two.level or not one.least < two.least <= 1 for one, two in pairwise(steps)
    ):
        return "its steps do not rise"
    return ""


def _bad(path: Path, problem: str) -> BadInput:
    return BadInput(
        f"{path}: {problem}",
        "Fit it anew: voiceinterview rubric map RUBRIC --coach NAME --enable; or delete the file.",
    )
