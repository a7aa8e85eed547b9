"""How a simulated candidate sounds: a hum that only stands for words, or a synthetic voice."""

import numpy as np

from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import FRAME, Word, samples
from voiceinterview.engines.audio.simulated_candidate import Spoken
from voiceinterview.ports import Samples, Synthesizer

LOUD = 8000  # amplitude of the hum, in steps of int16: -12 dBFS
PERIOD = 128  # samples: 125 Hz, a whole number of waves in a frame
SOUNDS = 300  # a synthetic voice is silent below this amplitude


class Hum:
    """Speech as a tone, for as long as saying it would have taken. `HumDetector` hears it."""

    name = "hum"

    def __init__(self, voice: VoiceSettings) -> None:
        self._word = samples(60 / voice.rate)
        wave = LOUD * (4 * np.abs(np.arange(PERIOD) / PERIOD - 0.5) - 1)
        self._wave = wave.astype(np.int16)

    async def speak(self, text: str) -> Spoken:
        words = text.split()
        length = len(words) * self._word
        frames = -(-length // FRAME)
        hum = np.tile(self._wave, frames * FRAME // PERIOD)
        return Spoken(hum, _placed(words, 0, length, [1] * len(words)))


class HumDetector:
    """A `VoiceActivityDetector` that takes whatever is loud for speech."""

    def probability(self, frame: Samples) -> float:
        return 1.0 if int(frame.max(initial=0)) > LOUD // 2 else 0.0

    def reset(self) -> None:
        """Remembers nothing."""


class SyntheticSpeech:
    """Speech by a synthesizer that was started; its words are placed by their letters, which is
    right to about a syllable. Raises `EngineError`."""

    def __init__(self, synthesizer: Synthesizer) -> None:
        self.name = synthesizer.name
        self._synthesizer = synthesizer

    async def speak(self, text: str) -> Spoken:
        audio = await self._synthesizer.render(text)
        words = text.split()
        loud = np.flatnonzero(np.abs(audio) > SOUNDS)
        if not len(loud):
            return Spoken(audio, ())
        letters = [len(word) + 1 for word in words]
        return Spoken(audio, _placed(words, int(loud[0]), int(loud[-1]), letters))


def _placed(words: list[str], start: int, end: int, weights: list[int]) -> tuple[Word, ...]:
    """The words from `start` to `end`, each taking its weight's share."""
    edges = start + np.cumsum([0, *weights]) * (end - start) // max(1, sum(weights))
    return tuple(Word(word, int(edges[n]), int(edges[n + 1])) for n, word in enumerate(words))
