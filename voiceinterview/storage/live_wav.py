"""A WAV that grows while the session runs and that a crash cannot spoil.

A FLAC that was not closed cannot be opened by libsndfile; of an unclosed WAV only two length
fields are stale. Nothing is buffered: a sample that was appended has left the process.
"""

import struct
from pathlib import Path
from typing import BinaryIO

from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.ports import Samples
from voiceinterview.storage.disk import disk_errors, write_whole

HEADER_BYTES = 44  # RIFF, fmt and data chunk heads of plain PCM
SAMPLE_BYTES = 2
_LARGEST = 0xFFFF_FFFF - HEADER_BYTES  # the length fields have 32 bits: 37 hours


def header(samples: int) -> bytes:
    """The 44 bytes before the samples: mono, 16 kHz, 16 bits."""
    size = min(samples * SAMPLE_BYTES, _LARGEST)
    form = struct.pack("<4sI4s", b"RIFF", size + HEADER_BYTES - 8, b"WAVE")
    rate = SAMPLE_RATE * SAMPLE_BYTES
    fmt = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, SAMPLE_RATE, rate, SAMPLE_BYTES, 16)
    return form + fmt + struct.pack("<4sI", b"data", size)


def pcm(audio: Samples) -> bytes:
    """Samples as a WAV holds them, whatever this machine's byte order."""
    return audio.astype("<i2", copy=False).tobytes()


class LiveWav:
    """One channel, open for appending. Every method that writes raises `StorageFull`."""

    def __init__(self, path: Path, *, new: bool) -> None:
        """A new file must not exist yet; an old one must have been mended."""
        self.path = path
        with disk_errors(path):
            self._file: BinaryIO = path.open("x+b" if new else "r+b", buffering=0)
            if new:
                write_whole(self._file, header(0))
            end = self._file.seek(0, 2)
        self.samples = (end - HEADER_BYTES) // SAMPLE_BYTES
        self._told = self.samples  # what the header says

    def append(self, audio: Samples) -> None:
        """On failure the file may end in a part of `audio`; `cut` it back."""
        with disk_errors(self.path):
            write_whole(self._file, pcm(audio))
            self.samples += len(audio)
            # Once a second is enough for a player that opens the file meanwhile.
            if self.samples - self._told >= SAMPLE_RATE:
                self._tell()

    def cut(self, samples: int) -> None:
        """Drop everything behind the first `samples` samples."""
        end = HEADER_BYTES + samples * SAMPLE_BYTES
        with disk_errors(self.path):
            self._file.truncate(end)
            self._file.seek(end)
        self.samples = samples

    def close(self) -> None:
        """Tell the true length and let go of the file. May be called twice."""
        if self._file.closed:
            return
        with disk_errors(self.path), self._file:
            self._tell()

    def _tell(self) -> None:
        self._file.seek(0)
        write_whole(self._file, header(self.samples))
        self._file.seek(HEADER_BYTES + self.samples * SAMPLE_BYTES)
        self._told = self.samples
