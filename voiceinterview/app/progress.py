"""All sessions of this machine, for what they show over time."""

from typing import Any

from voiceinterview.app.engines import Say
from voiceinterview.app.places import read_settings, sessions_folder
from voiceinterview.app.scorecards import latest_in
from voiceinterview.errors import BadInput
from voiceinterview.report.progress import HeldSession, Progress, progress_of
from voiceinterview.storage.catalog import list_sessions


def all_progress(flags: dict[str, Any], say: Say) -> Progress:
    """Sessions that were rated. Damaged ones and damaged scorecards are left out, and named."""
    held = []
    for entry in list_sessions(sessions_folder(read_settings(flags))):
        if entry.manifest is None:
            say(f"left out: {entry.id} ({entry.problem})")
            continue
        try:
            cards = latest_in(entry.folder)
        except BadInput as error:
            say(f"left out: {entry.id} ({error.problem})")
            continue
        if cards:
            held.append(HeldSession(entry.id, entry.manifest.created, cards))
    return progress_of(held)
