"""Which rubric is meant: today's by its id, an older version of it, or a file."""

import shlex
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

from voiceinterview.app.places import content_folder, read_settings, sessions_folder
from voiceinterview.coaching.diffing import RubricDiff, diff_rubrics
from voiceinterview.content.folders import Content
from voiceinterview.content.questions import load_question_file
from voiceinterview.content.rubrics import load_rubric, load_rubric_file, rubric_files
from voiceinterview.domain.rubrics import Rubric, RubricRef
from voiceinterview.errors import BadInput, ContentError, UnknownName
from voiceinterview.storage.kept_rubrics import KeptRubric, keep_rubric, kept_rubrics


def find_rubric(flags: dict[str, Any], name: str) -> Rubric:
    """`name` is an id (today's), id@version, id@version-digest, or the path of a file.

    Older versions are those that sessions were judged by; each is kept when a command of the
    bench first meets it. Raises `UnknownName`, `BadInput`, `ContentError`.
    """
    if Path(name).suffix in (".yaml", ".yml"):
        if not Path(name).is_file():
            raise BadInput(f"{name}: there is no such file", _forms(name))
        return load_rubric_file(Path(name))
    rubric, _, version = name.partition("@")
    if not version:
        return current_rubric(flags, rubric)
    return _version(flags, rubric, version)


def current_rubric(flags: dict[str, Any], name: str) -> Rubric:
    """Today's rubric, which is kept beside the sessions. Raises `UnknownName`, `ContentError`."""
    settings = read_settings(flags)
    content = content_folder(settings)
    rubric = load_rubric(content, settings.role, name)
    keep_version(sessions_folder(settings), rubric, rubric_files(content, settings.role)[name])
    return rubric


def diff_versions(
    flags: dict[str, Any], old: str, new: str, questions: Sequence[Path]
) -> RubricDiff:
    """`questions` are none, or two versions of a question file. Raises as `find_rubric`."""
    before, after = find_rubric(flags, old), find_rubric(flags, new)
    if not questions:
        return diff_rubrics(before, after)
    one, other = (load_question_file(path) for path in questions)
    return diff_rubrics(before, after, (one, other))


def keep_version(root: Path, rubric: Rubric, path: Path) -> None:
    """`path` is the file that `rubric` was read from. Without sessions there is nothing to keep
    it for. Raises `StorageFull`."""
    if root.is_dir():
        keep_rubric(root, rubric.id, rubric.version, rubric.sha256, path.read_bytes())


def keep_used(root: Path, content: Content, role: str, used: Iterable[RubricRef]) -> None:
    """Keep those rubrics of `used` that today's files are. Raises `StorageFull`."""
    files = rubric_files(content, role)
    for ref in set(used):
        raw = files[ref.id].read_bytes() if ref.id in files else b""
        if sha256(raw).hexdigest() == ref.sha256:
            keep_rubric(root, ref.id, ref.version, ref.sha256, raw)


def known_versions(flags: dict[str, Any], rubric: str) -> tuple[KeptRubric, ...]:
    """The kept versions of one rubric, oldest first."""
    root = sessions_folder(read_settings(flags))
    return tuple(kept for kept in kept_rubrics(root) if kept.id == rubric)


def kept_by_digest(root: Path) -> dict[str, Rubric]:
    """The kept versions that read, by their whole digest."""
    found = {}
    for kept in kept_rubrics(root):
        with suppress(ContentError):
            rubric = load_rubric_file(kept.path)
            found[rubric.sha256] = rubric
    return found


def told_apart(root: Path) -> frozenset[frozenset[str]]:
    """Pairs of digests: kept versions between which more changed than their numbers say.

    A last number that rose alone promises that no level moved; where the files tell otherwise,
    levels by the one must not count as levels by the other. A file that does not read is passed
    over here, and told where it is asked for.
    """
    apart = set()
    for one, other in combinations(kept_rubrics(root), 2):
        scoring = {kept.version.rpartition(".")[0] for kept in (one, other)}
        if one.id != other.id or one.version == other.version or len(scoring) > 1:
            continue
        with suppress(ContentError):
            before, after = load_rubric_file(one.path), load_rubric_file(other.path)
            if diff_rubrics(before, after).bump in ("minor", "major"):
                apart.add(frozenset((before.sha256, after.sha256)))
    return frozenset(apart)


def _version(flags: dict[str, Any], rubric: str, version: str) -> Rubric:
    try:
        today = current_rubric(flags, rubric)
    except UnknownName:  # it may have been removed since
        today = None
    kept = known_versions(flags, rubric)
    fitting = [one for one in kept if version in (one.version, f"{one.version}-{one.sha}")]
    if len(fitting) == 1:
        return load_rubric_file(fitting[0].path)
    if not fitting:
        if today is not None and today.version == version:  # without sessions nothing is kept
            return today
        raise UnknownName(f"version of {rubric}", version, [one.version for one in kept])
    files = ", ".join(f"{rubric}@{one.version}-{one.sha}" for one in fitting)
    raise BadInput(
        f"{rubric}@{version} was edited without a new version number, so it is not clear which one"
        " is meant",
        f"Name one: {files}",
    )


def _forms(name: str) -> str:
    stem = shlex.quote(Path(name).stem)
    return f"A rubric is named by its id ({stem}), by id@version, or by the path of its file."
