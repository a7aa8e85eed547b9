"""What is derived from a session, as scorecards are: added, and never overwritten."""

from itertools import count
from pathlib import Path

from voiceinterview.storage.disk import disk_errors
from voiceinterview.storage.layout import DAMAGED, REWRITES, SCORECARDS, safe_name


def save_scorecard(folder: Path, rubric: str, version: str, rater: str, content: bytes) -> Path:
    """Keep a scorecard as `<rubric>@<version>--<rater>.json`; a second one gets `.2` and so on.

    Raises `StorageFull`.
    """
    name = f"{safe_name(rubric)}@{safe_name(version)}--{safe_name(rater)}"
    return save_new(folder / SCORECARDS, name, content)


def set_aside(path: Path) -> Path:
    """Give a file that does not read the ending `.damaged`: it is kept, and in nobody's way.

    Raises `StorageFull`.
    """
    for number in count(1):
        aside = path.with_name(f"{path.name}{'' if number == 1 else f'.{number}'}{DAMAGED}")
        if not aside.exists():
            with disk_errors(path, "try again"):
                path.rename(aside)
            return aside
    raise AssertionError("unreachable: counting never ends")


def save_rewrite(folder: Path, question: str, model: str, content: bytes) -> Path:
    """Keep a reworded answer as `<question>--<model>.json`; later ones get `.2` and so on."""
    return save_new(folder / REWRITES, f"{safe_name(question)}--{safe_name(model)}", content)


def save_new(folder: Path, name: str, content: bytes) -> Path:
    """Keep a file as `<name>.json`, a second one as `<name>.2.json` and so on; `name` must be
    safe. Raises `StorageFull`."""
    for number in count(1):
        path = folder / (f"{name}.json" if number == 1 else f"{name}.{number}.json")
        with disk_errors(path, "try again"):
            folder.mkdir(exist_ok=True)
            try:
                with path.open("xb") as file:
                    file.write(content)
            except FileExistsError:
                continue
            except OSError:
                path.unlink(missing_ok=True)
                raise
        return path
    raise AssertionError("unreachable: counting never ends")
