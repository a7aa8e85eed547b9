"""How much of the loudspeaker the microphone hears, and what the canceller takes out of it.

Played and recorded by the session's own rules (`Playback` lays what was played beside the frames),
so that what is measured here is what a session would meet.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from voiceinterview.app.checks.devices import naming_devices
from voiceinterview.app.checks.setup import Say
from voiceinterview.domain.speech import FRAME, samples, seconds
from voiceinterview.engines import registry
from voiceinterview.engines.audio.echo_delay import find_echo, sounding
from voiceinterview.engines.audio.echo_trial import SETTLING, cleaned, removed, trial_sound
from voiceinterview.errors import EngineError
from voiceinterview.ports import AudioSink, AudioSource, EchoCanceller, Samples
from voiceinterview.session.level import FULL_SCALE, level_of
from voiceinterview.session.playback import Playback

LOUDNESS = 0.05  # of full scale, root mean square: -26 dB, as speech in telephony; peaks at -6 dB
OPENING = 10  # frames (0.3 s) that a microphone may crackle in when it is opened
BEFORE = 15  # frames (0.5 s) of the room alone
AFTER = 0.7  # seconds in which the end of the sound still comes back


@dataclass(frozen=True)
class Returned:
    """The loudspeaker in the microphone: `delay` in seconds, `level` in dB over what was played.

    What a canceller makes of it, None without one: `removed` in dB, `left` in dB below full
    scale, the background with it; both over the time after it has settled.
    """

    delay: float
    level: float
    removed: float | None = None
    left: float | None = None


@dataclass(frozen=True)
class EchoTrial:
    """`background` is the room alone, in dB below full scale; with `silent` the microphone gave
    nothing but zeros. `echo` is None where nothing comes back."""

    background: float
    silent: bool
    echo: Returned | None


def as_trial(answer: Mapping[str, Any]) -> EchoTrial:
    """What `probe_echo` answered."""
    echo = answer["echo"]
    return EchoTrial(**{**answer, "echo": None if echo is None else Returned(**echo)})


async def probe_echo(
    microphone: str | None, speaker: str | None, canceller: str | None, length: float, say: Say
) -> dict[str, Any]:
    """Plays `length` seconds. Raises `SetupError`, `DeviceLost`, and `EngineError` where the
    loudspeaker does not take the sound."""
    from voiceinterview.engines.audio.microphone import Microphone
    from voiceinterview.engines.audio.speaker import Speaker
    from voiceinterview.engines.system_clock import SystemClock

    echo = registry.resolve("echo_canceller", canceller)() if canceller is not None else None
    with naming_devices("input"):
        source = Microphone(microphone, clock=SystemClock())
    try:
        with naming_devices("output"):
            sink = Speaker(speaker)
        try:
            near, far = await play_and_listen(source, sink, soft_sound(length), say)
        finally:
            sink.close()
    finally:
        source.close()
    return asdict(try_echo(near, far, echo))


def soft_sound(length: float) -> Samples:
    """Seconds of the trial sound, as loud as `LOUDNESS`."""
    sound = trial_sound(length).astype(np.float64)
    loud = sound * (LOUDNESS * FULL_SCALE / np.sqrt(np.mean(sound**2)))
    soft: Samples = np.clip(np.rint(loud), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
    return soft


async def play_and_listen(
    source: AudioSource, sink: AudioSink, sound: Samples, say: Say
) -> tuple[Samples, Samples]:
    """The microphone, and what was played at the same time; of one length."""
    playback = Playback(sink)
    near: list[Samples] = []
    far: list[Samples] = []
    last = OPENING + BEFORE + (len(sound) + samples(AFTER)) // FRAME
    async for frame in source.frames():
        if not near:  # it is open by now
            say(f"echo: playing a soft hiss for {seconds(len(sound)):g} seconds; be silent ...")
        if len(near) == OPENING + BEFORE:
            playback.add(0, "", sound)
        played, _ = playback.advance()
        near.append(frame)
        far.append(played)
        if len(near) >= last:
            break
    _all_taken(far, sound, sink.name)
    return np.concatenate(near[OPENING:]), np.concatenate(far[OPENING:])


def _all_taken(far: list[Samples], sound: Samples, speaker: str) -> None:
    taken, whole = _length(np.concatenate(far)), _length(sound)
    if taken < whole:
        took = f"{seconds(taken):.1f} of {seconds(whole):.1f} s of sound"
        raise EngineError(speaker, f"the loudspeaker took {took}")


def _length(audio: Samples) -> int:
    start, end = sounding(audio)  # the trial sound itself begins and ends with silence
    return end - start


def try_echo(near: Samples, far: Samples, canceller: EchoCanceller | None) -> EchoTrial:
    """What came back of `far`, and what the canceller leaves of it."""
    start, end = sounding(far)
    background = level_of(near[:start])
    found = find_echo(near, far)
    if found is None:
        return EchoTrial(background, not near.any(), None)
    echo = Returned(seconds(found.delay), found.level)
    # A canceller must have settled before it is judged.
    if canceller is not None and end - start > SETTLING:
        clean = cleaned(canceller, near, far)
        over = slice(start, end + max(0, found.delay))
        gone, left = removed(near[over], clean[over]), level_of(clean[over][SETTLING:])
        echo = Returned(echo.delay, echo.level, gone, left)
    return EchoTrial(background, False, echo)
