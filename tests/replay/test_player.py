"""A replay goes as fast as its sink plays, from any place, and never holds the session."""

import asyncio
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from stepped_clock import SteppedClock

from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, samples
from voiceinterview.engines.audio.audio_files import NullSink
from voiceinterview.errors import DeviceLost
from voiceinterview.ports import AudioSink, Samples
from voiceinterview.replay.player import AHEAD, LOOK, Player
from voiceinterview.replay.sound import BLOCK, SessionSound

SECONDS = 7


class Recorded:
    """A voice that counts upwards, so that every sample tells its place."""

    def __init__(self, length: int, base: int = 0) -> None:
        self.samples = length
        self.most = 0
        self._base = base

    def read(self, start: int = 0, stop: int | None = None) -> Samples:
        last = min(self.samples if stop is None else stop, self.samples)
        self.most = max(self.most, last - start)
        return ((self._base + np.arange(start, last)) % 16_000).astype(np.int16)


class Device:
    """Plays `speed` samples a look, whatever it is told of the time, and is lost when told."""

    name = "device"

    def __init__(self, speed: int = FRAME) -> None:
        self.heard: list[Samples] = []
        self.speed = speed
        self.lost = False
        self._queue: Samples = np.zeros(0, np.int16)

    @property
    def queued(self) -> int:
        return len(self._queue)

    def write(self, audio: Samples) -> None:
        self._queue = np.concatenate([self._queue, audio])

    def take_played(self, elapsed: int) -> Samples:
        if self.lost:
            raise DeviceLost("the loudspeaker is gone", "Plug it in.")
        now, self._queue = self._queue[: self.speed], self._queue[self.speed :]
        self.heard.append(now)
        return now

    def abort(self) -> None:
        self._queue = self._queue[:0]

    def set_gain(self, gain: float) -> None:
        """Nobody speaks over a replay."""

    def close(self) -> None:
        """Nothing to let go of."""

    @property
    def played(self) -> Samples:
        return np.concatenate(self.heard)


class Ear:
    def __init__(self, at: dict[int, Callable[[], None]] | None = None) -> None:
        self.positions: list[int] = []
        self.lines: list[str] = []
        self.at = dict(at or {})

    def heard(self, position: int) -> None:
        self.positions.append(position)
        for due in [due for due in self.at if due <= position]:
            self.at.pop(due)()

    def say(self, line: str) -> None:
        self.lines.append(line)


def recorded(seconds: float = SECONDS, silent: bool = True) -> SessionSound:
    voice = Recorded(samples(seconds))
    return SessionSound(voice, Recorded(0) if silent else Recorded(samples(seconds / 2)))


def player(
    sink: AudioSink, ear: Ear, sound: SessionSound | None = None, start: int = 0, paced: bool = True
) -> Player:
    return Player(sound or recorded(), sink, SteppedClock(), ear, start=start, paced=paced)


async def test_everything_is_played_once_and_in_order() -> None:
    device, ear = Device(), Ear()
    replay = player(device, ear)

    assert await replay.play()

    assert np.array_equal(device.played, Recorded(samples(SECONDS)).read())
    assert ear.positions[-1] == samples(SECONDS)


async def test_replay_begins_at_any_sample() -> None:
    device = Device()

    await player(device, Ear(), start=12_345).play()

    assert np.array_equal(device.played, Recorded(samples(SECONDS)).read(12_345))


async def test_position_is_what_the_sink_played_not_what_the_clock_says() -> None:
    slow, fast = Device(speed=100), Device(speed=3 * FRAME)
    slow_ear, fast_ear = Ear(), Ear()

    await player(slow, slow_ear, recorded(1)).play()
    await player(fast, fast_ear, recorded(1)).play()

    assert len(slow_ear.positions) > 10 * len(fast_ear.positions)
    assert np.all(np.diff(slow_ear.positions) <= 100)


async def test_sink_without_a_device_gets_the_time_that_passed() -> None:
    clock, ear = SteppedClock(), Ear()

    await Player(recorded(2), NullSink(), clock, ear).play()

    assert clock.now == pytest.approx(2, abs=0.5)
    assert np.diff(ear.positions).max() <= samples(LOOK) + 1


async def test_fast_replay_takes_no_time() -> None:
    clock = SteppedClock()

    assert await Player(recorded(60), NullSink(), clock, Ear(), paced=False).play()

    assert clock.now == 0


async def test_pause_is_silent_at_once_and_goes_on_where_it_was_heard_last() -> None:
    device = Device()
    paused_at: list[int] = []

    def pause() -> None:
        replay.pause()
        assert device.queued == 0
        paused_at.append(replay.position)

    replay = player(device, Ear({samples(2): pause}))
    playing = asyncio.ensure_future(replay.play())
    for _ in range(2000):
        await asyncio.sleep(0)
    assert not playing.done()
    assert replay.position == paused_at[0] < samples(3)

    replay.pause()

    assert await playing
    assert np.array_equal(device.played, Recorded(samples(SECONDS)).read())


async def test_stop_ends_it_also_while_it_is_paused() -> None:
    device, ear = Device(), Ear()
    replay = player(device, ear)
    ear.at = {samples(1): replay.pause}
    playing = asyncio.ensure_future(replay.play())
    for _ in range(500):
        await asyncio.sleep(0)

    replay.stop()

    assert not await playing
    assert device.queued == 0
    assert replay.position < samples(2)


async def test_lost_loudspeaker_is_told_once_and_waited_for() -> None:
    device = Device()
    ear = Ear({samples(1): lambda: setattr(device, "lost", True)})
    playing = asyncio.ensure_future(player(device, ear).play())
    for _ in range(500):
        await asyncio.sleep(0)
    assert not playing.done()
    assert ear.lines == ["the loudspeaker is gone; the replay waits. Plug it in."]

    device.lost = False

    assert await playing
    assert ear.lines[1:] == ["device is back"]
    assert len(device.played) == samples(SECONDS)


async def test_shorter_voice_is_silent_to_the_end_of_the_longer_one() -> None:
    device = Device()

    await player(device, Ear(), recorded(silent=False)).play()

    voice, other = Recorded(samples(SECONDS)).read(), Recorded(samples(SECONDS / 2)).read()
    assert len(device.played) == samples(SECONDS)
    assert np.array_equal(device.played[len(other) :], voice[len(other) :])
    assert np.array_equal(device.played[: len(other) - FRAME], 2 * other[:-FRAME])


async def test_session_without_a_sample_is_over_at_once() -> None:
    assert await player(Device(), Ear(), recorded(0)).play()


async def test_memory_stays_flat_over_ten_minutes() -> None:
    sound = SessionSound(Recorded(600 * SAMPLE_RATE), Recorded(600 * SAMPLE_RATE, base=99))
    tracemalloc.start()
    try:
        await Player(sound, NullSink(), SteppedClock(), Silent(), paced=False).play()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert sound.candidate.most == BLOCK
    assert AHEAD < BLOCK
    assert peak < 8_000_000  # bytes; the session has 38 million


class Silent(Ear):
    def heard(self, position: int) -> None:
        """Keeps nothing."""
