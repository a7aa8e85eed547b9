"""Who speaks in the benchmarks of barge-in and echo: humans where they are at hand, and espeak."""

from functools import cache

import numpy as np
from espeak import Voice, speak
from human_speech import FOLDER, human_speech
from numpy.typing import NDArray
from spoken_clips import NAMES

Sound = NDArray[np.int16]

CANDIDATES = (
    Voice("en-us", 165, 45), Voice("en-gb+f3", 175, 60), Voice("en-gb+m3", 150, 35),
    Voice("en-029+f5", 160, 55),
)  # fmt: skip
INTERVIEWERS = (
    Voice("en-us", 160, 50), Voice("en-gb+f2", 170, 55), Voice("en-us+m7", 150, 30),
)  # fmt: skip
INTERRUPTIONS = (
    "Wait, I meant the validation set.", "Sorry, could I add something here?",
    "I would look at the residuals first.", "No, that is not what I meant.",
    "But the data was leaking.", "Hold on a second please.",
)  # fmt: skip
MONOLOGUE = (
    "Thank you, that helps me to follow. Suppose now that the model has been in production for "
    "half a year, and that its precision has fallen by a third while recall stayed where it was. "
    "Walk me through what you would look at first, what could explain it, and how you would tell "
    "those explanations apart before anybody trains it again."
)
BACKCHANNELS = ("Mm.", "Mhm.", "Mm-hm.", "Uh-huh.", "Yeah.", "Right.", "Okay.")
ONSET = 30  # dB under the loud parts: where a clip's voice begins


@cache
def interruptions() -> dict[str, Sound]:
    """By name; each begins with its voice, at a peak of half of full scale."""
    spoken = {
        f"{voice.name}: {text}": speak(text, voice)[0]
        for voice in CANDIDATES
        for text in INTERRUPTIONS
    }
    if FOLDER.is_dir():
        spoken |= {name: human_speech(name) for name in NAMES}
        spoken["jfk"] = human_speech("jfk.flac")[: 3 * 16_000]
    return {name: normalized(sound[_onset(sound) :]) for name, sound in spoken.items()}


@cache
def monologue(number: int) -> Sound:
    """Some 20 s of an interviewer."""
    return normalized(speak(MONOLOGUE, INTERVIEWERS[number])[0])


@cache
def backchannels() -> dict[str, Sound]:
    """As one says them by the way, of a quarter to half a second, and drawn out up to 0.9 s."""
    return {
        f"{voice.name} at {rate}: {text}": normalized(
            speak(text, Voice(voice.name, rate, voice.pitch))[0]
        )
        for rate in (240, 165)
        for voice in CANDIDATES
        for text in BACKCHANNELS
    }


@cache
def bursts() -> dict[str, Sound]:
    """Coughs, knocks and throats cleared, as noise: sharp in, fading out, once or twice."""
    made = {}
    for number, (length, low, times) in enumerate(
        (length, low, times)
        for length in (0.06, 0.12, 0.2, 0.3)
        for low in (3, 12)
        for times in (1, 2)
    ):
        noise = np.random.default_rng(number).standard_normal(round(length * 16_000))
        colored = np.convolve(noise, np.hanning(low), mode="same")
        fading = np.exp(-np.linspace(0, 4, noise.size)) * np.minimum(1, np.arange(noise.size) / 80)
        gap = np.zeros(round(0.12 * 16_000))
        once = colored * fading
        sound = np.concatenate([once, gap, once]) if times == 2 else once
        made[f"burst {length * 1000:.0f} ms x{times}, {low}"] = normalized(sound)
    return made


def normalized(sound: NDArray[np.generic], peak: float = 16_000) -> Sound:
    loud = sound.astype(np.float64)
    return (loud * peak / np.abs(loud).max()).astype(np.int16)


def quieter(sound: Sound, decibels: float) -> Sound:
    return (sound * 10 ** (-decibels / 20)).astype(np.int16)


def _onset(sound: Sound) -> int:
    hop = 80  # samples: 5 ms
    hops = sound[: len(sound) // hop * hop].reshape(-1, hop).astype(np.float64)
    level = np.sqrt((hops**2).mean(axis=1))
    return int(np.flatnonzero(level > np.percentile(level, 95) * 10 ** (-ONSET / 20))[0]) * hop
