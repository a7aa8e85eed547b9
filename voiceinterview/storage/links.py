"""The one rule for symbolic links: none is followed, neither to a session nor inside one.

A folder from elsewhere must not lead reading, mending or deleting to files outside it. So `list`
shows such a session as damaged, and whatever else is asked of it (show, report, replay, recover,
resume, delete) refuses it with the same words. An export leaves links out. Folders above a
session may be links.
"""

from collections.abc import Collection
from pathlib import Path

from voiceinterview.errors import CorruptSession


def refuse_link(folder: Path) -> None:
    """Raises `CorruptSession` where the session folder itself is a link."""
    if folder.is_symlink():
        raise CorruptSession(
            folder,
            0,
            "is a symbolic link, which is not followed",
            f"Name the path it leads to: {folder.readlink()}",
        )


def refuse_links(folder: Path, names: Collection[str] | None = None) -> None:
    """The same, also for links that lie in the folder, or for those of certain `names` only.

    A folder that is not there has none.
    """
    refuse_link(folder)
    try:
        inside = [path for path in folder.iterdir() if names is None or path.name in names]
        links = [path for path in inside if path.is_symlink()]
    except (FileNotFoundError, NotADirectoryError):
        return  # the manifest is missing, and that is told by whoever reads it
    except OSError as error:
        problem = f"cannot be read ({error.strerror or error})"
        raise CorruptSession(folder, 0, problem, "Make the folder readable.") from error
    if links:
        raise CorruptSession(
            min(links),
            0,
            "is a symbolic link, which is not followed",
            "Put the file itself in its place, then try again.",
        )
