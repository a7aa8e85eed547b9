"""Texts to the voice, rendered one by one in their order and handed to playback."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from voiceinterview.errors import EngineError
from voiceinterview.ports import Samples, Synthesizer
from voiceinterview.session.jobs import Jobs


@dataclass(frozen=True)
class Rendered:
    """A piece ready to be played; `error` is set where the voice failed and there is no sound."""

    number: int
    text: str
    audio: Samples
    error: EngineError | None = None


class Voice:
    """Renders ahead of playback: the next sentence while this one is being heard."""

    def __init__(
        self, synthesizer: Synthesizer, jobs: Jobs, rendered: Callable[[Rendered], None]
    ) -> None:
        self._synthesizer = synthesizer
        self._jobs = jobs
        self._rendered = rendered
        self._queue: deque[tuple[int, str]] = deque()
        self._busy = False
        self._generation = 0  # raised by `drop`: what was being rendered is stale

    def say(self, number: int, text: str) -> None:
        self._queue.append((number, text))
        if not self._busy:
            self._busy = True
            self._jobs.start(self._work)

    def drop(self) -> tuple[int, ...]:
        """Forget what was not rendered yet; the numbers of those pieces."""
        dropped = tuple(number for number, _ in self._queue)
        self._queue.clear()
        self._generation += 1
        return dropped

    async def _work(self) -> None:
        try:
            while self._queue:
                generation = self._generation
                rendered = await self._render(*self._queue[0])
                if generation == self._generation:
                    self._queue.popleft()
                    self._rendered(rendered)
        finally:
            self._busy = False

    async def _render(self, number: int, text: str) -> Rendered:
        try:
            return Rendered(number, text, await self._synthesizer.render(text))
        except EngineError as error:
            return Rendered(number, text, np.zeros(0, np.int16), error)
