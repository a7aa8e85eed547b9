"""What earlier sessions asked, so that a new one can ask something else."""

import json
from pathlib import Path

from voiceinterview.domain.manifest import Manifest
from voiceinterview.storage.catalog import list_sessions
from voiceinterview.storage.layout import EVENTS

SESSIONS = 30  # the latest ones; what lies further back may well be asked again
PLAYED = "recorded"  # the recognizer that gives the words stored beside a recording
_ASKED = b'"ask_question"'


def asked_lately(root: Path, role: str) -> tuple[tuple[str, str], ...]:
    """Question and the time of its session (ISO 8601, UTC), of the role's latest sessions.

    Only what was really asked of somebody counts: a candidate whose words lie beside a recording
    (the demo's) is nobody who practises. A session that does not read is passed over: its own
    commands say what is wrong with it.
    """
    held = [entry for entry in list_sessions(root) if entry.manifest is not None]
    ours = [e for e in held if e.manifest is not None and _practised(e.manifest, role)]
    found = []
    for entry in ours[-SESSIONS:]:
        assert entry.manifest is not None
        found += [(name, entry.manifest.created) for name in asked_in(entry.folder)]
    return tuple(found)


def _practised(manifest: Manifest, role: str) -> bool:
    recognizer = manifest.engines.recognizer
    return manifest.role == role and (recognizer is None or recognizer.name != PLAYED)


def asked_in(folder: Path) -> tuple[str, ...]:
    """The ids of the questions that a session asked, in order; follow-ups are no questions."""
    asked = []
    try:
        with (folder / EVENTS).open("rb") as log:
            for line in log:
                if _ASKED in line:  # most lines are not parsed: a log has thousands
                    event = json.loads(line)
                    if event.get("kind") == "ask_question" and event.get("follow_up") == 0:
                        asked.append(str(event["question"]))
    except (OSError, ValueError, KeyError):
        return tuple(asked)
    return tuple(dict.fromkeys(asked))
