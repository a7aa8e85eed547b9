"""The scorecards that a session's folder holds."""

from dataclasses import dataclass
from pathlib import Path

from voiceinterview.domain.ratings import Scorecard
from voiceinterview.errors import BadInput
from voiceinterview.scoring.scorecard_file import parse_scorecard
from voiceinterview.storage.layout import SCORECARDS
from voiceinterview.storage.stored_session import StoredSession


@dataclass(frozen=True)
class KeptScorecard:
    path: Path
    scorecard: Scorecard


def kept_scorecards(stored: StoredSession) -> tuple[KeptScorecard, ...]:
    """All of them, oldest first. Raises `BadInput` naming one that does not read."""
    kept = [_read(path) for path in _files(stored.scorecards)]
    return tuple(sorted(kept, key=_age))


def latest_scorecards(stored: StoredSession) -> tuple[Scorecard, ...]:
    """Each rater's last word on each stage; what it said before stays in the folder."""
    return _latest(kept_scorecards(stored))


def latest_in(folder: Path) -> tuple[Scorecard, ...]:
    """The same of a session of which nothing else is read."""
    return _latest(tuple(sorted(map(_read, _files(folder / SCORECARDS)), key=_age)))


def _latest(all_kept: tuple[KeptScorecard, ...]) -> tuple[Scorecard, ...]:
    latest = {
        (kept.scorecard.stage, kept.scorecard.rater.kind, kept.scorecard.rater.name): kept.scorecard
        for kept in all_kept
    }
    return tuple(latest.values())


def _files(folder: Path) -> list[Path]:
    """Regular files only: a link in a folder from elsewhere could lead anywhere."""
    if not folder.is_dir():
        return []
    return [path for path in folder.glob("*.json") if path.is_file() and not path.is_symlink()]


def _read(path: Path) -> KeptScorecard:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: cannot be read: {error}", "Score the session again.") from error
    return KeptScorecard(path, parse_scorecard(text, str(path)))


def _age(kept: KeptScorecard) -> tuple[str, int, str]:
    """Of two by one rater in one second the later has the longer name: `x.json`, `x.2.json`."""
    return kept.scorecard.at, len(kept.path.name), kept.path.name
