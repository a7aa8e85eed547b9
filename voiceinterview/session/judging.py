"""Does it sound as if she were done? Asked of a turn detector, beside the loop."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from voiceinterview.errors import EngineError
from voiceinterview.ports import Samples, TurnDetector
from voiceinterview.session.jobs import Jobs
from voiceinterview.session.worker import Worker


class Judged(Protocol):
    def __call__(self, utterance: int, end: int, over: float) -> None:
        """The turn is over with the utterance that ended at `end`, with probability `over`."""
        ...


class Judging:
    """One look after the other; one that was overtaken by the next utterance is not taken.

    Without a detector, or with one that failed, nobody is told anything.
    """

    def __init__(
        self,
        detector: TurnDetector | None,
        jobs: Jobs,
        judged: Judged,
        failed: Callable[[EngineError], None],
    ) -> None:
        self._detector = detector
        self._jobs = jobs
        self._judged = judged
        self._failed = failed
        self._worker = Worker("turn detector") if detector is not None else None
        self._latest = 0

    def judge(self, utterance: int, end: int, audio: Samples) -> None:
        """`audio` is what was heard of the turn, to now."""
        detector, worker = self._detector, self._worker
        if detector is None or worker is None:
            return
        self._latest = utterance

        def look() -> float | None:
            return detector.probability(audio) if utterance == self._latest else None

        async def work() -> None:
            try:
                over = await asyncio.wrap_future(worker.submit(look))
            except EngineError as error:
                if self._detector is not None:
                    self._detector = None
                    self._failed(error)
                return
            if over is not None:
                self._judged(utterance, end, over)

        self._jobs.start(work)

    def close(self) -> None:
        """Does not wait for a look under way."""
        if self._worker is not None:
            self._worker.close()
