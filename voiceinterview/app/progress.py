"""All sessions of this machine, for what they show over time."""

from typing import Any

from voiceinterview.app.engines import Say
from voiceinterview.app.places import read_settings, sessions_folder
from voiceinterview.app.scorecards import damaged_in, latest_in
from voiceinterview.report.progress import HeldSession, Progress, progress_of
from voiceinterview.storage.catalog import list_sessions


def all_progress(flags: dict[str, Any], say: Say) -> Progress:
    """Sessions that were rated. Damaged ones, also by a scorecard, are left out and named."""
    held = []
    for entry in list_sessions(sessions_folder(read_settings(flags))):
        if entry.manifest is None:
            say(f"left out: {entry.id} ({entry.problem})")
            continue
        damaged = damaged_in(entry.folder)
        if damaged:  # half of its ratings would bend the series
            say(f"left out: {entry.id} ({damaged[0]})")
            continue
        cards = latest_in(entry.folder)
        if cards:
            held.append(HeldSession(entry.id, entry.manifest.created, cards))
    return progress_of(held)
