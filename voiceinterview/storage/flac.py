"""From WAV to FLAC when a session closes, and back when it goes on.

A file is removed only when the other holds the same samples under its final name, so at any
moment at least one of the two is whole.
"""

import shutil
from pathlib import Path

import numpy as np

from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.errors import CorruptSession, StorageFull
from voiceinterview.storage.audio_track import AudioTrack
from voiceinterview.storage.disk import disk_errors, recover_command, write_whole
from voiceinterview.storage.layout import Channel, flac_of, part_of, wav_of
from voiceinterview.storage.live_wav import header, pcm


def freeze(folder: Path, channel: Channel) -> Path:
    """Replace the channel's WAV by a FLAC that was decoded and compared; returns what is there.

    libsndfile cannot open a FLAC without samples, so an empty WAV stays. Raises `StorageFull`,
    and then the WAV is untouched.
    """
    wav, flac = wav_of(folder, channel), flac_of(folder, channel)
    track = AudioTrack(wav)
    if not track.samples:
        return wav
    part = part_of(flac)
    try:
        _encode(track, part)
        with disk_errors(wav):
            part.replace(flac)
            wav.unlink()
    finally:
        part.unlink(missing_ok=True)
    return flac


def _encode(track: AudioTrack, part: Path) -> None:
    """Write `track` as FLAC to `part` and read it back. Raises `StorageFull`."""
    import soundfile

    try:
        with soundfile.SoundFile(
            part, "w", SAMPLE_RATE, channels=1, subtype="PCM_16", format="FLAC"
        ) as file:
            for block in track.blocks():
                file.write(block)
        if same_samples(AudioTrack(part), track):
            return
        problem = "it does not decode to the samples that were recorded"
    except (soundfile.SoundFileError, CorruptSession, OSError, AssertionError) as error:
        problem = str(error)  # libsndfile says no more than "System error." of a full disk
    free = shutil.disk_usage(part.parent).free
    raise StorageFull(
        f"could not turn {track.path} into FLAC: {problem} ({free / 1e6:.1f} MB are free there)",
        f"The WAV is whole. Make room on that disk, then run `{recover_command(track.path)}`.",
    )


def same_samples(one: AudioTrack, other: AudioTrack) -> bool:
    """Whether both hold the same audio. Raises `CorruptSession` where one does not decode."""
    return one.samples == other.samples and all(
        np.array_equal(a, b) for a, b in zip(one.blocks(), other.blocks(), strict=True)
    )


def thaw(folder: Path, channel: Channel) -> Path:
    """Replace the channel's FLAC by a WAV that can be appended to. Raises `StorageFull`."""
    wav, flac = wav_of(folder, channel), flac_of(folder, channel)
    track = AudioTrack(flac)
    part = part_of(wav)
    with disk_errors(wav):
        with part.open("wb", buffering=0) as file:
            write_whole(file, header(track.samples))
            for block in track.blocks():
                write_whole(file, pcm(block))
        part.replace(wav)
        flac.unlink()
    return wav
