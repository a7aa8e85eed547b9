"""The loudspeaker, on a virtual sound card: what is written is heard, and can be cut off."""

import threading
from collections.abc import Iterator

import numpy as np
import pytest
from plugged_in import no_sound_card, plugged_in, refusing_16_khz, threads, threads_are
from sounds import RATE, babble, likeness
from virtual_sound_card import VirtualSoundCard

from voiceinterview.domain.speech import FRAME
from voiceinterview.engines.audio import portaudio
from voiceinterview.engines.audio.microphone import Microphone
from voiceinterview.engines.audio.speaker import ATTEMPTS_A_LOOK, RETRY, Speaker
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import DeviceLost, SetupError, UnknownName

SAID = babble(0.6)


@pytest.fixture
def card() -> Iterator[VirtualSoundCard]:
    with plugged_in() as card:
        yield card


def play_on(speaker: Speaker, seconds: float) -> np.ndarray:
    """Let time go by as a session does, a frame at a time; what was played meanwhile."""
    pause = threading.Event()
    played = []
    for _ in range(round(seconds * RATE / FRAME)):
        pause.wait(FRAME / RATE)
        played.append(speaker.take_played(FRAME))
    return np.concatenate(played)


def test_what_is_written_is_heard_and_is_what_was_played(card: VirtualSoundCard) -> None:
    with card.listen() as heard:
        speaker = Speaker()
        speaker.write(SAID[:5000])
        speaker.write(SAID[5000:])
        played = play_on(speaker, 1.0)
        speaker.close()
    assert np.array_equal(played, SAID)
    assert likeness(heard.stop(), SAID)[0] > 0.95


def test_a_device_that_refuses_16_khz_is_resampled(
    card: VirtualSoundCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = refusing_16_khz(monkeypatch, "OutputStream")
    with card.listen() as heard:
        speaker = Speaker()
        speaker.write(SAID)
        played = play_on(speaker, 1.0)
        speaker.close()
    assert rates == [16_000, 44_100]
    assert np.array_equal(played, SAID)
    assert likeness(heard.stop(), SAID)[0] > 0.95


def test_abort_is_silent_at_once_and_the_next_words_are_heard(card: VirtualSoundCard) -> None:
    next_words = babble(0.4, seed=2)
    with card.listen() as heard:
        speaker = Speaker()
        speaker.write(np.tile(SAID, 5))
        before = play_on(speaker, 0.6)
        speaker.abort()
        silence = play_on(speaker, 0.3)
        speaker.write(next_words)
        after = play_on(speaker, 0.8)
        speaker.close()
    assert silence.size < 2 * FRAME  # handed over between the last look and the abort
    assert np.array_equal(after, next_words)
    everything = heard.stop()
    _, at = likeness(everything, next_words)
    assert likeness(everything[at:], next_words)[0] > 0.95
    spoken = np.flatnonzero(np.abs(everything[: at - 100]) > 20)
    assert spoken[-1] - spoken[0] < before.size + silence.size + FRAME
    assert at - spoken[-1] > 0.2 * RATE


def test_a_sound_server_that_dies_is_a_lost_device_and_speech_goes_on_after(
    card: VirtualSoundCard,
) -> None:
    speaker = Speaker()
    speaker.write(SAID)
    before = play_on(speaker, 0.3)
    card.kill()
    with pytest.raises(DeviceLost, match="'default' is gone"):
        play_on(speaker, 0.3)
    with pytest.raises(DeviceLost):
        speaker.take_played(FRAME)
    card.start()
    with pytest.raises(DeviceLost):
        speaker.take_played(FRAME)  # not at every frame is the device tried
    with card.listen() as heard:
        assert speaker.take_played(RETRY).size == 0
        after = play_on(speaker, 0.8)
        speaker.close()
    assert after.size > SAID.size - before.size - 8 * FRAME
    assert np.array_equal(after, SAID[-after.size :])
    assert likeness(heard.stop(), after)[0] > 0.95


def test_a_loudspeaker_that_portaudio_forgot_is_found_by_a_fresh_look(
    card: VirtualSoundCard,
) -> None:
    speaker = Speaker()
    card.kill()
    with pytest.raises(DeviceLost):
        play_on(speaker, 0.5)
    assert portaudio.look_again()  # now it knows of no device at all
    card.start()
    for _ in range(ATTEMPTS_A_LOOK - 1):
        with pytest.raises(DeviceLost):
            speaker.take_played(RETRY)
    assert speaker.take_played(RETRY).size == 0
    speaker.write(SAID)
    assert np.array_equal(play_on(speaker, 0.8), SAID)
    speaker.close()


def test_speech_that_was_aborted_while_the_device_was_lost_is_not_played_after(
    card: VirtualSoundCard,
) -> None:
    speaker = Speaker()
    card.kill()
    with pytest.raises(DeviceLost):
        play_on(speaker, 0.5)
    speaker.write(SAID)
    speaker.abort()
    card.start()
    speaker.take_played(FRAME)
    assert play_on(speaker, 0.2).size == 0
    speaker.close()


async def test_a_fresh_look_at_the_devices_leaves_both_doors_open(card: VirtualSoundCard) -> None:
    speaker = Speaker()
    microphone = Microphone(clock=SystemClock())
    frames = microphone.frames()
    await anext(frames)
    speaker.write(SAID[: 4 * FRAME])
    assert not portaudio.look_again()  # somebody is speaking
    play_on(speaker, 0.3)
    assert portaudio.look_again()
    for _ in range(5):
        await anext(frames)
    speaker.write(SAID[:FRAME])
    assert np.array_equal(play_on(speaker, 0.2), SAID[:FRAME])
    microphone.close()
    speaker.close()


def test_closing_leaves_no_thread_and_what_was_played_can_still_be_taken(
    card: VirtualSoundCard,
) -> None:
    before = threads()
    speaker = Speaker()
    speaker.write(SAID[:FRAME])
    threading.Event().wait(0.2)
    assert threads() > before
    speaker.close()
    speaker.close()
    assert threads_are(before)
    assert np.array_equal(speaker.take_played(FRAME), SAID[:FRAME])
    assert speaker.take_played(FRAME).size == 0


def test_an_unknown_loudspeaker_lists_those_there_are(card: VirtualSoundCard) -> None:
    with pytest.raises(UnknownName, match="loudspeaker: 'hall'") as error:
        Speaker("hall")
    assert "headset" in error.value.advice


def test_without_a_loudspeaker_the_ways_on_are_named() -> None:
    with no_sound_card(), pytest.raises(SetupError) as error:
        Speaker()
    for way in ("--output FILE", "--output none", "voiceinterview doctor"):
        assert way in str(error.value)
