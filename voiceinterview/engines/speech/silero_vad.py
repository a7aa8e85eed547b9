"""Silero VAD v6 from faster-whisper's wheel, one 32 ms frame at a time.

faster-whisper's own `model(frame)` starts from an empty state at every call; here the state is
carried, so that frame by frame gives what the whole recording would give at once.
"""

import numpy as np
from numpy.typing import NDArray

from voiceinterview.domain.speech import FRAME
from voiceinterview.ports import Samples

CONTEXT = 64  # samples of the frame before that the model sees again; its input is [1, 576]
STATE = (1, 1, 128)  # shape of each half of the LSTM's state
FULL_SCALE = 32768.0

# A clip holds speech where this many frames (0.1 s) are at least this likely. Laxer than
# endpointing (Silero's own defaults: 0.5 to begin, 0.35 to go on), which has the first word.
# Measured at -60 to -10 dB: white and pink noise, clicks and tones stay under 0.24, mains hum
# reached 0.36 in a single frame.
GATE_PROBABILITY = 0.35
GATE_FRAMES = 3


class SileroVad:
    """A `VoiceActivityDetector`: 0.09 ms of one core a frame."""

    def __init__(self) -> None:
        from faster_whisper.vad import get_vad_model

        self._session = get_vad_model().session
        self._h: NDArray[np.float32]
        self._c: NDArray[np.float32]
        self._context: NDArray[np.float32]
        self.reset()

    def probability(self, frame: Samples) -> float:
        """How likely int16[512] at 16 kHz is speech, 0 to 1, given the frames before."""
        if frame.shape != (FRAME,) or frame.dtype != np.int16:
            raise ValueError(f"a frame is int16[{FRAME}], not {frame.dtype}{list(frame.shape)}")
        heard = frame.astype(np.float32) / FULL_SCALE
        window = np.concatenate([self._context, heard])[None]
        likely, self._h, self._c = self._session.run(
            None, {"input": window, "h": self._h, "c": self._c}
        )
        self._context = heard[-CONTEXT:]
        return float(np.ravel(likely)[0])

    def reset(self) -> None:
        """Forget everything heard so far."""
        self._h = np.zeros(STATE, np.float32)
        self._c = np.zeros(STATE, np.float32)
        self._context = np.zeros(CONTEXT, np.float32)


def holds_speech(audio: Samples) -> bool:
    """Whether a clip of any length holds speech at all; stops at the first that it finds.

    Recognizers ask before they decode: on silence and noise they invent words, and the more
    readily the more vocabulary they were told of.
    """
    detector = SileroVad()
    likely = 0
    for begin in range(0, len(audio), FRAME):
        piece = audio[begin : begin + FRAME]
        frame = np.pad(piece, (0, FRAME - len(piece)))
        likely += detector.probability(frame) >= GATE_PROBABILITY
        if likely >= GATE_FRAMES:
            return True
    return False
