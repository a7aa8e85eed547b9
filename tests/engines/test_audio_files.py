"""Recordings in and out: every format, every fault, in the file's own time."""

import asyncio
import os
import struct
import tracemalloc
import wave
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sounds import RATE, babble, likeness
from stepped_clock import SteppedClock

from voiceinterview.domain.speech import FRAME
from voiceinterview.engines.audio.audio_files import (
    FileSink,
    FileSource,
    NullSink,
    SilenceSource,
    read_audio,
)
from voiceinterview.errors import BadInput, SetupError, StorageFull

SAID = babble(1.0)


async def all_frames(source: FileSource) -> np.ndarray:
    frames = [frame.copy() async for frame in source.frames()]
    source.close()
    assert all(frame.shape == (FRAME,) and frame.dtype == np.int16 for frame in frames)
    return np.concatenate(frames)


def source_of(path: Path, paced: bool = False) -> FileSource:
    return FileSource(path, paced, SteppedClock())


def written(path: Path, rate: int = RATE, subtype: str | None = None, channels: int = 1) -> Path:
    """SAID as a file of that kind."""
    sound = np.repeat(SAID[:, np.newaxis], channels, axis=1).astype(np.float64) / 32768
    if rate != RATE:
        import soxr

        sound = soxr.resample(sound, RATE, rate)
    soundfile.write(path, sound, rate, subtype=subtype)
    return path


# --- what can be read -------------------------------------------------------------------------


