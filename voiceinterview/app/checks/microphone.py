"""The microphone: two seconds are recorded, and their level is judged."""

from dataclasses import asdict, replace
from typing import Any

import numpy as np

from voiceinterview.app.checks.child import ask
from voiceinterview.app.checks.devices import naming_devices
from voiceinterview.app.checks.finding import Finding
from voiceinterview.app.checks.setup import Say, Setup
from voiceinterview.app.checks.sound_level import Level, judge_level, measure_level
from voiceinterview.domain.speech import samples
from voiceinterview.engines.audio import portaudio
from voiceinterview.ports import AudioSource, Samples

SECONDS = 2.0


async def check_microphone(setup: Setup) -> Finding:
    answer = await ask("microphone", setup.say, device=setup.settings.microphone, seconds=SECONDS)
    level = Level(answer["level"], answer["peak"], answer["clipped"])
    finding = judge_level(level, answer["device"])
    return replace(finding, measured={**finding.measured, "devices": answer["devices"]})


async def probe_microphone(device: str | None, seconds: float, say: Say) -> dict[str, Any]:
    """Raises `SetupError`, and `DeviceLost` where it goes away in the middle."""
    from voiceinterview.engines.audio.microphone import Microphone
    from voiceinterview.engines.system_clock import SystemClock

    with naming_devices("input"):
        microphone = Microphone(device, clock=SystemClock())
        try:
            audio = await _record(microphone, seconds, say)
        finally:
            microphone.close()
    return {
        "device": microphone.name,
        "devices": portaudio.device_names("input"),
        **asdict(measure_level(audio)),
    }


async def _record(source: AudioSource, seconds: float, say: Say) -> Samples:
    heard: list[Samples] = []
    missing = samples(seconds)
    async for frame in source.frames():
        if not heard:  # it is open by now
            say(f"microphone: listening for {seconds:g} seconds; say something now ...")
        heard.append(frame)
        missing -= len(frame)
        if missing <= 0:
            break
    return np.concatenate(heard)
