"""Where prompts/ and rubrics/ are, and the one place that reads files from them."""

from hashlib import sha256
from pathlib import Path

import voiceinterview
from voiceinterview.content.faults import Faults
from voiceinterview.errors import SetupError, UnknownName

SHIPPED = "shipped"  # the folder in an installed package that prompts/ and rubrics/ are mapped to
LARGEST_FILE = 1_000_000  # bytes; the longest content file there is has a tenth of it


class Content:
    """A pair of folders. `digests` holds path -> sha256 of every file read so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.prompts = root / "prompts"
        self.rubrics = root / "rubrics"
        self.digests: dict[str, str] = {}

    def label(self, path: Path) -> str:
        """The path as messages and manifests show it: from the content's root on."""
        return path.relative_to(self.root).as_posix()

    def read(self, path: Path, faults: Faults) -> str | None:
        """The file's text, its digest noted; None where a fault was added."""
        label = self.label(path)
        try:
            raw = path.read_bytes()
        except OSError as problem:
            faults.add(label, 0, f"cannot be read: {problem.strerror}")
            return None
        self.digests[label] = sha256(raw).hexdigest()
        if len(raw) > LARGEST_FILE:
            faults.add(label, 0, f"expected at most {LARGEST_FILE:,} bytes, found {len(raw):,}")
            return None
        try:
            return raw.decode("utf-8").replace("\r\n", "\n")
        except UnicodeDecodeError as problem:
            line = raw.count(b"\n", 0, problem.start) + 1
            faults.add(label, line, f"expected UTF-8, found the byte {raw[problem.start]:#04x}")
            return None


def find_content(override: Path | None = None) -> Content:
    """The content to use: `override`, else what was installed, else the repository checkout.

    Raises `SetupError` where the folders are not there.
    """
    if override is not None:
        if _holds_content(override):
            return Content(override.resolve())
        raise SetupError(
            f"no content in {override}", "The folder must hold the folders prompts and rubrics."
        )
    package = Path(voiceinterview.__file__).resolve().parent
    for root in (package / SHIPPED, package.parent):
        if _holds_content(root):
            return Content(root)
    raise SetupError(
        "prompts and rubrics are missing from this installation",
        "Install it again: pip install --force-reinstall voiceinterview",
    )


def pick(what: str, name: str, known: dict[str, Path]) -> Path:
    """The file of a name that is among the known ones; a name never becomes part of a path.

    Raises `UnknownName`.
    """
    if name not in known:
        raise UnknownName(what, name, sorted(known))
    return known[name]


def files_in(folder: Path, pattern: str) -> dict[str, Path]:
    """Name without suffix -> file, for the files of a folder that match."""
    return {path.stem: path for path in sorted(folder.glob(pattern)) if path.is_file()}


def _holds_content(root: Path) -> bool:
    return (root / "prompts").is_dir() and (root / "rubrics").is_dir()
