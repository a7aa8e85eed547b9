"""What one party sounded like, read from the FLAC of a closed session or a WAV still open."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.errors import CorruptSession
from voiceinterview.ports import Samples
from voiceinterview.storage.disk import recover_command
from voiceinterview.storage.layout import Channel, flac_of, wav_of
from voiceinterview.storage.live_wav import HEADER_BYTES, SAMPLE_BYTES, header

BLOCK = 10 * SAMPLE_RATE  # samples; 320 kB at a time, however long the session


class AudioTrack:
    """One channel on disk; `samples` is its length. Reading raises `CorruptSession`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._flac = ".flac" in path.suffixes  # also while it is called .flac.part
        self.samples = self._flac_length() if self._flac else self._wav_length()

    def read(self, start: int = 0, stop: int | None = None) -> Samples:
        """The samples from `start` to before `stop`, as far as there are any."""
        first = min(max(start, 0), self.samples)
        last = self.samples if stop is None else min(max(stop, first), self.samples)
        return self._read_flac(first, last) if self._flac else self._read_wav(first, last)

    def blocks(self) -> Iterator[Samples]:
        """The whole track in order, never more than ten seconds in memory."""
        if self._flac:
            yield from self._flac_blocks()
        else:
            for start in range(0, self.samples, BLOCK):
                yield self.read(start, start + BLOCK)

    def _wav_length(self) -> int:
        """From the file's size: the header of a session cut off tells less than there is."""
        try:
            with self.path.open("rb") as file:
                head = file.read(HEADER_BYTES)
                size = file.seek(0, 2)
        except OSError as error:
            raise self._corrupt(f"cannot be read ({error.strerror or error})") from error
        # All but the two length fields (bytes 4 to 8 and 40 to 44) is the same in every file.
        ours = header(0)
        if head[:4] + head[8:40] != ours[:4] + ours[8:40]:
            raise self._corrupt("not a mono 16-bit 16 kHz WAV of a session")
        return (size - HEADER_BYTES) // SAMPLE_BYTES

    def _flac_length(self) -> int:
        with self._decoding(), self._open_flac() as file:
            if (file.samplerate, file.channels, file.subtype) != (SAMPLE_RATE, 1, "PCM_16"):
                raise self._corrupt("not mono 16-bit 16 kHz audio")
            return int(file.frames)

    def _read_wav(self, first: int, last: int) -> Samples:
        try:
            with self.path.open("rb") as file:
                file.seek(HEADER_BYTES + first * SAMPLE_BYTES)
                content = file.read((last - first) * SAMPLE_BYTES)
        except OSError as error:
            raise self._corrupt(f"cannot be read ({error.strerror or error})") from error
        return np.frombuffer(content, dtype="<i2").astype(np.int16)

    def _read_flac(self, first: int, last: int) -> Samples:
        with self._decoding(), self._open_flac() as file:
            file.seek(first)
            audio: Samples = file.read(last - first, dtype="int16")
        if len(audio) != last - first:
            raise self._corrupt(f"breaks off after sample {first + len(audio)}")
        return audio

    def _flac_blocks(self) -> Iterator[Samples]:
        """In one go: to find a place in a FLAC costs more than to decode what stands there."""
        left = self.samples
        with self._decoding(), self._open_flac() as file:
            while left:
                audio: Samples = file.read(min(BLOCK, left), dtype="int16")
                if not len(audio):
                    raise self._corrupt(f"breaks off after sample {self.samples - left}")
                left -= len(audio)
                yield audio

    def _open_flac(self) -> Any:
        import soundfile

        return soundfile.SoundFile(self.path)

    @contextmanager
    def _decoding(self) -> Iterator[None]:
        import soundfile

        try:
            yield
        except (soundfile.SoundFileError, OSError) as error:
            raise self._corrupt(f"cannot be decoded ({error})") from error

    def _corrupt(self, problem: str) -> CorruptSession:
        advice = "Restore it from a backup."
        if not self._flac:  # a FLAC is made whole or not at all
            advice = f"Restore it from a backup, or try `{recover_command(self.path)}`."
        return CorruptSession(self.path, 0, problem, advice)


def track_of(folder: Path, channel: Channel) -> AudioTrack:
    """Raises `CorruptSession` where the session holds no audio of that party."""
    paths = (wav_of(folder, channel), flac_of(folder, channel))
    for path in paths:
        if path.is_file():
            return AudioTrack(path)
    raise CorruptSession(
        paths[1],
        0,
        "the recording is missing",
        "It may have been exported without audio; restore it from the original session.",
    )
