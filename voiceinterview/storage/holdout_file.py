"""holdout.jsonl beside the sessions: a line for the choice, then one for each look. Append-only."""

from pathlib import Path

from pydantic import TypeAdapter

from voiceinterview.domain.holdout import Holdout, HoldoutChoice, HoldoutOpening
from voiceinterview.errors import CorruptSession
from voiceinterview.storage.coding import encode, parse, validate
from voiceinterview.storage.line_log import LineLog, cut_torn_line, read_lines
from voiceinterview.storage.links import refuse_link

HOLDOUT = "holdout.jsonl"
_CHOICE = TypeAdapter(HoldoutChoice)
_OPENING = TypeAdapter(HoldoutOpening)
_ADVICE = "Restore it from a backup; without it nobody knows which sessions were tuned on."


def read_holdout(root: Path) -> Holdout | None:
    """None where nothing was held out. Raises `CorruptSession`."""
    path = root / HOLDOUT
    refuse_link(path)
    if not path.exists():
        return None
    lines = list(read_lines(path, _ADVICE, torn_tail_allowed=True))
    if not lines:
        raise CorruptSession(path, 1, "holds no choice", _ADVICE)
    (first, choice), *rest = lines
    return Holdout(
        validate(_CHOICE, parse(choice, path, first, _ADVICE), path, first, _ADVICE),
        tuple(
            validate(_OPENING, parse(line, path, number, _ADVICE), path, number, _ADVICE)
            for number, line in rest
        ),
    )


def held_out(root: Path) -> frozenset[str]:
    """The sessions in `root` that are, by id. Raises `CorruptSession`."""
    found = read_holdout(root)
    return frozenset(found.choice.sessions) if found is not None else frozenset()


def write_choice(root: Path, choice: HoldoutChoice) -> None:
    """Raises `CorruptSession` where one was made before: it is made once. `StorageFull`."""
    if read_holdout(root) is not None:
        raise CorruptSession(root / HOLDOUT, 1, "the hold-out was chosen before", "It stays.")
    _append(root, encode(_CHOICE, choice))


def add_opening(root: Path, opening: HoldoutOpening) -> None:
    """Raises `StorageFull`."""
    _append(root, encode(_OPENING, opening))


def _append(root: Path, line: bytes) -> None:
    path = root / HOLDOUT
    if path.exists():
        cut_torn_line(path)
    log = LineLog(path)
    try:
        log.append(line)
    finally:
        log.close()
