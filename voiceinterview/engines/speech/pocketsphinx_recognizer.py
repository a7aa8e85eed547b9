"""pocketsphinx: a small recognizer whose English model comes in its wheel, nothing to download.

It understands clearly read speech and little else: an explicit choice, never the default.
"""

import re
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

from voiceinterview.domain.speech import SAMPLE_RATE, Word
from voiceinterview.engines.speech.silero_vad import holds_speech
from voiceinterview.errors import EngineError, SetupError
from voiceinterview.ports import Samples, never

HOP = SAMPLE_RATE // 100  # samples a frame of the decoder (its `frate`, 100 a second)
FILLER = re.compile(r"[<\[+]")  # <s>, </s>, <sil>, [NOISE], [SPEECH], ++UM++
PRONUNCIATION = re.compile(r"\(\d+\)$")  # "the(2)" is the second way to say "the"


class PocketsphinxRecognizer:
    """A `Recognizer`. The vocabulary has no effect: its language model is fixed."""

    name = "pocketsphinx"
    two_passes = False  # it has one way to hear, and takes a tenth of the time that speech takes

    def __init__(self) -> None:
        self._decoder: Any = None
        self._one_at_a_time = Lock()

    def load(self) -> None:
        """Read the model, about 0.3 s. Raises `SetupError` where the extra is not installed."""
        try:
            from pocketsphinx import Decoder
        except ImportError as fault:
            raise SetupError(
                "the recognizer pocketsphinx is not installed",
                "Install it: pip install 'voiceinterview[pocketsphinx]'",
            ) from fault
        self._decoder = Decoder(samprate=SAMPLE_RATE, loglevel="FATAL")

    def transcribe(
        self,
        audio: Samples,
        start: int,
        vocabulary: Sequence[str],
        *,
        thorough: bool = False,
        abandoned: Callable[[], bool] = never,
    ) -> tuple[Word, ...]:
        with self._one_at_a_time:
            if self._decoder is None:
                raise EngineError(self.name, "the recognizer was used before it was loaded")
            if not holds_speech(audio):
                return ()
            return self._decode(audio, start)

    def settings(self) -> dict[str, Any]:
        return {"model": "en-us, from the pocketsphinx wheel"}

    def close(self) -> None:
        """Does not wait for a call under way, which might hang; it keeps what it works with."""
        self._decoder = None

    def _decode(self, audio: Samples, start: int) -> tuple[Word, ...]:
        decoder = self._decoder
        # Forgets the noise of the clip before, without which a clip heard twice reads differently.
        decoder.reinit_feat()
        decoder.start_utt()
        try:
            # The whole clip at once: normalized over all of it, it reads far better than streamed.
            decoder.process_raw(audio.tobytes(), full_utt=True)
        except RuntimeError as fault:
            raise EngineError(self.name, f"pocketsphinx could not decode: {fault}") from fault
        finally:
            decoder.end_utt()
        return tuple(
            Word(
                PRONUNCIATION.sub("", segment.word),
                start + segment.start_frame * HOP,
                start + min((segment.end_frame + 1) * HOP, len(audio)),
                min(1.0, segment.prob),  # a posterior; rounds to a little over 1
            )
            for segment in decoder.seg() or ()
            if not FILLER.match(segment.word)
        )
