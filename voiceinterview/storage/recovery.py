"""`sessions recover`: make whole what a crash, a kill or a full disk left open."""

from dataclasses import dataclass, replace
from pathlib import Path

from voiceinterview.domain.manifest import Manifest, SessionStatus
from voiceinterview.domain.speech import seconds
from voiceinterview.interview.transcript import transcript_of
from voiceinterview.storage.audio_track import track_of
from voiceinterview.storage.disk import disk_errors
from voiceinterview.storage.layout import CHANNELS, PART, Channel
from voiceinterview.storage.links import refuse_links
from voiceinterview.storage.lock import SessionLock
from voiceinterview.storage.manifest_file import read_manifest, write_manifest
from voiceinterview.storage.mending import freeze_audio, mend_audio, mend_logs
from voiceinterview.storage.plan_file import read_plan
from voiceinterview.storage.recordings import absent_channels, check_recordings


@dataclass(frozen=True)
class Recovery:
    """`mended` says in words what was done; empty where the session was whole.

    `absent`: recordings that are not there, as in an export without audio; none was made up.
    """

    folder: Path
    mended: tuple[str, ...]
    seconds: float
    turns: int
    status: SessionStatus
    absent: tuple[Channel, ...] = ()


def recover(folder: Path) -> Recovery:
    """Mend a session; a whole one stays as it is, so it may be run again.

    Of a session whose recordings were left out the logs are mended; its length stays.
    Raises `SessionBusy` where it is in use, `CorruptSession` for damage that a crash does not
    do, `StorageFull` where the disk is full; none of them makes the session worse.
    """
    refuse_links(folder)  # before the lock is written
    read_manifest(folder)  # a folder that is no session gets no lock file
    with SessionLock(folder):
        manifest = read_manifest(folder)
        read_plan(folder, manifest.plan_sha256)
        check_recordings(folder, manifest)
        mended, events = mend_logs(folder)
        absent = absent_channels(folder, manifest, events)
        samples = manifest.samples
        if not absent:
            mended += mend_audio(folder, events)
            mended += freeze_audio(folder)
            samples = max(track_of(folder, channel).samples for channel in CHANNELS)
        _drop_parts(folder)
        manifest, changes = _close(manifest, samples, mended=bool(mended))
        if changes:
            write_manifest(folder, manifest)
    return Recovery(
        folder=folder,
        mended=(*mended, *changes),
        seconds=seconds(samples),
        turns=len(transcript_of(events)),
        status=manifest.status,
        absent=absent,
    )


def _close(manifest: Manifest, samples: int, *, mended: bool) -> tuple[Manifest, list[str]]:
    """The manifest as it should be, and what in it had to change."""
    changes = []
    if mended or manifest.status == "started":
        changes.append("manifest.json: the status is `recovered`")
        manifest = replace(manifest, status="recovered")
    if manifest.samples != samples:
        changes.append(f"manifest.json: the length is {seconds(samples):.2f} s")
        manifest = replace(manifest, samples=samples)
    return manifest, changes


def _drop_parts(folder: Path) -> None:
    """Half-written copies of files that are whole; nothing is in them alone."""
    for part in folder.glob(f"*{PART}"):
        with disk_errors(part):
            part.unlink()
