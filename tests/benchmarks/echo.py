"""The interviewer's own voice in the microphone: how often she would interrupt herself.

Three interviewers through a made room (`echo_trial.py`), at -20 to 0 dB of what is played and 40
to 250 ms late: with the canceller, without, and with what stands behind it. Then a candidate who
speaks over her in that room, in a whole session: what is played, lowered or stopped comes back.

    python tests/benchmarks/echo.py
"""

import asyncio
import sys
from pathlib import Path
from statistics import mean, median

import numpy as np

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from barge_in import LEVELS, PHASES, SETTLED, Over, speak_over
from run import Figure
from voices import INTERVIEWERS, Sound, interruptions, monologue, quieter

from voiceinterview.domain.speech import FRAME, SAMPLE_RATE, samples
from voiceinterview.engines.audio.echo_trial import cleaned, heard_in_room, removed
from voiceinterview.engines.audio.webrtc_echo_canceller import WebrtcEchoCanceller
from voiceinterview.engines.speech.silero_vad import SileroVad
from voiceinterview.session.echo_check import EchoCheck
from voiceinterview.session.hearing import Hearing
from voiceinterview.session.segmenter import Started

SECONDS = 15
ECHOES = (-20.0, -15.0, -10.0, -5.0, 0.0)  # dB of what is played
DELAYS = (0.04, 0.1, 0.17, 0.25)  # seconds
OVER = 4  # every so many interruptions over an echo


class NoCheck(EchoCheck):
    def is_echo(self) -> bool:
        return False


def started(near: Sound, far: Sound, check: EchoCheck) -> int:
    """How many utterances are taken to begin in `near`, while `far` sounds."""
    hearing = Hearing(SileroVad(), None, half_duplex=False, at=0, utterance=0)
    hearing._echo_check = check
    count = 0
    for begin in range(0, len(near) // FRAME * FRAME, FRAME):
        frame, played = near[begin : begin + FRAME], far[begin : begin + FRAME]
        edges = hearing.feed(frame, played, begin + FRAME, sounding=True)
        count += sum(isinstance(edge, Started) for edge in edges)
    return count


def measure() -> list[Figure]:
    counts: dict[str, list[int]] = {"alone": [], "check": [], "canceller": [], "both": []}
    gone: list[float] = []
    for voice in range(len(INTERVIEWERS)):
        far = monologue(voice)[: SECONDS * SAMPLE_RATE]
        for echo in ECHOES:
            for delay in DELAYS:
                near = heard_in_room(far, delay, echo)
                clean = cleaned(WebrtcEchoCanceller(), near, far)
                gone.append(removed(near, clean))
                counts["alone"].append(started(near, far, NoCheck()))
                counts["check"].append(started(near, far, EchoCheck()))
                counts["canceller"].append(started(clean, far, NoCheck()))
                counts["both"].append(started(clean, far, EchoCheck()))
    return [*_interruptions(counts), _left(gone), *_second_talker()]


def _interruptions(counts: dict[str, list[int]]) -> list[Figure]:
    told = {name: f"{mean(each):.2f} (at most {max(each)})" for name, each in counts.items()}
    note = (
        f"{len(counts['both'])} rooms; with neither {told['alone']}, the check alone "
        f"{told['check']}, the canceller alone {told['canceller']}; half-duplex hears nothing"
    )
    return [Figure(f"self-interruptions in {SECONDS} s", max(counts["both"]), "", 0, note)]


def _left(gone: list[float]) -> Figure:
    note = f"{min(gone):.0f} to {max(gone):.0f} dB removed, by the echo's level over the noise"
    return Figure("echo after the canceller, median", -median(gone), "dB", -20, note)


def _second_talker() -> list[Figure]:
    figures = []
    for echo in ECHOES[::2]:
        overs: list[Over] = []
        for level in LEVELS[:2]:
            said = [
                Over(name, quieter(sound, level), PHASES[number % len(PHASES)])
                for number, (name, sound) in enumerate(interruptions().items())
            ]
            room = (DELAYS[1], echo)
            made = speak_over(said[::OVER], echo=WebrtcEchoCanceller(), room=room)
            overs += asyncio.run(made)[0]
        took = [(o.quiet - o.begin) / samples(0.001) for o in overs if o.quiet is not None]
        own = sum(each < 0 for each in took)
        heard = [each for each in took if 0 <= each <= 1000 * SETTLED / SAMPLE_RATE]
        note = (
            f"p95 {np.percentile(heard, 95):.0f} ms, {len(overs) - len(heard)} of {len(overs)} "
            f"not noticed in {SETTLED / SAMPLE_RATE:g} s, {own} times she stopped before"
        )
        name = f"barge-in over an echo of {echo:.0f} dB, median"
        figures.append(Figure(name, median(heard), "ms", 300, note))
    return figures


if __name__ == "__main__":
    for figure in measure():
        print(figure)
