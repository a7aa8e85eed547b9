"""Content of one's own to edit: what ships, linked, but for what is to be edited."""

import shutil
from pathlib import Path

from voiceinterview.content.folders import Content, find_content


def own_content(folder: Path, *editable: str, source: Path | None = None) -> Content:
    """In `folder`, which must not be there yet: prompts/ and rubrics/ of `source` (what ships).

    `editable` are files and folders below it. All else is linked: there are three hundred files,
    and a copy of them takes longer than most tests.
    """
    source = find_content().root if source is None else source
    folder.mkdir()
    for name in ("prompts", "rubrics"):
        _linked(source / name, folder / name, {source / one for one in editable})
    return Content(folder)


def _linked(source: Path, target: Path, editable: set[Path]) -> None:
    if source in editable and source.is_dir():
        shutil.copytree(source, target)
    elif source in editable:
        shutil.copy(source, target)
    elif any(source in one.parents for one in editable):
        target.mkdir()
        for entry in source.iterdir():
            _linked(entry, target / entry.name, editable)
    else:
        target.symlink_to(source)
