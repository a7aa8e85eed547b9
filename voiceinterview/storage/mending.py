"""Making whole what a crash left behind. Each step says in words what it mended.

Nothing is thrown away: what is cut off a file is kept beside it, with `.torn` behind its name.
All of it raises `StorageFull` where the disk takes no more, and can then be run again.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np

from voiceinterview.domain.events import Event
from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.errors import CorruptSession
from voiceinterview.storage.audio_track import AudioTrack, track_of
from voiceinterview.storage.disk import disk_errors, keep_aside
from voiceinterview.storage.event_log import read_events
from voiceinterview.storage.exchange_log import read_exchanges
from voiceinterview.storage.flac import freeze, same_samples, thaw
from voiceinterview.storage.layout import (
    CHANNELS,
    EVENTS,
    EXCHANGES,
    Channel,
    flac_of,
    torn_of,
    wav_of,
)
from voiceinterview.storage.line_log import cut_torn_line
from voiceinterview.storage.live_wav import HEADER_BYTES, SAMPLE_BYTES, LiveWav, header

# Samples. An event can be ahead of the audio by what the disk lost; a minute is ample, and a
# damaged number must not fill the disk with silence.
_LARGEST_GAP = 60 * SAMPLE_RATE


def mend_logs(folder: Path) -> tuple[list[str], tuple[Event, ...]]:
    """Cut torn last lines, once all the others are known to read.

    Raises `CorruptSession` for damage that a crash does not do; then nothing was changed.
    """
    logs = [folder / EVENTS]
    if (folder / EXCHANGES).is_file():
        logs.append(folder / EXCHANGES)
        read_exchanges(folder / EXCHANGES, torn_tail_allowed=True)
    events = read_events(folder / EVENTS, torn_tail_allowed=True)
    mended = []
    for log in logs:
        torn = cut_torn_line(log)
        if torn:
            mended.append(f"{log.name}: a torn last line of {torn} bytes was cut off")
    return mended, events


def mend_audio(folder: Path, events: Sequence[Event]) -> list[str]:
    """Make both channels readable and equally long; the length is the clock's position."""
    mended = list(chain.from_iterable(_mend_channel(folder, channel) for channel in CHANNELS))
    return mended + _align(folder, events[-1].at if events else 0)


def freeze_audio(folder: Path) -> list[str]:
    """Turn what is still WAV into FLAC."""
    waiting = [channel for channel in CHANNELS if wav_of(folder, channel).is_file()]
    with ThreadPoolExecutor() as pool:  # libsndfile works without the interpreter's lock
        made = list(pool.map(partial(freeze, folder), waiting))
    return [f"{path.name} was made" for path in made if path.suffix == ".flac"]


def thaw_audio(folder: Path) -> None:
    """Turn what is FLAC back into WAV."""
    for channel in CHANNELS:
        if flac_of(folder, channel).is_file():
            thaw(folder, channel)


def _mend_channel(folder: Path, channel: Channel) -> list[str]:
    wav, flac = wav_of(folder, channel), flac_of(folder, channel)
    if wav.is_file() and flac.is_file():
        return [*_mend_wav(wav), _choose(wav, flac)]
    if wav.is_file():
        return _mend_wav(wav)
    if flac.is_file():
        AudioTrack(flac)  # raises where it does not open
        return []
    LiveWav(wav, new=True).close()
    return [f"{wav.name} was missing; silence stands in for it"]


def _mend_wav(wav: Path) -> list[str]:
    """Patch the header from the file's size. Whatever the first 44 bytes are, samples follow."""
    content_end = wav.stat().st_size
    samples = max(content_end - HEADER_BYTES, 0) // SAMPLE_BYTES
    true_head = header(samples)
    with disk_errors(wav), wav.open("r+b") as file:
        head = file.read(HEADER_BYTES)
        whole_end = HEADER_BYTES + samples * SAMPLE_BYTES
        file.seek(whole_end)
        odd_byte = file.read()
        if head == true_head and not odd_byte:
            return []
        if odd_byte:
            keep_aside(torn_of(wav), odd_byte)
            file.truncate(whole_end)
        file.seek(0)
        file.write(true_head)
    return [f"{wav.name}: the header was patched to {samples / SAMPLE_RATE:.2f} s"]


def _choose(wav: Path, flac: Path) -> str:
    """Both are there: the session died between making one and removing the other."""
    try:
        same = same_samples(AudioTrack(flac), AudioTrack(wav))
    except CorruptSession:
        same = False
    with disk_errors(flac):
        if same:
            wav.unlink()
            return f"{wav.name} was removed; {flac.name} holds the same"
        flac.replace(torn_of(flac))
    return f"{flac.name} differs from {wav.name} and was put aside as {torn_of(flac).name}"


def _align(folder: Path, last_event: int) -> list[str]:
    """Pad the shorter channel, and both up to the last event, with silence."""
    lengths = {channel: track_of(folder, channel).samples for channel in CHANNELS}
    position = max(lengths.values())
    if position < last_event <= position + _LARGEST_GAP:
        position = last_event
    mended = []
    for channel, samples in lengths.items():
        if samples < position:
            _pad(folder, channel, position - samples)
            lost = (position - samples) / SAMPLE_RATE
            mended.append(f"{channel}: {lost:.3f} s of silence added to keep the clock")
    return mended


def _pad(folder: Path, channel: Channel, samples: int) -> None:
    if not wav_of(folder, channel).is_file():
        thaw(folder, channel)
    wav = LiveWav(wav_of(folder, channel), new=False)
    try:
        for start in range(0, samples, SAMPLE_RATE):
            wav.append(np.zeros(min(SAMPLE_RATE, samples - start), np.int16))
    finally:
        wav.close()
