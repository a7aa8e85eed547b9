"""A voice that says nothing, for as long as saying it would have taken."""

from typing import Any

import numpy as np

from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import samples
from voiceinterview.ports import Samples


class SilentSynthesizer:
    """A `Synthesizer` whose speech is silence, timed by the voice's words a minute.

    A persona's voice id means nothing to it and is accepted: it has no voices to choose from.
    """

    name = "silent"

    def __init__(self) -> None:
        self._rate = VoiceSettings().rate

    async def start(self, voice: VoiceSettings) -> None:
        self._rate = voice.rate

    async def render(self, text: str) -> Samples:
        words = sum(any(letter.isalnum() for letter in word) for word in text.split())
        return np.zeros(samples(words * 60 / self._rate), np.int16)

    def settings(self) -> dict[str, Any]:
        return {"rate": self._rate}

    async def close(self) -> None:
        """Nothing is held."""
