"""How loud a recording is, and whether that will do. No device is touched here.

The thresholds were measured with Silero VAD v6, which decides what the program hears: four
clips of human speech and two of the shipped candidate were turned down step by step, and the
frames taken for speech were counted. Down to -46 dBFS at most one in ten was lost, at -50 up
to a third, at -66 the first clip was gone altogether, at -70 most were. For comparison: -26 is
the nominal level of speech in telephony (ITU-T P.56 and G.191, "-26 dBov").
"""

from dataclasses import asdict, dataclass

import numpy as np

from voiceinterview.app.checks.finding import Finding, Measured
from voiceinterview.domain.speech import FRAME
from voiceinterview.ports import Samples
from voiceinterview.session.level import FLOOR, FULL_SCALE, level_of

SILENT = -66.0  # dBFS; below it no speech is found
QUIET = -46.0  # dBFS; below it a part of the speech is missed
LOUD_FRAMES = 90  # the level that a tenth of the frames exceed, as L10 in noise measurement
AT_THE_TOP = 0.99  # of full scale (-0.09 dB): resampling rounds flat tops off a little
CLIPPED = 0.001  # of the samples; 2 ms in two seconds, where speech has a peak every 5 ms


@dataclass(frozen=True)
class Level:
    """`level` is that of the loud tenth of the frames and `peak` that of the largest sample,
    both in dBFS, -90 for nothing; `clipped` is the share of samples at full scale."""

    level: float
    peak: float
    clipped: float


def measure_level(audio: Samples) -> Level:
    """Of int16 samples; half a frame at the end does not count for `level`."""
    whole = audio[: len(audio) // FRAME * FRAME].reshape(-1, FRAME)
    if not len(whole):
        return Level(FLOOR, FLOOR, 0.0)
    size = np.abs(audio.astype(np.int32))
    peak = int(size.max())
    return Level(
        level=float(np.percentile([level_of(frame) for frame in whole], LOUD_FRAMES)),
        peak=20 * float(np.log10(peak / FULL_SCALE)) if peak else FLOOR,
        clipped=float(np.mean(size >= AT_THE_TOP * FULL_SCALE)),
    )


def judge_level(level: Level, device: str) -> Finding:
    """What the user is told of two seconds in which she was asked to speak."""
    shown = f"{device!r}: {level.level:.0f} dBFS, peak {level.peak:.0f} dBFS"
    measured: Measured = {"device": device, **asdict(level)}
    if level.peak <= FLOOR:
        return Finding(
            "warning",
            f"{shown}: nothing but zeros came from it",
            "Is it muted, or another one in use (--microphone NAME)? On macOS allow the "
            "terminal: System Settings > Privacy & Security > Microphone.",
            measured,
        )
    if level.clipped > CLIPPED:
        return Finding(
            "warning",
            f"{shown}: it clips ({level.clipped:.1%} of the samples are at full scale)",
            "Turn its input level down in the system's sound settings, or sit further away.",
            measured,
        )
    if level.level < QUIET:
        word = "silence" if level.level < SILENT else "very quiet"
        return Finding(
            "warning",
            f"{shown}: {word}",
            "Run it again and speak; if you did, turn the input level up in the system's sound "
            "settings, come nearer, or name another one: --microphone NAME.",
            measured,
        )
    return Finding("ok", shown, measured=measured)
