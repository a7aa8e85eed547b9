"""An audio file, read piece by piece: a recording of three hours is never whole in memory."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from voiceinterview.engines.audio.framing import Resampler, Sound, mixed_down
from voiceinterview.engines.audio.wav_header import ClosedLater, find_wav_data
from voiceinterview.engines.quiet import quiet_libraries
from voiceinterview.errors import BadInput
from voiceinterview.ports import Samples

BLOCK = 4096  # samples read at a time: a damaged block is lost whole, so it is kept short
SLOWEST = 1000  # Hz; below this no speech is left, and a block would grow to megabytes
LENGTH_KNOWN = 1 << 62  # libsndfile says more than this where it does not know
SHORTFALL = 0.1  # seconds that a length may be off (MP3 headers estimate it)
READABLE = "Give a WAV, FLAC, OGG or MP3 file."


class Recording:
    """An audio file read piece by piece. Raises `BadInput`; `warning` tells of what it lacks.

    `warning` may first be set at the end: only WAV tells beforehand that it is cut short.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warning: str | None = None
        self._read = 0
        self._file = _open_file(path)
        self._sound: Any = None
        try:
            self._sound = self._open_sound()
            self._first: Sound | None = self._next_block()
        except BaseException:
            self.close()
            raise
        if not self._first.size:
            self.close()
            raise BadInput(f"{path}: holds no audio: there is not one sample in it", READABLE)
        self.rate = int(self._sound.samplerate)
        self.length = int(self._sound.frames)  # samples at that rate, as the header has it

    def sounds(self) -> Iterator[Sound]:
        """Mono blocks at the file's own rate."""
        while (block := self._first if self._first is not None else self._next_block()).size:
            self._first = None
            yield block

    def samples(self) -> Iterator[Samples]:
        """The same at 16 kHz."""
        resampler = Resampler(self.rate)
        for block in self.sounds():
            yield resampler.add(block)
        yield resampler.add(np.zeros(0, np.float32), last=True)

    def close(self) -> None:
        if self._sound is not None:
            self._sound.close()
        self._file.close()

    def _open_sound(self) -> Any:
        import soundfile

        data = find_wav_data(self._file)
        if data is not None and data.fault:
            self.warning = f"{self.path} {data.fault}"
        healed = ClosedLater(self._file, data) if data and data.never_closed else self._file
        healed.seek(0)
        try:
            with quiet_libraries():
                sound = soundfile.SoundFile(healed)
        except (soundfile.SoundFileError, TypeError) as error:  # TypeError for a name in .raw
            raise BadInput(f"{self.path}: {_reason(error)}", READABLE) from None
        if sound.samplerate < SLOWEST:
            sound.close()
            raise BadInput(
                f"{self.path}: its sample rate of {sound.samplerate} Hz leaves no speech",
                "Record at 8,000 Hz or more.",
            )
        return sound

    def _next_block(self) -> Sound:
        import soundfile

        try:
            block = self._sound.read(BLOCK, dtype="float32", always_2d=True)
        except soundfile.SoundFileError:
            block = np.zeros((0, 1), np.float32)
        self._read += len(block)
        if not len(block):
            self._note_shortfall()
        return np.nan_to_num(mixed_down(block), posinf=1.0, neginf=-1.0)

    def _note_shortfall(self) -> None:
        promised = self._sound.frames
        missing = (promised - self._read) / self._sound.samplerate
        if self.warning or not self._read or promised > LENGTH_KNOWN:
            return
        if missing > SHORTFALL:
            self.warning = (
                f"{self.path} is cut short or damaged: played the first "
                f"{self._read / self._sound.samplerate:.1f} of "
                f"{promised / self._sound.samplerate:.1f} s"
            )


def _open_file(path: Path) -> BinaryIO:
    if not path.exists():
        raise BadInput(f"{path}: there is no such file", "Check the name.")
    if path.is_dir():
        raise BadInput(f"{path}: is a folder, not a recording", READABLE)
    if not path.is_file():
        raise BadInput(f"{path}: is not an ordinary file", READABLE)
    try:
        file = path.open("rb")
    except OSError as error:
        raise BadInput(f"{path}: cannot be read: {error.strerror}", "Check who may.") from None
    try:
        empty = not file.read(1)
    except OSError as error:
        file.close()
        raise BadInput(f"{path}: cannot be read: {error.strerror}", "Check the disk.") from None
    if empty:
        file.close()
        raise BadInput(f"{path}: is empty (0 bytes)", READABLE)
    return file


def _reason(error: Any) -> str:
    """libsndfile's words where they help; of content it does not know it says odd things."""
    text = str(getattr(error, "error_string", error)).strip()
    return f"is damaged: {text}" if "Error in" in text else "is not audio that can be read"


def read_audio(path: Path) -> Samples:
    """A whole (short) recording as int16[n] at 16 kHz. Raises `BadInput`."""
    recording = Recording(path)
    try:
        return np.concatenate(list(recording.samples()))
    finally:
        recording.close()
