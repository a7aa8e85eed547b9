"""What a quick look at a session folder finds, for the list of sessions."""

from dataclasses import dataclass
from pathlib import Path

from voiceinterview.domain.manifest import Manifest
from voiceinterview.errors import CorruptSession
from voiceinterview.storage.event_log import check_ends
from voiceinterview.storage.layout import CHANNELS, EVENTS, EXCHANGES, wav_of
from voiceinterview.storage.line_log import is_torn
from voiceinterview.storage.links import refuse_links
from voiceinterview.storage.plan_file import check_plan
from voiceinterview.storage.recordings import check_recordings, is_longer, missing_channels


@dataclass(frozen=True)
class Finding:
    """`mendable`: by `sessions recover`. What is not `damaged` can be used as it is."""

    problem: str
    mendable: bool
    damaged: bool = True


def glance(folder: Path, manifest: Manifest) -> Finding | None:
    """What is wrong with a session that nobody has open; None where nothing shows.

    Looked at are: links, the sha256 of the plan, the first and the last line of the event log,
    the end of the cassette, and the length and the last sample of both recordings. What stands
    between is not read, so a session may still turn out to be damaged when it is used, and
    `recover` may still refuse one of which a torn end is all that shows here.
    """
    try:
        refuse_links(folder)
        check_plan(folder, manifest.plan_sha256)
        check_ends(folder / EVENTS, empty_allowed=manifest.samples == 0)
        check_recordings(folder, manifest)
        return _left_by_crash(folder, manifest) or _missing_sound(folder, manifest)
    except CorruptSession as error:
        return Finding(str(error), mendable=False)
    except OSError as error:
        return Finding(f"{folder}: cannot be read ({error.strerror or error})", mendable=False)


def _left_by_crash(folder: Path, manifest: Manifest) -> Finding | None:
    """All of this `recover` mends."""
    for name in (EVENTS, EXCHANGES):
        if (folder / name).is_file() and is_torn(folder / name):
            return Finding(f"{name}: the last line breaks off", mendable=True)
    if manifest.status == "started":
        return Finding("it broke off and was not closed", mendable=True, damaged=False)
    if missing_channels(folder):
        return None
    if is_longer(folder, manifest):
        return Finding("the recordings go on beyond what the manifest says", mendable=True)
    live = [
        wav_of(folder, channel).name for channel in CHANNELS if wav_of(folder, channel).exists()
    ]
    if live and manifest.samples:
        return Finding(f"{', '.join(live)}: not turned into FLAC", mendable=True)
    return None


def _missing_sound(folder: Path, manifest: Manifest) -> Finding | None:
    """Without both it is an export without audio, which still reads; without one it is damage."""
    missing = missing_channels(folder)
    if not missing or not manifest.samples:
        return None
    if len(missing) == len(CHANNELS):
        problem = "without its recordings, as an export without audio is"
        return Finding(problem, mendable=False, damaged=False)
    advice = "restore it from the original session or a backup"
    return Finding(f"the recording of the {missing[0]} is missing: {advice}", mendable=False)
