"""Making the folder of a new session."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from voiceinterview.domain.manifest import Manifest
from voiceinterview.errors import SetupError, StorageFull
from voiceinterview.ports import Clock
from voiceinterview.storage.layout import is_id, new_id

_TRIES = 8  # two sessions of one minute share an id once in 65,536


def make_folder(root: Path, manifest: Manifest, clock: Clock) -> tuple[Path, Manifest]:
    """An empty folder in `root`, and the manifest with the id and the time it was made at.

    An id already in the manifest is kept. Raises `SetupError`.
    """
    now = clock.utc()
    created = manifest.created or now.isoformat(timespec="seconds")
    ids = [manifest.id] if manifest.id else [new_id(now, manifest.role) for _ in range(_TRIES)]
    for name in ids:
        if not is_id(name):
            raise SetupError(
                f"not a name for a session: {name!r}", "Use letters, digits and dashes."
            )
        try:
            root.mkdir(parents=True, exist_ok=True)
            (root / name).mkdir()
        except FileExistsError as error:
            if root.is_dir():
                continue
            raise _refused(root, error) from error
        except OSError as error:
            raise _refused(root, error) from error
        return root / name, replace(manifest, id=name, created=created)
    raise SetupError(f"there is already a session {ids[-1]} in {root}", "Use another name.")


@contextmanager
def removed_on_failure(folder: Path) -> Iterator[None]:
    """No half-made session is left behind; a disk that refuses is a matter of set-up here."""
    try:
        yield
    except StorageFull as error:
        shutil.rmtree(folder, ignore_errors=True)
        advice = "Make room there, or name another folder for the recordings."
        raise SetupError(error.problem, advice) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _refused(root: Path, error: OSError) -> SetupError:
    return SetupError(
        f"cannot keep recordings in {root}: {error.strerror or error}",
        "Make that folder writable, or name another folder for the recordings.",
    )
