"""The loudspeaker: a short soft tone is played, and the device asked whether it took it."""

from dataclasses import replace
from typing import Any

import numpy as np

from voiceinterview.app.checks.child import ask
from voiceinterview.app.checks.devices import naming_devices
from voiceinterview.app.checks.finding import Finding, Measured
from voiceinterview.app.checks.setup import Say, Setup
from voiceinterview.domain.speech import SAMPLE_RATE, samples, seconds
from voiceinterview.engines.audio import portaudio
from voiceinterview.ports import Samples

PITCH = 440.0  # Hz; in the range of any loudspeaker
LOUDNESS = 0.1  # of full scale: -20 dB, soft beside speech
TONE = 0.4  # seconds
FADE = 0.05  # seconds in and out, without which it would click
LOOK = 0.05  # seconds between two looks at what was taken
PATIENCE = 3.0  # seconds of playing after which a device that did not take it never will


async def check_speaker(setup: Setup) -> Finding:
    answer = await ask("speaker", setup.say, device=setup.settings.speaker)
    finding = judge_playing(answer["device"], answer["taken"])
    return replace(finding, measured={**finding.measured, "devices": answer["devices"]})


def judge_playing(device: str, taken: int) -> Finding:
    """`taken` is how many samples of the tone the device took."""
    measured: Measured = {"device": device, "taken_seconds": seconds(taken)}
    if taken < samples(TONE):
        return Finding(
            "failed",
            f"{device!r} opened, but took {seconds(taken):.1f} of {TONE:g} s of sound",
            "Name another one (--speaker NAME), or start the system's sound again.",
            measured,
        )
    return Finding(
        "ok",
        f"{device!r} took a tone of {TONE:g} s; if you heard none, turn it up or name another "
        "one (--speaker NAME)",
        measured=measured,
    )


async def probe_speaker(device: str | None, say: Say) -> dict[str, Any]:
    """Raises `SetupError`, and `DeviceLost` where it goes away in the middle."""
    from voiceinterview.engines.audio.speaker import Speaker
    from voiceinterview.engines.system_clock import SystemClock

    clock = SystemClock()
    tone = soft_tone()
    with naming_devices("output"):
        speaker = Speaker(device)
    say("speaker: playing a soft tone ...")
    taken, waited = 0, 0.0
    try:
        speaker.write(tone)
        while taken < len(tone) and waited < PATIENCE:
            await clock.sleep(LOOK)
            waited += LOOK
            taken += len(speaker.take_played(samples(LOOK)))
        await clock.sleep(speaker.latency)  # what was taken is heard so much later
    finally:
        speaker.close()
    devices = portaudio.device_names("output")
    return {"device": speaker.name, "devices": devices, "taken": taken}


def soft_tone() -> Samples:
    at = np.arange(samples(TONE)) / SAMPLE_RATE
    fade = np.clip(np.minimum(at, TONE - at) / FADE, 0.0, 1.0)
    tone = LOUDNESS * fade * np.sin(2 * np.pi * PITCH * at)
    return np.rint(tone * np.iinfo(np.int16).max).astype(np.int16)
