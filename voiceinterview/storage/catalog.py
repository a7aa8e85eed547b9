"""The sessions there are: listed, found by name, deleted."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from voiceinterview.domain.manifest import Manifest
from voiceinterview.errors import CorruptSession, SetupError, UnknownName
from voiceinterview.storage.disk import disk_errors
from voiceinterview.storage.layout import EVENTS, MANIFEST, PLAN, looks_like_session
from voiceinterview.storage.links import refuse_link, refuse_links
from voiceinterview.storage.lock import SessionLock, is_busy
from voiceinterview.storage.manifest_file import read_manifest

FIRST = "`voiceinterview practice` makes one, --sessions names another folder"
LATEST = "latest"


@dataclass(frozen=True)
class SessionEntry:
    """A line of the list. A damaged session has no manifest but a `problem`."""

    folder: Path
    manifest: Manifest | None
    problem: str
    in_use: bool

    @property
    def id(self) -> str:
        return self.folder.name

    @property
    def state(self) -> str:
        """damaged | in use | started | finished | recovered | interrupted"""
        if self.manifest is None:
            return "damaged"
        return "in use" if self.in_use else self.manifest.status


def list_sessions(root: Path) -> tuple[SessionEntry, ...]:
    """Every session in `root`, oldest first; none where the folder is not there.

    Damaged ones are listed as such. Only the manifests are read; `storage.glance` looks further.
    """
    if not root.is_dir():
        return ()
    entries = [_entry(folder) for folder in root.iterdir() if looks_like_session(folder)]
    return tuple(sorted(entries, key=_age))


def find_session(root: Path, name: str) -> Path:
    """The folder of a session by its id, a beginning of it that only it has, its path, or `latest`.

    A path counts only where it leads to a folder that holds a manifest; any other name stays
    within `root`. Raises `UnknownName` with the names that fit best, and `CorruptSession` for a
    link (see `storage.links`), which `latest` passes over.
    """
    folder = _find(root, name)
    refuse_link(folder)
    return folder


def _find(root: Path, name: str) -> Path:
    ids = [entry.id for entry in list_sessions(root)]
    own = [known for known in ids if not (root / known).is_symlink()]
    if name == LATEST and own:
        return root / own[-1]
    if name in ids:
        return root / name
    fitting = [known for known in ids if name and known.startswith(name)]
    if len(fitting) == 1:
        return root / fitting[0]
    if name and (Path(name).expanduser() / MANIFEST).is_file():
        return Path(name).expanduser()
    first = f"in {root}; {FIRST}"
    raise UnknownName("session", name, fitting or ids, nearest=bool(fitting), first=first)


def delete_session(folder: Path) -> None:
    """Remove a session and all that is in its folder; links in it are removed, not followed.

    Raises `SetupError` for a folder that is no session, `SessionBusy`, `StorageFull`.
    """
    ours = not folder.is_symlink() and _is_manifest(folder / MANIFEST)
    if not ours or not any((folder / name).is_file() for name in (EVENTS, PLAN)):
        raise SetupError(
            f"{folder} is no session folder ({MANIFEST}, {PLAN} and {EVENTS} make one)",
            "If it shall go, remove it by hand.",
        )
    with SessionLock(folder), disk_errors(folder, "try again"):
        # The manifest goes last, so that a deletion cut off can be done again.
        for path in sorted(folder.iterdir(), key=lambda path: path.name in (MANIFEST, PLAN)):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    with disk_errors(folder, "try again"):
        folder.rmdir()


def _entry(folder: Path) -> SessionEntry:
    try:
        refuse_links(folder)
        manifest = read_manifest(folder)
    except CorruptSession as error:
        in_use = not folder.is_symlink() and is_busy(folder)
        return SessionEntry(folder, None, str(error), in_use=in_use)
    return SessionEntry(folder, manifest, "", in_use=is_busy(folder))


def _age(entry: SessionEntry) -> tuple[str, str]:
    """By the time of creation; a damaged one by the time that its name begins with."""
    if entry.manifest is not None:
        return entry.manifest.created.replace(":", ""), entry.id
    return (entry.id if entry.id[:1].isdigit() else ""), entry.id


def _is_manifest(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
