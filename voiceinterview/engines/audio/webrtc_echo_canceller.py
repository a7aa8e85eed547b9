"""WebRTC's echo canceller, from livekit's wheel; works offline, 8 ms of a core a second."""

import numpy as np

from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.errors import SetupError
from voiceinterview.ports import Samples

HOP = SAMPLE_RATE // 100  # samples: the canceller takes 10 ms at a time, and nothing else
INSIDE = 128  # samples by which the canceller's own filters are late at 16 kHz: measured


class WebrtcEchoCanceller:
    """An `EchoCanceller` for int16 frames of any length.

    What comes out is what went in `delay` samples (18 ms) earlier, whatever the lengths of the
    frames: the canceller works in steps of 10 ms, a frame may end within one, and its filters
    take their time. How late the loudspeaker's sound comes back it finds out by itself. It
    also takes out what lies below the voice, so a waveform is not kept, only its sound:
    listen to the result, and record the microphone.
    """

    name = "webrtc"
    delay = HOP + INSIDE

    def __init__(self) -> None:
        """Raises `SetupError` where the extra is not installed."""
        try:
            from livekit.rtc import AudioFrame, AudioProcessingModule
        except ImportError as fault:
            raise SetupError(
                "the echo canceller webrtc is not installed",
                "Install it: pip install 'voiceinterview[echo]'",
            ) from fault
        self._frame = AudioFrame
        self._module = AudioProcessingModule(echo_cancellation=True)
        self._near: Samples = np.zeros(0, np.int16)
        self._far: Samples = np.zeros(0, np.int16)
        self._clean: Samples = np.zeros(HOP, np.int16)

    def process(self, near: Samples, far: Samples) -> Samples:
        """See `EchoCanceller`; `near` and `far` are of one length."""
        if near.shape != far.shape:
            raise ValueError(f"near and far differ in length: {len(near)} and {len(far)}")
        self._near = np.concatenate([self._near, near])
        self._far = np.concatenate([self._far, far])
        whole = len(self._near) // HOP * HOP
        cleaned = [self._step(at) for at in range(0, whole, HOP)]
        self._near, self._far = self._near[whole:], self._far[whole:]
        ready = np.concatenate([self._clean, *cleaned])
        self._clean = ready[len(near) :]
        return ready[: len(near)]

    def _step(self, at: int) -> Samples:
        played = self._frame(self._far[at : at + HOP].tobytes(), SAMPLE_RATE, 1, HOP)
        heard = self._frame(self._near[at : at + HOP].tobytes(), SAMPLE_RATE, 1, HOP)
        self._module.process_reverse_stream(played)
        self._module.process_stream(heard)
        return np.frombuffer(bytes(heard.data), np.int16)
