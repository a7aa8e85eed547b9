"""Doctor on the echo: what it says of what it measured, and a loudspeaker that is heard."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
import soundfile
from noises import noise, silence
from plugged_in import no_sound_card, plugged_in
from sounds import RATE, babble
from stepped_clock import SteppedClock
from virtual_sound_card import VirtualSoundCard

from voiceinterview.app.checks import echo
from voiceinterview.app.checks.echo import WEAK, check_echo, judge_echo
from voiceinterview.app.checks.echo_probe import (
    EchoTrial,
    Returned,
    as_trial,
    play_and_listen,
    soft_sound,
    try_echo,
)
from voiceinterview.app.checks.setup import Setup
from voiceinterview.app.checks.sound_level import SILENT
from voiceinterview.app.settings import Settings
from voiceinterview.domain.speech import FRAME, samples
from voiceinterview.engines.audio.echo_trial import heard_in_room
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import EngineError
from voiceinterview.ports import Samples
from voiceinterview.session.level import FLOOR, level_of


def setup_of(**settings: object) -> Setup:
    return Setup(Settings(**settings), SystemClock(), lambda line: None)


def returned(**but: float | None) -> EchoTrial:
    usual = {"delay": 0.12, "level": -24.0, "removed": 31.0, "left": -72.0}
    return EchoTrial(-70.0, False, Returned(**{**usual, **but}))


NOT_HEARD = EchoTrial(-70.0, False, None)


# --- what is said of it -----------------------------------------------------------------------


def test_an_echo_that_is_taken_out_is_ok_and_told_with_its_figures() -> None:
    finding = judge_echo("webrtc", 31.3, returned())
    assert finding.verdict == "ok"
    assert finding.found == (
        "cancelled (webrtc): 31 dB of a made room's echo\n"
        "your microphone hears your loudspeaker 24 dB softer, 120 ms late; "
        "31 dB of that are taken out"
    )
    assert finding.measured == {
        "canceller": "webrtc", "made_room_removed": 31.3, "background": -70.0, "heard": True,
        "echo_delay": 0.12, "echo_level": -24.0, "removed": 31.0, "left": -72.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("level", "delay", "says"),
    [
        (6.4, 0.25, "6 dB louder, 250 ms late"),
        (-0.3, 0.0, "as loud as it is played, at once"),
        (-30.0, -0.02, "30 dB softer, at once"),
    ],
)
def test_how_loud_and_how_late_is_said_in_words(level: float, delay: float, says: str) -> None:
    assert says in judge_echo("webrtc", 31.0, returned(level=level, delay=delay)).found


def test_a_loudspeaker_that_is_not_heard_may_be_headphones() -> None:
    finding = judge_echo("webrtc", 31.0, NOT_HEARD)
    assert finding.verdict == "ok"
    assert "does not hear your loudspeaker; with headphones give --headphones" in finding.found
    assert finding.measured["heard"] is False


def test_a_microphone_that_gives_zeros_tells_nothing_of_the_loudspeaker() -> None:
    finding = judge_echo("webrtc", 31.0, EchoTrial(FLOOR, True, None))
    assert finding.verdict == "ok"
    assert "nothing but zeros" in finding.found
    assert "heard" not in finding.measured


def test_devices_that_could_not_be_used_are_named_and_fail_nothing() -> None:
    finding = judge_echo("webrtc", 31.0, "no microphone was found")
    assert finding.verdict == "ok"
    assert finding.found.endswith("not measured on your devices: no microphone was found")
    assert finding.measured["skipped"] == "no microphone was found"


def test_an_echo_that_stays_loud_is_a_warning() -> None:
    finding = judge_echo("webrtc", 31.0, returned(removed=WEAK - 1, left=SILENT + 1))
    assert finding.verdict == "warning"
    assert "11 dB of that are taken out" in finding.found
    assert "turn the loudspeaker down" in finding.mend
    assert "--headphones" in finding.mend


@pytest.mark.parametrize(
    "trial",
    [
        returned(removed=WEAK, left=-30.0),
        returned(removed=3.0, left=SILENT),
        EchoTrial(-50.0, False, Returned(0.1, -30.0, 3.0, -48.0)),  # beside a fan
    ],
)
def test_an_echo_is_no_worry_that_loses_much_or_is_lost_in_the_room(trial: EchoTrial) -> None:
    assert judge_echo("webrtc", 31.0, trial).verdict == "ok"


def test_a_canceller_that_makes_it_louder_takes_out_nothing() -> None:
    finding = judge_echo("webrtc", 31.0, returned(removed=-2.0, left=-20.0))
    assert finding.verdict == "warning"
    assert "; 0 dB of that are taken out" in finding.found


def test_a_canceller_that_fails_in_a_made_room_is_to_be_installed_again() -> None:
    finding = judge_echo("webrtc", WEAK - 1, NOT_HEARD)
    assert finding.verdict == "warning"
    assert "pip install --force-reinstall livekit" in finding.mend


def test_without_a_canceller_it_is_half_duplex_and_the_loudspeaker_s_level_is_said() -> None:
    finding = judge_echo(None, None, returned(removed=None, left=None))
    assert finding.verdict == "warning"
    assert "half-duplex" in finding.found
    assert finding.found.endswith("hears your loudspeaker 24 dB softer, 120 ms late")
    assert "pip install 'voiceinterview[echo]'" in finding.mend
    assert finding.measured["canceller"] == "half-duplex"


# --- what is measured -------------------------------------------------------------------------


class Room:
    """Gives the microphone what the loudspeaker played `late` frames ago; takes no more than
    `takes` samples."""

    name = "room"
    paced = live = True
    waiting = most_waiting = dropped = 0

    def __init__(self, late: int = 3, takes: int = 1 << 30) -> None:
        self._queue: Samples = silence(0)
        self._air = [silence(FRAME / RATE)] * late
        self._takes = takes

    async def frames(self) -> AsyncIterator[Samples]:
        while True:
            yield self._air.pop(0)

    def write(self, audio: Samples) -> None:
        self._queue = np.concatenate([self._queue, audio])[: self._takes]

    def take_played(self, elapsed: int) -> Samples:
        played, self._queue = self._queue[:elapsed], self._queue[elapsed:]
        self._air.append(np.pad(played, (0, FRAME - len(played))))
        return played

    def abort(self) -> None: ...

    def set_gain(self, gain: float) -> None: ...

    def close(self) -> None: ...


async def test_what_is_played_is_laid_beside_what_is_heard() -> None:
    said: list[str] = []
    room = Room()
    near, far = await play_and_listen(room, room, soft_sound(1.0), said.append)
    trial = try_echo(near, far, None)
    assert len(near) == len(far)
    assert "for 1 seconds; be silent" in said[0]
    assert trial.echo is not None
    # A frame less: so that there is no hole in it, playback is noted a frame late.
    assert trial.echo.delay * RATE == 2 * FRAME
    assert trial.echo.level == pytest.approx(0.0, abs=0.1)
    assert trial.echo.removed is None
    assert as_trial(asdict(trial)) == trial


async def test_a_loudspeaker_that_stops_in_the_middle_is_no_measurement() -> None:
    room = Room(takes=samples(0.5))
    with pytest.raises(EngineError, match=r"took 0\.\d of \d\.\d s"):
        await play_and_listen(room, room, soft_sound(1.0), lambda line: None)


def test_what_a_canceller_leaves_is_measured_on_the_same_recording() -> None:
    class Halving:
        name = "halving"

        def process(self, near: Samples, far: Samples) -> Samples:
            return near // 2

    far = np.concatenate([silence(0.5), soft_sound(3.0), silence(0.7)])
    near = heard_in_room(far, 0.1, -10.0)
    trial = try_echo(near, far, Halving())
    assert trial.echo is not None
    assert trial.echo.removed == pytest.approx(6.0, abs=0.1)
    assert trial.echo.left == pytest.approx(-26 - 10 - 6, abs=2)
    assert trial.background == pytest.approx(-72, abs=1)


def test_the_trial_sound_is_soft_and_clips_nowhere() -> None:
    sound = soft_sound(4.0)
    assert level_of(sound) == pytest.approx(-26, abs=0.1)
    assert np.abs(sound.astype(int)).max() < 20_000


# --- the check itself -------------------------------------------------------------------------


async def test_with_headphones_nothing_is_played() -> None:
    finding = await check_echo(setup_of(headphones=True))
    assert finding.verdict == "ok"
    assert finding.measured == {"canceller": "headphones"}


async def test_without_a_sound_card_the_canceller_is_measured_all_the_same() -> None:
    pytest.importorskip("livekit")
    with no_sound_card():
        finding = await check_echo(setup_of())
    assert finding.verdict == "ok", finding
    assert 20 < float(finding.measured["made_room_removed"]) < 60
    assert finding.measured["skipped"] == "no microphone was found"


async def test_a_sound_system_that_does_not_answer_is_given_up_without_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def hang(*_: object, **__: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(echo, "ask", hang)
    finding = await check_echo(Setup(Settings(), SteppedClock(), lambda line: None))
    assert finding.verdict != "failed"
    assert "the sound system did not answer within 15 s" in finding.found


@pytest.fixture
def card() -> Iterator[VirtualSoundCard]:
    with plugged_in() as card:
        yield card


async def test_a_loudspeaker_in_front_of_the_microphone_is_heard_and_taken_out(
    card: VirtualSoundCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("livekit")
    monkeypatch.setattr(echo, "SECONDS", 2.4)
    looped = ["source=interviewer.monitor", "sink=candidate", "latency_msec=100"]
    subprocess.run(
        ["pactl", "load-module", "module-loopback", *looped],
        env=card.environment(), check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    finding = await check_echo(setup_of())
    assert finding.verdict == "ok", finding
    assert finding.measured["heard"] is True, finding
    assert 0.05 < float(finding.measured["echo_delay"]) < 0.4
    assert float(finding.measured["echo_level"]) == pytest.approx(0, abs=1)
    assert float(finding.measured["removed"]) > 20
    assert "your microphone hears your loudspeaker as loud as it is played" in finding.found


async def test_without_the_canceller_a_loudspeaker_on_somebody_s_ears_is_not_heard(
    card: VirtualSoundCard, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(echo, "SECONDS", 0.6)
    monkeypatch.setattr("voiceinterview.app.engines.find_spec", lambda name: None)
    soundfile.write(tmp_path / "room.wav", babble(10.0) // 8 + noise(10.0, 20), RATE)
    room = ["paplay", "-d", "candidate", str(tmp_path / "room.wav")]
    with subprocess.Popen(room, env=card.environment(), stderr=subprocess.DEVNULL) as playing:
        finding = await check_echo(setup_of())
        playing.kill()
    assert finding.measured["heard"] is False, finding
    assert finding.verdict == "warning"
    assert "half-duplex" in finding.found
    assert "pip install 'voiceinterview[echo]'" in finding.mend
    assert "your microphone does not hear your loudspeaker" in finding.found
