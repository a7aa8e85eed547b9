"""Every version of a rubric that sessions were judged by, kept beside them.

`rubrics/<id>@<version>-<first eight of its sha256>/<id>.yaml`: a rubric file is edited in place,
and what a level of last month meant can be told by this only.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from voiceinterview.storage.disk import disk_errors, write_atomically
from voiceinterview.storage.layout import safe_name

KEPT_RUBRICS = "rubrics"
_FOLDER = re.compile(r"(?P<id>[a-z0-9-]+)@(?P<version>\d+\.\d+\.\d+)-(?P<sha>[0-9a-f]{8})")


@dataclass(frozen=True)
class KeptRubric:
    """`sha` has the first eight digits of the file's sha256."""

    id: str
    version: str
    sha: str
    path: Path


def keep_rubric(root: Path, rubric: str, version: str, sha256: str, content: bytes) -> Path:
    """A version that is there already stays as it is. Raises `StorageFull`."""
    folder = root / KEPT_RUBRICS / f"{safe_name(rubric)}@{safe_name(version)}-{sha256[:8]}"
    path = folder / f"{safe_name(rubric)}.yaml"
    if not path.exists():
        with disk_errors(path, "try again"):
            folder.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    return path


def kept_rubrics(root: Path) -> tuple[KeptRubric, ...]:
    """All of them, by id, version and when they were first met; links and what has another form
    are passed over."""
    home = root / KEPT_RUBRICS
    if not home.is_dir() or home.is_symlink():
        return ()
    found = []
    for folder in home.iterdir():
        name = _FOLDER.fullmatch(folder.name)
        path = folder / f"{name['id']}.yaml" if name else folder
        if name and not folder.is_symlink() and path.is_file() and not path.is_symlink():
            found.append(KeptRubric(name["id"], name["version"], name["sha"], path))
    return tuple(sorted(found, key=_age))


def _age(kept: KeptRubric) -> tuple[str, list[int], int, str]:
    numbers = [int(part) for part in kept.version.split(".")]
    return kept.id, numbers, kept.path.stat().st_mtime_ns, kept.sha
