"""All sessions of this machine, for what they show over time."""

from typing import Any

from voiceinterview.app.places import read_settings, sessions_folder
from voiceinterview.app.scorecards import damaged_in, latest_in, mending
from voiceinterview.report.progress import HeldSession, Progress, progress_of
from voiceinterview.storage.catalog import list_sessions


def all_progress(flags: dict[str, Any]) -> Progress:
    """Sessions that were rated. What does not read is left out: a session without its manifest
    as a whole, of any other the scorecards that are damaged, so that a level may be missing."""
    held = []
    left_out = []
    for entry in list_sessions(sessions_folder(read_settings(flags))):
        if entry.manifest is None:
            left_out.append(f"{entry.id}, all of it: {entry.problem}")
            continue
        left_out += [
            f"{entry.id}, a scorecard: {damaged}; to mend it: {mending(entry.folder)}"
            for damaged in damaged_in(entry.folder)
        ]
        cards = latest_in(entry.folder)
        if cards:
            held.append(HeldSession(entry.id, entry.manifest.created, cards))
    return progress_of(held, left_out)
