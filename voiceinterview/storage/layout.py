"""The names in a session folder, in one place."""

import re
import secrets
from datetime import datetime
from pathlib import Path
from typing import Literal

MANIFEST = "manifest.json"
PLAN = "plan.json"
EVENTS = "events.jsonl"
EXCHANGES = "exchanges.jsonl"
SCORECARDS = "scorecards"
LABELS = "labels"
REWRITES = "rewrites"
TRANSCRIPTS = "transcripts"
EXERCISE = "exercise"  # what the candidate writes, a folder an exercise
REPORT = "report.html"
LOCK = ".lock"
LOCK_HOLDER = ".lock-holder"  # the pid that holds the lock
PART = ".part"  # a file that is not whole yet; worthless after a crash
DAMAGED = ".damaged"  # the ending of a scorecard that does not read, and is to be made anew
TORN = ".torn"  # what recovery cut off, kept beside the file it was cut from

Channel = Literal["candidate", "interviewer"]
CHANNELS: tuple[Channel, Channel] = ("candidate", "interviewer")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def new_id(created: datetime, role: str) -> str:
    """Like `2026-01-31T0930-data-scientist-ml-7f3a`: sorts by time, and is safe as a name."""
    return f"{created:%Y-%m-%dT%H%M}-{safe_name(role.lower())}-{secrets.token_hex(2)}"


def safe_name(text: str) -> str:
    """`text` as part of a file name: no separators, no leading dot, never empty."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip(".-") or "unnamed"


def is_id(name: str) -> bool:
    """Whether `name` can only mean an entry of the recordings folder itself."""
    return _ID.fullmatch(name) is not None


def wav_of(folder: Path, channel: Channel) -> Path:
    return folder / f"{channel}.wav"


def flac_of(folder: Path, channel: Channel) -> Path:
    return folder / f"{channel}.flac"


def clips_of(page: Path) -> Path:
    """The folder beside a report with the sound of its quotes, where that is too large for it."""
    return page.with_name(f"{page.stem}-clips")


def part_of(path: Path) -> Path:
    return path.with_name(path.name + PART)


def torn_of(path: Path) -> Path:
    return path.with_name(path.name + TORN)


def looks_like_session(folder: Path) -> bool:
    """Whether the program made this folder, even if it is damaged now."""
    names = (MANIFEST, PLAN, EVENTS, *(f"{channel}.wav" for channel in CHANNELS))
    return folder.is_dir() and any((folder / name).is_file() for name in names)
