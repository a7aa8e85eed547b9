"""The microphone, on a virtual sound card: what is spoken into it arrives, whatever happens."""

import asyncio
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from plugged_in import no_sound_card, plugged_in, refusing_16_khz, threads, threads_are
from sounds import RATE, babble, likeness
from virtual_sound_card import VirtualSoundCard

from voiceinterview.domain.speech import FRAME
from voiceinterview.engines.audio.microphone import Microphone
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import DeviceLost, SetupError, UnknownName

SPOKEN = babble(0.6)


@pytest.fixture
def card() -> Iterator[VirtualSoundCard]:
    with plugged_in() as card:
        yield card


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    path = tmp_path / "spoken.wav"
    soundfile.write(path, SPOKEN, RATE)
    return path


class Listener:
    """Reads a microphone in the background, as a session does."""

    def __init__(self, microphone: Microphone) -> None:
        self.microphone = microphone
        self.frames: list[np.ndarray] = []
        self.hears = asyncio.Event()
        self._task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for frame in self.microphone.frames():
            assert frame.shape == (FRAME,)
            assert frame.dtype == np.int16
            self.frames.append(frame.copy())
            self.hears.set()

    async def hear_more(self, seconds: float) -> None:
        enough = len(self.frames) + seconds * RATE / FRAME
        while len(self.frames) < enough:
            self.hears.clear()
            await asyncio.wait_for(self.hears.wait(), 5)

    async def over(self) -> None:
        await asyncio.wait_for(self._task, 10)

    def heard(self) -> np.ndarray:
        return np.concatenate(self.frames)


async def hear(card: VirtualSoundCard, spoken: Path) -> tuple[Microphone, np.ndarray]:
    microphone = Microphone(clock=SystemClock())
    listener = Listener(microphone)
    await listener.hear_more(0.1)
    await asyncio.to_thread(card.speak, spoken)
    await listener.hear_more(0.3)
    microphone.close()
    await listener.over()
    return microphone, listener.heard()


async def test_what_is_spoken_is_what_arrives(card: VirtualSoundCard, spoken: Path) -> None:
    microphone, heard = await hear(card, spoken)
    assert likeness(heard, SPOKEN)[0] > 0.95
    assert microphone.dropped == 0
    assert microphone.name == "default"


async def test_a_device_that_refuses_16_khz_is_resampled(
    card: VirtualSoundCard, spoken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = refusing_16_khz(monkeypatch, "InputStream")
    _, heard = await hear(card, spoken)
    assert rates == [16_000, 44_100]
    assert likeness(heard, SPOKEN)[0] > 0.95


async def test_no_frame_is_lost_while_the_loop_is_busy(
    card: VirtualSoundCard, spoken: Path
) -> None:
    microphone = Microphone(clock=SystemClock())
    listener = Listener(microphone)
    await listener.hear_more(0.1)
    speaking = threading.Thread(target=card.speak, args=(spoken,))
    speaking.start()
    speaking.join()  # for more than half a second nobody takes a frame
    await listener.hear_more(1.2)  # what waited, and what comes
    microphone.close()
    await listener.over()
    assert likeness(listener.heard(), SPOKEN)[0] > 0.95
    assert microphone.dropped == 0
    assert microphone.most_waiting * FRAME > 0.5 * RATE
    assert microphone.waiting == 0


async def test_a_sound_server_that_dies_is_a_lost_device_and_capture_goes_on_after(
    card: VirtualSoundCard, spoken: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voiceinterview.engines.audio.microphone.POLL", 0.1)
    microphone = Microphone(clock=SystemClock())
    first = Listener(microphone)
    await first.hear_more(0.1)
    card.kill()
    with pytest.raises(DeviceLost, match="'default' is gone"):
        await first.over()

    second = Listener(microphone)  # waits, for there is still no server
    await asyncio.sleep(0)
    assert not second.frames
    card.start()
    await second.hear_more(0.1)
    await asyncio.to_thread(card.speak, spoken)
    await second.hear_more(0.3)
    microphone.close()
    await second.over()
    assert likeness(second.heard(), SPOKEN)[0] > 0.95


async def test_a_device_that_falls_silent_without_a_word_is_lost_until_it_sounds_again(
    card: VirtualSoundCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("voiceinterview.engines.audio.microphone.STALL", 0.3)
    microphone = Microphone(clock=SystemClock())
    first = Listener(microphone)
    await first.hear_more(0.1)
    card.freeze()
    with pytest.raises(DeviceLost):
        await first.over()
    second = Listener(microphone)
    card.thaw()
    await second.hear_more(0.1)
    microphone.close()
    await second.over()


async def test_closing_ends_the_frames_and_leaves_no_thread(card: VirtualSoundCard) -> None:
    before = threads()
    microphone = Microphone(clock=SystemClock())
    listener = Listener(microphone)
    await listener.hear_more(0.1)
    assert threads() > before
    microphone.close()
    microphone.close()
    await listener.over()
    assert threads_are(before)
    assert [frame async for frame in microphone.frames()] == []


async def test_a_microphone_can_be_named_by_a_part_of_its_name(card: VirtualSoundCard) -> None:
    microphone = Microphone("HEAD", clock=SystemClock())
    listener = Listener(microphone)
    await listener.hear_more(0.1)
    microphone.close()
    await listener.over()
    assert microphone.name == "headset"


def test_an_unknown_microphone_lists_those_there_are(card: VirtualSoundCard) -> None:
    with pytest.raises(UnknownName, match="microphone: 'blue yeti'") as error:
        Microphone("blue yeti", clock=SystemClock())
    assert "default" in error.value.advice
    assert "headset" in error.value.advice


def test_without_a_microphone_the_ways_on_are_named() -> None:
    with no_sound_card(), pytest.raises(SetupError) as error:
        Microphone(clock=SystemClock())
    for way in ("--typed", "--input FILE", "voiceinterview doctor"):
        assert way in str(error.value)


def test_without_portaudio_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sounddevice.py").write_text("raise OSError('PortAudio library not found')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    with pytest.raises(SetupError, match="sudo apt-get install libportaudio2"):
        Microphone(clock=SystemClock())
