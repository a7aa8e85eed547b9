"""faster-whisper with a window that can be cut to the audio, and a decoder one can walk away from.

Whisper encodes 30 s whatever the speech: 600 ms for base.en on two cores, against 40 to 120 in a
window of 5 to 10 s. faster-whisper pads every clip to 30 s; here the encoder gets the beginning of
that only, silence behind the speech included.
"""

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.errors import Abandoned
from voiceinterview.ports import never

WHOLE = 30  # seconds: what Whisper was trained on
FRAMES_A_SECOND = 100  # of the encoder's input

# Silence that must follow the speech in a cut window, and the shortest window. A window that ends
# with the speech leaves the decoder without a sign that it is over, and it goes round; one of two
# seconds is shorter than nearly all that a Whisper was ever shown. Chosen by what users of
# whisper.cpp's audio_ctx report, at a cost of some 60 ms; no real weights were at hand to measure.
TRAIL = 3.0
SHORTEST = 8

# Where the decoder closes a text without a time, faster-whisper goes on behind the last word, and
# encodes and decodes the silence at the clip's end once more: twice the time, and an invitation to
# invent something. So much of a clip behind its last word is not looked at again.
REST = 1.0  # seconds

Heard = NDArray[np.float32]  # a clip, full scale 1.0


def window_for(length: float) -> int:
    """Seconds of the window for a clip of `length` seconds; `WHOLE` where cutting saves little."""
    cut = max(SHORTEST, math.ceil(length + TRAIL))
    return cut if cut < WHOLE else WHOLE


def open_whisper(folder: Path, device: str, compute_type: str, threads: int) -> Any:
    """A `WhisperModel` with a method `decode`. Raises RuntimeError or ValueError as CTranslate2
    does."""
    return _windowed_class()(
        str(folder), device=device, compute_type=compute_type, cpu_threads=threads
    )


class _Heard(Exception):
    """What is left of the clip is too short to be decoded by itself."""


@cache
def _windowed_class() -> Any:
    """Made on first use: importing faster-whisper takes 0.2 s."""
    from faster_whisper import WhisperModel

    class WindowedWhisper(WhisperModel):  # type: ignore[misc]
        _window: int = WHOLE
        _left = math.inf  # seconds of the clip that have given no words yet
        _abandoned: Callable[[], bool] = staticmethod(never)

        def decode(
            self, heard: Heard, window: int, abandoned: Callable[[], bool], **told: Any
        ) -> list[Any]:
            """The segments of a clip; `told` is as `transcribe` takes it. Raises `Abandoned`."""
            length = len(heard) / SAMPLE_RATE
            self._window, self._abandoned, self._left = window, abandoned, math.inf
            segments = []
            try:
                for segment in self.transcribe(heard, **told)[0]:
                    segments.append(segment)
                    self._left = length - segment.end
            except _Heard:
                pass
            return segments

        def encode(self, features: Any) -> Any:
            self._go_on()
            if self._left < REST:
                raise _Heard
            return super().encode(features[..., : self._window * FRAMES_A_SECOND])

        def generate_with_fallback(self, *given: Any, **named: Any) -> Any:
            self._go_on()
            return super().generate_with_fallback(*given, **named)

        def find_alignment(self, *given: Any, **named: Any) -> Any:
            self._go_on()
            return super().find_alignment(*given, **named)

        def _go_on(self) -> None:
            """Between two steps; each is one call into compiled code that nothing stops."""
            if self._abandoned():
                raise Abandoned("a transcription for the record was broken off")

    return WindowedWhisper
