"""manifest.json: read with care, written whole or not at all."""

from pathlib import Path

from pydantic import TypeAdapter

from voiceinterview.domain.manifest import FORMAT_VERSION, Manifest
from voiceinterview.errors import CorruptSession
from voiceinterview.storage.coding import encode, parse, validate
from voiceinterview.storage.disk import write_atomically
from voiceinterview.storage.files import read_file
from voiceinterview.storage.layout import MANIFEST

_ADAPTER = TypeAdapter(Manifest)
_ADVICE = (
    "It is written whole or not at all, so something else changed it: restore it from a backup, "
    "or delete the session with `voiceinterview sessions delete`."
)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Raises `StorageFull`, and then the old manifest still stands."""
    write_atomically(folder / MANIFEST, encode(_ADAPTER, manifest, indent=2) + b"\n")


def read_manifest(folder: Path) -> Manifest:
    """Raises `CorruptSession` where it is missing, damaged or of a newer format."""
    path = folder / MANIFEST
    plain = parse(read_file(path, _ADVICE), path, 0, _ADVICE)
    version = plain.get("format_version") if isinstance(plain, dict) else None
    if type(version) is not int or version < 1:
        raise CorruptSession(path, 0, "format_version is missing or not a number", _ADVICE)
    if version > FORMAT_VERSION:
        raise CorruptSession(
            path,
            0,
            f"format {version} was made by a newer voiceinterview (this one reads up to "
            f"{FORMAT_VERSION})",
            "Upgrade: pip install --upgrade voiceinterview",
        )
    return validate(_ADAPTER, plain, path, 0, _ADVICE)
