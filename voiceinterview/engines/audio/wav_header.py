"""What the header of a WAV file promises, against what the file holds.

libsndfile reads a file that was cut short without a word, and one whose data chunk still says
0 bytes (its writer died) as empty. So the header is looked at here first.
"""

import os
import struct
from dataclasses import dataclass
from typing import BinaryIO

STREAMED = 0xFFFF_FFFF  # what writers that cannot seek (ffmpeg to a pipe) leave in a size field
CHUNK = struct.Struct("<4sI")
SIZE = struct.Struct("<I")
FIRST_CHUNK = 12  # bytes: "RIFF", size, "WAVE"
MOST_CHUNKS = 1000  # a header with more is not walked to its end


@dataclass(frozen=True)
class WavData:
    """The data chunk; all in bytes, `bytes_per_second` is 0 where no fmt chunk told."""

    size_field: int  # where in the file the chunk's size stands
    declared: int
    available: int
    riff_matches: bool  # the outer size agrees with the file's length
    bytes_per_second: int

    @property
    def never_closed(self) -> bool:
        return self.available > 0 and self.declared in (0, STREAMED) and not self.riff_matches

    @property
    def cut_short(self) -> bool:
        return not self.never_closed and self.declared > self.available

    @property
    def fault(self) -> str | None:
        """What is wrong, in words; None for a whole file."""
        there = self._seconds(self.available)
        if self.never_closed:
            return f"was never closed by what wrote it; playing the {there} that are there"
        if self.cut_short:
            promised = self._seconds(self.declared)
            return f"is cut short: its header promises {promised}, playing the {there} it holds"
        return None

    def _seconds(self, size: int) -> str:
        if not self.bytes_per_second:
            return f"{size} bytes"
        return f"{size / self.bytes_per_second:.1f} s"


def find_wav_data(file: BinaryIO) -> WavData | None:
    """Walk the chunks of a RIFF file to its data; None where it is no such file."""
    length = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(FIRST_CHUNK)
    if len(head) < FIRST_CHUNK or head[:4] != b"RIFF" or head[8:] != b"WAVE":
        return None
    riff_matches = abs(SIZE.unpack_from(head, 4)[0] + CHUNK.size - length) <= 1  # a pad byte
    bytes_per_second = 0
    for _ in range(MOST_CHUNKS):
        chunk = file.read(CHUNK.size)
        if len(chunk) < CHUNK.size:
            return None
        tag, size = CHUNK.unpack(chunk)
        place = file.tell()
        if tag == b"data":
            return WavData(place - SIZE.size, size, length - place, riff_matches, bytes_per_second)
        if tag == b"fmt ":
            bytes_per_second = _bytes_per_second(file.read(12))
        file.seek(place + size + size % 2)  # chunks begin on even bytes
    return None


def _bytes_per_second(fmt: bytes) -> int:
    return int(SIZE.unpack_from(fmt, 8)[0]) if len(fmt) == 12 else 0


class ClosedLater:
    """A WAV file that was never closed, read as if its data chunk had the size that is there."""

    def __init__(self, file: BinaryIO, data: WavData) -> None:
        self._file = file
        self._place = data.size_field
        self._size = SIZE.pack(min(data.available, STREAMED - 1))

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        start = self._file.tell()
        found = bytearray(self._file.read(size))
        for index, value in enumerate(self._size, self._place - start):
            if 0 <= index < len(found):
                found[index] = value
        return bytes(found)
