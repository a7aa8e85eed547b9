"""What every `AudioSource` keeps to, whatever stands behind it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
import soundfile
from plugged_in import plugged_in
from sounds import RATE, babble
from stepped_clock import SteppedClock

from voiceinterview.domain.speech import FRAME
from voiceinterview.engines.audio.audio_files import FileSource, SilenceSource
from voiceinterview.engines.audio.microphone import Microphone
from voiceinterview.engines.audio.recorded_candidate import RecordedCandidate
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.ports import AudioSource

Open = Callable[[], AudioSource]


def candidate_folder(folder: Path) -> Path:
    (folder / "candidate.yaml").write_text(
        "{name: Mara, voice: noise, otherwise: [{file: said.wav, text: hm,"
        " words: [{text: hm, start: 0, end: 9}]}]}"
    )
    return folder


@pytest.fixture(params=["file", "silence", "recorded candidate", "microphone"])
def open_source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    soundfile.write(tmp_path / "said.wav", babble(2), RATE)
    clock = SteppedClock()
    openers: dict[str, Open] = {
        "file": lambda: FileSource(tmp_path / "said.wav", False, clock),
        "silence": lambda: SilenceSource(False, clock),
        "recorded candidate": lambda: RecordedCandidate(candidate_folder(tmp_path), False, clock),
        "microphone": lambda: Microphone(clock=SystemClock()),
    }
    with ExitStack() as stack:
        if request.param == "microphone":
            stack.enter_context(plugged_in())
        yield openers[request.param]


async def test_every_frame_is_512_samples_of_16_bits(open_source: Open) -> None:
    source = open_source()
    frames = source.frames()
    for _ in range(10):
        frame = await anext(frames)
        assert frame.shape == (FRAME,)
        assert frame.dtype == np.int16
    source.close()


async def test_it_has_a_name_and_says_whether_it_is_paced(open_source: Open) -> None:
    source = open_source()
    assert source.name
    assert source.paced is isinstance(source, Microphone)
    source.close()


async def test_closing_twice_is_fine_and_ends_the_frames(open_source: Open) -> None:
    source = open_source()
    frames = source.frames()
    await anext(frames)
    source.close()
    source.close()
    left = await asyncio.wait_for(_count(frames), 5)
    assert left <= 1


async def test_closing_before_the_first_frame_is_fine(open_source: Open) -> None:
    source = open_source()
    source.close()
    assert await asyncio.wait_for(_count(source.frames()), 5) <= 1


async def _count(frames: object) -> int:
    return len([frame async for frame in frames])  # type: ignore[attr-defined]