async def test_16_bit_speech_at_16_khz_passes_unchanged_and_the_last_frame_is_filled_up(
    tmp_path: Path,
) -> None:
    path = tmp_path / "plain.wav"
    soundfile.write(path, SAID, RATE)
    source = source_of(path)
    frames = await all_frames(source)
    assert source.name == "plain.wav"
    assert source.warning is None
    assert np.array_equal(frames[: SAID.size], SAID)
    assert frames.size == -(-SAID.size // FRAME) * FRAME
    assert not frames[SAID.size :].any()
    assert np.array_equal(read_audio(path), SAID)


@pytest.mark.parametrize(
    ("name", "rate", "subtype", "channels"),
    [
        ("eight-bit.wav", RATE, "PCM_U8", 1),
        ("stereo.wav", RATE, "PCM_16", 2),
        ("surround.wav", 48_000, "PCM_24", 6),
        ("studio.wav", 96_000, "PCM_24", 2),
        ("float.wav", 44_100, "FLOAT", 1),
        ("telephone.wav", 8_000, "ULAW", 1),
        ("spoken.flac", 22_050, "PCM_16", 1),
        ("spoken.ogg", 48_000, "VORBIS", 2),
        ("spoken.mp3", 44_100, "MPEG_LAYER_III", 1),
        ("spoken.aiff", 16_000, "PCM_16", 1),
        ("no-extension", 16_000, None, 1),
    ],
)
async def test_any_width_rate_and_number_of_channels_sounds_the_same(
    tmp_path: Path, name: str, rate: int, subtype: str | None, channels: int
) -> None:
    if subtype is None:
        path = written(tmp_path / "some.wav").rename(tmp_path / name)
    else:
        path = written(tmp_path / name, rate, subtype, channels)
    heard = await all_frames(source_of(path))
    alike, at = likeness(heard, SAID)
    assert alike > (0.9 if rate == 8_000 or "mp3" in name else 0.97)
    assert at < 0.1 * RATE  # an MP3 begins with its coder's delay


@given(rate=st.integers(4_000, 192_000), length=st.integers(1, 30_000))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_rate_and_no_length_loses_or_adds_time(
    tmp_path_factory: pytest.TempPathFactory, rate: int, length: int
) -> None:
    path = tmp_path_factory.mktemp("rates") / "some.wav"
    soundfile.write(path, np.zeros(length, np.int16), rate)
    assert abs(read_audio(path).size - length * RATE / rate) <= FRAME


async def test_numbers_that_are_none_do_not_silence_what_follows(tmp_path: Path) -> None:
    path = tmp_path / "holes.wav"
    sound = SAID.astype(np.float32) / 32768
    sound[100:110] = np.nan
    sound[200] = np.inf
    soundfile.write(path, sound, RATE, subtype="FLOAT")
    assert likeness(await all_frames(source_of(path)), SAID)[0] > 0.9


async def test_a_recording_of_three_hours_is_never_whole_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    with path.open("wb") as file:  # sparse: it takes no room
        size = 3 * 3600 * 8_000
        file.write(wav_header(size, size + 36, rate=8_000, bits=8))
        file.truncate(44 + size)
    source = source_of(path)
    tracemalloc.start()
    count = 0
    async for _ in source.frames():
        count += 1
        if count == 8_000:  # four minutes: 8 MB as 16-bit samples
            break
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    source.close()
    assert peak < 2_000_000


# --- what time it takes -----------------------------------------------------------------------


async def test_paced_frames_come_when_they_are_due_and_lateness_does_not_add_up(
    tmp_path: Path,
) -> None:
    path = tmp_path / "paced.wav"
    soundfile.write(path, np.tile(SAID, 10), RATE)
    clock = SteppedClock(late=0.003)
    source = FileSource(path, True, clock)
    came = [clock.now async for _ in source.frames()]
    for place, at in enumerate(came):
        due = (place + 1) * FRAME / RATE
        assert due <= at + 1e-9
        assert at <= due + 0.0031
    source.close()


async def test_unpaced_frames_come_at_once_but_let_others_run(tmp_path: Path) -> None:
    path = tmp_path / "fast.wav"
    soundfile.write(path, SAID, RATE)
    clock = SteppedClock()
    ran = []

    async def other() -> None:
        while True:
            ran.append(len(ran))
            await asyncio.sleep(0)

    beside = asyncio.create_task(other())
    source = FileSource(path, False, clock)
    frames = [frame async for frame in source.frames()]
    source.close()
    beside.cancel()
    assert clock.now == 0
    assert len(ran) >= len(frames)


async def test_silence_for_typed_answers_never_ends_until_it_is_closed() -> None:
    clock = SteppedClock()
    source = SilenceSource(True, clock)
    count = 0
    async for frame in source.frames():
        assert frame.shape == (FRAME,)
        assert not frame.any()
        count += 1
        if count == 100:
            source.close()
    assert count == 100
    assert clock.now == pytest.approx(100 * FRAME / RATE)


async def test_frames_asked_for_again_go_on_where_they_were_left(tmp_path: Path) -> None:
    path = tmp_path / "twice.wav"
    soundfile.write(path, SAID, RATE)
    source = source_of(path)
    first = await anext(source.frames())
    rest = await all_frames(source)
    assert np.array_equal(np.concatenate([first, rest])[: SAID.size], SAID)


# --- what cannot be read ----------------------------------------------------------------------


def wav_header(data_size: int, riff_size: int, rate: int = RATE, bits: int = 16) -> bytes:
    fmt = struct.pack("<HHIIHH", 1, 1, rate, rate * bits // 8, bits // 8, bits)
    return (
        b"RIFF" + struct.pack("<I", riff_size) + b"WAVEfmt " + struct.pack("<I", 16) + fmt
        + b"data" + struct.pack("<I", data_size)
    )  # fmt: skip


NOT_AUDIO = {
    "empty.wav": (b"", "is empty"),
    "no-samples.wav": (wav_header(0, 36), "not one sample"),
    "header-cut.wav": (wav_header(32_000, 32_036)[:30], "No 'data' chunk"),
    "header-cut.flac": (b"fLaC\0\0\0\x22\x10", "not audio"),
    "letter.wav": (b"Dear interviewer,\n" * 100, "not audio"),
    "noise.mp3": (bytes(range(1, 256)) * 40, "not audio"),
    "noise.raw": (bytes(range(256)) * 40, "not audio"),
    "slow.wav": (wav_header(32_000, 32_036, rate=10) + bytes(32_000), "10 Hz"),
}


@pytest.mark.parametrize("name", NOT_AUDIO)
def test_what_is_no_recording_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    content, reason = NOT_AUDIO[name]
    path = tmp_path / name
    path.write_bytes(content)
    for read in (source_of, read_audio):
        with pytest.raises(BadInput, match=reason) as error:
            read(path)
        assert str(path) in error.value.problem
        assert error.value.advice


def test_a_file_that_is_missing_a_folder_or_a_device_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        source_of(tmp_path / "gone.wav")
    with pytest.raises(BadInput, match="is a folder"):
        source_of(tmp_path)
    with pytest.raises(BadInput, match="not an ordinary file"):
        source_of(Path(os.devnull))


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "private.wav")
    path.chmod(0)
    if os.access(path, os.R_OK):
        path = Path("/proc/self/mem")  # root may read every file; of this one no byte 0 is there
        if not path.exists():
            pytest.skip("root may read every file, and there is no /proc here")
    with pytest.raises(BadInput, match="cannot be read"):
        source_of(path)


SIZES = {
    "cut short": (64_000, 64_036),
    "never closed, 0": (0, 0),
    "never closed, as libsndfile leaves it": (0, 36),
    "never closed, streamed": (0xFFFF_FFFF, 0xFFFF_FFFF),
    "longer than any file": (0x7FFF_FFFF, 0x7FFF_FFFF),
}


@pytest.mark.parametrize("sizes", SIZES)
async def test_a_wav_that_was_cut_short_or_never_closed_is_played_as_far_as_it_goes(
    tmp_path: Path, sizes: str
) -> None:
    path = tmp_path / "torn.wav"
    path.write_bytes(wav_header(*SIZES[sizes]) + SAID.tobytes()[:20_001])
    source = source_of(path)
    assert source.warning is not None
    assert str(path) in source.warning
    assert "0.6 s" in source.warning
    heard = await all_frames(source)
    assert np.array_equal(heard[:10_000], SAID[:10_000])
    assert not heard[10_000:].any()
    assert np.array_equal(read_audio(path), SAID[:10_000])


async def test_a_flac_that_was_cut_short_says_so_at_its_end(tmp_path: Path) -> None:
    path = tmp_path / "torn.flac"
    soundfile.write(path, np.tile(SAID, 4), RATE)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    source = source_of(path)
    heard = await all_frames(source)
    assert heard.size > RATE
    assert np.array_equal(heard[:RATE], SAID)
    assert source.warning is not None
    assert "of 4.0 s" in source.warning


# --- where the voice goes ---------------------------------------------------------------------


def test_the_file_holds_the_voice_on_the_session_clock(tmp_path: Path) -> None:
    path = tmp_path / "voice.wav"
    sink = FileSink(path)
    for _ in range(10):
        sink.take_played(FRAME)
    sink.write(SAID)
    played = [sink.take_played(FRAME) for _ in range(40)]
    sink.close()
    assert np.array_equal(np.concatenate(played), SAID)
    heard, rate = soundfile.read(path, dtype="int16")
    assert rate == RATE
    assert heard.size == 50 * FRAME
    assert not heard[: 10 * FRAME].any()
    assert np.array_equal(heard[10 * FRAME :][: SAID.size], SAID)
    assert not heard[10 * FRAME + SAID.size :].any()


def test_the_file_can_be_opened_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "live.wav"
    sink = FileSink(path)
    lengths = []
    for _ in range(20):
        sink.take_played(FRAME)
        with wave.open(str(path)) as reader:
            lengths.append(reader.getnframes())
    sink.close()
    assert all(later == earlier + FRAME for earlier, later in pairwise(lengths))


def test_a_voice_that_cannot_be_written_is_told_before_the_session(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="cannot be written there"):
        FileSink(tmp_path / "nowhere" / "voice.wav")
    with pytest.raises(SetupError, match="Is a directory"):
        FileSink(tmp_path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk without room")
def test_a_full_disk_is_told_once_and_the_voice_goes_on() -> None:
    sink = FileSink(Path("/dev/full"))
    sink.write(SAID)
    with pytest.raises(StorageFull, match="No space left"):
        for _ in range(40):
            sink.take_played(FRAME)
    sink.write(SAID)
    assert sink.take_played(FRAME).size == FRAME
    sink.close()


def test_with_no_listener_speech_still_takes_its_time() -> None:
    sink = NullSink()
    sink.write(SAID)
    assert sink.name == "none"
    assert np.array_equal(np.concatenate([sink.take_played(FRAME), sink.take_played(RATE)]), SAID)
