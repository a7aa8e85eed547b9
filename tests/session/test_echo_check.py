"""Whether what is heard is the interviewer's own voice is told from how loud both are."""

from functools import cache

import numpy as np
import pytest
import soundfile
from sounds import Sound

from voiceinterview.app.demo import find_candidate
from voiceinterview.domain.speech import FRAME, samples
from voiceinterview.engines.audio.echo_trial import heard_in_room
from voiceinterview.session.echo_check import EchoCheck

SECONDS = 6.0
HEARS = samples(1.0)  # by then she has spoken, and her echo has come


@cache
def talk(name: str) -> Sound:
    """Six seconds of speech that stands in the repository, loud in all of them."""
    spoken = soundfile.read(find_candidate() / f"{name}.flac", dtype="int16")[0]
    voiced = spoken[np.abs(spoken) > 300]
    first = int(np.flatnonzero(np.abs(spoken) > 300)[0])
    assert voiced.size > samples(1.0)
    return np.array(spoken[first : first + samples(SECONDS)])


HER, CANDIDATE = "star-deadline-scope-0", "p-value-three-percent-0"


def taken_for_echo(near: Sound, far: Sound) -> list[bool]:
    """The check's verdict on every frame of the microphone in which there is a sound."""
    check, verdicts = EchoCheck(), []
    for begin in range(0, len(near) // FRAME * FRAME, FRAME):
        frame = near[begin : begin + FRAME]
        check.add(frame, far[begin : begin + FRAME])
        if begin >= HEARS and np.abs(frame).mean() > 100:
            verdicts.append(check.is_echo())
    return verdicts


@pytest.mark.parametrize("delay", [0.04, 0.1, 0.25])
@pytest.mark.parametrize("level", [-20.0, -10.0, 0.0])
def test_her_own_voice_is_known_in_any_room(level: float, delay: float) -> None:
    far = talk(HER)
    verdicts = taken_for_echo(heard_in_room(far, delay, level), far)
    assert len(verdicts) > 50
    assert np.mean(verdicts) > 0.95


def test_who_speaks_while_nothing_is_played_is_no_echo() -> None:
    far = np.zeros(len(talk(HER)), np.int16)
    assert not any(taken_for_echo(talk(CANDIDATE).copy(), far))


def test_who_speaks_over_her_on_headphones_is_no_echo() -> None:
    verdicts = taken_for_echo(talk(CANDIDATE).copy(), talk(HER))
    assert np.mean(verdicts) < 0.25  # by chance; an utterance begins with three that are not


@pytest.mark.parametrize("level", [-20.0, -10.0])
def test_who_speaks_over_her_echo_is_heard_out_of_it(level: float) -> None:
    far = talk(HER)
    echo = heard_in_room(far, 0.1, level)
    candidate = talk(CANDIDATE).copy()
    candidate[: samples(3.0)] = 0
    until = samples(3.0) // FRAME * FRAME
    alone = taken_for_echo(echo[:until], far[:until])
    both = taken_for_echo(echo + candidate, far)[len(alone) :]
    assert np.mean(alone) > 0.95
    assert np.mean(both) < 0.3


def test_what_a_canceller_leaves_is_too_soft_for_anybody() -> None:
    rest = np.random.default_rng(3).normal(0, 9, samples(SECONDS)).astype(np.int16)
    check = EchoCheck()
    for begin in range(0, len(rest) // FRAME * FRAME, FRAME):
        check.add(rest[begin : begin + FRAME], talk(HER)[begin : begin + FRAME])
    assert check.is_echo()
