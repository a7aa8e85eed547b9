"""How late and how loud a loudspeaker comes back is found in made rooms, and nowhere else."""

from functools import cache

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st
from noises import noise, silence
from sounds import babble

from voiceinterview.app.demo import find_candidate
from voiceinterview.domain.speech import samples
from voiceinterview.engines.audio.echo_delay import find_echo, sounding
from voiceinterview.engines.audio.echo_trial import heard_in_room, trial_sound
from voiceinterview.ports import Samples

BEFORE, SOUND, AFTER = 0.5, 2.0, 0.7  # seconds
WHOLE = BEFORE + SOUND + AFTER


@cache
def played() -> Samples:
    return np.concatenate([silence(BEFORE), trial_sound(SOUND), silence(AFTER)])


@settings(max_examples=15, deadline=None)
@given(
    delay=st.floats(0.04, 0.25), level=st.floats(-30.0, 0.0), room=st.integers(0, 1000)
)  # the room has the hiss of a quiet microphone
def test_delay_and_level_of_any_echo_are_found(delay: float, level: float, room: int) -> None:
    found = find_echo(heard_in_room(played(), delay, level, seed=room), played())
    assert found is not None
    assert found.delay == samples(delay)
    # within 0.6 dB in 300 rooms, as they reflect one part of the band better than another
    assert found.level == pytest.approx(level, abs=1.0)


@settings(max_examples=15, deadline=None)
@given(loudness=st.floats(1.0, 3_000.0), seed=st.integers(0, 10_000))
def test_noise_is_no_echo(loudness: float, seed: int) -> None:
    assert find_echo(noise(WHOLE, loudness, seed), played()) is None


@pytest.mark.parametrize("name", ["p-value-three-percent-0", "reason-for-leaving-1"])
def test_somebody_who_speaks_is_no_echo(name: str) -> None:
    spoken = soundfile.read(find_candidate() / f"{name}.flac", dtype="int16")[0]
    stretch = samples(WHOLE)
    for begin in range(0, len(spoken) - stretch, stretch // 2):
        assert find_echo(spoken[begin : begin + stretch], played()) is None


def test_silence_is_no_echo_and_of_silence_there_is_none() -> None:
    assert find_echo(silence(WHOLE), played()) is None
    assert find_echo(noise(WHOLE), silence(WHOLE)) is None


@pytest.mark.parametrize("level", [-12.0, 0.0])
def test_an_echo_is_found_under_somebody_who_speaks(level: float) -> None:
    heard = heard_in_room(played(), 0.12, level) + babble(WHOLE) // 4
    found = find_echo(heard, played())
    assert found is not None
    assert found.delay == samples(0.12)


def test_the_room_s_own_noise_is_not_taken_for_echo() -> None:
    fan = noise(WHOLE, level=300)
    found = find_echo(heard_in_room(played(), 0.1, -15.0) + fan, played())
    assert found is not None
    assert found.level == pytest.approx(-15.0, abs=1.5)


def test_two_sound_cards_whose_clocks_drift_apart_do_not_hide_an_echo() -> None:
    heard = heard_in_room(played(), 0.1, -20.0)
    at = np.arange(len(heard)) * (1 + 100e-6)  # as two cheap quartzes may
    drifted = np.interp(at, np.arange(len(heard)), heard).astype(np.int16)
    found = find_echo(drifted, played())
    assert found is not None
    assert found.delay == pytest.approx(samples(0.1), abs=samples(0.001))
    assert found.level == pytest.approx(-20.0, abs=1.0)


def test_an_echo_that_turns_the_wave_over_is_one() -> None:
    found = find_echo(-heard_in_room(played(), 0.08, -10.0), played())
    assert found is not None
    assert found.delay == samples(0.08)


def test_an_echo_that_was_recorded_before_it_was_noted_as_played_comes_early() -> None:
    early = np.concatenate([played()[samples(0.03) :], silence(0.03)])
    found = find_echo(early, played())
    assert found is not None
    assert found.delay == -samples(0.03)


def test_recordings_of_two_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="512 and 160"):
        find_echo(silence(0.032), silence(0.01))


def test_where_a_sound_begins_and_ends() -> None:
    assert sounding(np.array([0, 0, 5, 0, -1, 0], np.int16)) == (2, 5)
    assert sounding(silence(1)) == (0, 0)
