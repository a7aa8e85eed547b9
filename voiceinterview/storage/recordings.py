"""What recordings a session must have: damage to them that no crash does cannot be mended.

A session that was closed had both of them, as long as its manifest says. Where they are gone
they were left out of an export or removed, and silence in their place would be a lie.
"""

from collections.abc import Sequence
from pathlib import Path

from voiceinterview.domain.events import Event
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.speech import seconds
from voiceinterview.errors import CorruptSession
from voiceinterview.storage.audio_track import AudioTrack
from voiceinterview.storage.layout import CHANNELS, Channel, flac_of, wav_of
from voiceinterview.storage.live_wav import HEADER_BYTES, SAMPLE_BYTES


def missing_channels(folder: Path) -> tuple[Channel, ...]:
    """Those of which there is neither a WAV nor a FLAC."""
    return tuple(
        channel
        for channel in CHANNELS
        if not wav_of(folder, channel).is_file() and not flac_of(folder, channel).is_file()
    )


def absent_channels(
    folder: Path, manifest: Manifest, events: Sequence[Event]
) -> tuple[Channel, ...]:
    """Missing ones that were recorded once, so that nothing may stand in for them.

    A session that was never closed makes both files before its first event; the power may go
    before one of them is on the disk, so there only the lack of both counts.
    """
    missing = missing_channels(folder)
    left_out = manifest.status != "started" or (len(missing) == len(CHANNELS) and bool(events))
    return missing if left_out else ()


def check_recordings(folder: Path, manifest: Manifest) -> None:
    """Quick: of a FLAC the header and the last sample are decoded, of a WAV the size is taken.

    Raises `CorruptSession` where a FLAC does not decode, or where a recording of a session that
    was closed is shorter than the manifest says. Missing ones are `missing_channels`.
    """
    for channel in CHANNELS:
        length = _length(folder, channel)
        if length is None or manifest.status == "started" or length >= manifest.samples:
            continue
        wav = wav_of(folder, channel)
        raise CorruptSession(
            wav if wav.is_file() else flac_of(folder, channel),
            0,
            f"holds {seconds(length):.2f} s of the {seconds(manifest.samples):.2f} s recorded",
            "A crash does not do this: restore it from a backup.",
        )


def is_longer(folder: Path, manifest: Manifest) -> bool:
    """Whether a recording goes on beyond what the manifest says, as a crash may leave it."""
    lengths = (_length(folder, channel) for channel in CHANNELS)
    return any(length is not None and length > manifest.samples for length in lengths)


def _length(folder: Path, channel: Channel) -> int | None:
    """Samples; a WAV counts before a FLAC, whatever its header says. None where both lack."""
    wav, flac = wav_of(folder, channel), flac_of(folder, channel)
    if wav.is_file():
        return max(wav.stat().st_size - HEADER_BYTES, 0) // SAMPLE_BYTES
    if not flac.is_file():
        return None
    track = AudioTrack(flac)
    track.read(track.samples - 1)  # of a file cut short the header alone looks whole
    return track.samples
