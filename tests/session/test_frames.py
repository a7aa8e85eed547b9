"""Frames through pauses and lost devices."""

import asyncio
from collections.abc import AsyncGenerator

import numpy as np
import pytest

from voiceinterview.domain.speech import FRAME
from voiceinterview.errors import DeviceLost, SetupError
from voiceinterview.ports import Samples
from voiceinterview.session.frames import Frames


class Source:
    """Gives the numbers named; `None` stands for the loss of the device."""

    name = "source"
    paced = False

    def __init__(self, *numbers: int | None, live: bool = False) -> None:
        self.numbers, self.live, self.closed = list(numbers), live, 0

    async def frames(self) -> AsyncGenerator[Samples, None]:
        try:
            while self.numbers:
                number = self.numbers.pop(0)
                if number is None:
                    raise DeviceLost("gone")
                await asyncio.sleep(0)
                yield np.full(FRAME, number, np.int16)
        finally:
            self.closed += 1

    def close(self) -> None:
        """Nothing to let go of."""


def opened(source: Source) -> tuple[Frames, list[str]]:
    told: list[str] = []
    return Frames(source, lambda _: told.append("lost"), lambda: told.append("restored")), told


async def read(frames: Frames) -> list[int]:
    return [int(frame[0]) async for frame in frames.stream()]


async def test_frames_come_as_they_are_and_the_source_is_let_go_of() -> None:
    source = Source(1, 2, 3)
    assert await read(opened(source)[0]) == [1, 2, 3]
    assert source.closed == 1


async def test_a_lost_device_is_told_once_and_its_return_once() -> None:
    frames, told = opened(Source(1, None, None, None, 2, 3))
    assert await read(frames) == [1, 2, 3]
    assert told == ["lost", "restored"]


async def test_of_a_live_device_the_frames_of_a_pause_are_dropped() -> None:
    frames, _ = opened(Source(*range(10), live=True))
    seen = []
    async for frame in frames.stream():
        seen.append(int(frame[0]))
        if seen == [0]:
            frames.pause()
            asyncio.get_running_loop().call_later(0, frames.go_on)
    assert seen[0] == 0
    assert seen[-1] == 9
    assert len(seen) < 10


async def test_a_file_waits_for_the_end_of_a_pause_and_loses_nothing() -> None:
    frames, _ = opened(Source(*range(10)))
    seen = []
    async for frame in frames.stream():
        seen.append(int(frame[0]))
        if seen == [0]:
            frames.pause()
            asyncio.get_running_loop().call_later(0.01, frames.go_on)
    assert seen == list(range(10))


async def test_closing_the_stream_closes_the_source_there_and_then() -> None:
    source = Source(1, 2, 3)
    stream = opened(source)[0].stream()
    await anext(stream)
    await stream.aclose()
    assert source.closed == 1


async def test_a_device_that_cannot_be_opened_is_no_lost_one() -> None:
    class Never(Source):
        async def frames(self) -> AsyncGenerator[Samples, None]:
            raise SetupError("no microphone")
            yield

    with pytest.raises(SetupError):
        await read(opened(Never())[0])
