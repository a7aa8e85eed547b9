"""Utterances to the recognizer, one at a time, off the loop's thread."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from typing import Any

from voiceinterview.domain.speech import Word, seconds
from voiceinterview.errors import Abandoned, EngineError, VoiceInterviewError
from voiceinterview.ports import Clock, Recognizer, Samples
from voiceinterview.session.jobs import Jobs
from voiceinterview.session.worker import Worker

# A recognizer that takes longer than this for an utterance is taken to hang.
SHORTEST_LIMIT = 30.0  # seconds; the first call may also load the model
LIMIT_FACTOR = 8.0  # times the length of the audio
QUICK = 0.4  # seconds; a recognizer slower than this is spared the partial transcripts


@dataclass(frozen=True)
class Understood:
    utterance: int
    words: tuple[Word, ...]
    error: EngineError | None = None
    partial: bool = False
    draft: int | None = None  # the end of the guess it answers


def hears_twice(recognizer: Recognizer) -> bool:
    """Whether a second, thorough hearing is worth its time. An engine from before there were two
    does not say, and has one."""
    return bool(getattr(recognizer, "two_passes", False))


class Transcription:
    """Asks for one transcript after the other and reports each, in the order asked."""

    def __init__(
        self,
        recognizer: Recognizer,
        vocabulary: Sequence[str],
        jobs: Jobs,
        clock: Clock,
        understood: Callable[[Understood], None],
        *,
        paced: bool,
    ) -> None:
        self._recognizer = recognizer
        self._vocabulary = vocabulary
        self._jobs = jobs
        self._clock = clock
        self._understood = understood
        self._worker = Worker("recognizer")
        self._loading: Future[None] | None = None
        self._pending = 0
        self._paced = paced
        self._dropped: set[tuple[int, int | None]] = set()  # guesses that nobody waits for
        self._took = 0.0  # seconds that the last transcript took

    @property
    def hears_twice(self) -> bool:
        """Whether a second hearing finds time, and is worth it."""
        return self._paced and hears_twice(self._recognizer)

    @property
    def awaited(self) -> bool:
        """Whether somebody waits for a transcript."""
        return self._pending > 0

    @property
    def has_time(self) -> bool:
        """Whether a partial transcript would keep nobody waiting.

        In a session that is not paced everybody waits for every job anyway, and what is asked
        must not hang on how fast this machine is.
        """
        return self._pending == 0 and (not self._paced or self._took <= QUICK)

    def warm_up(self) -> None:
        """Load the model while the interviewer greets; transcripts wait behind it."""
        self._loading = self._worker.submit(self._recognizer.load)

    def request(
        self,
        utterance: int,
        audio: Samples,
        start: int,
        *,
        partial: bool = False,
        draft: int | None = None,
    ) -> None:
        """`start` is the place of the first sample on the session clock, `draft` the end of an
        utterance that may not be over there."""
        self._pending += 1

        async def work() -> None:
            began = self._clock.monotonic()
            try:
                result = await self._transcribe(utterance, audio, start, draft)
            finally:
                self._pending -= 1
                self._took = self._clock.monotonic() - began
            self._understood(replace(result, partial=partial, draft=draft))

        self._jobs.start(work)

    async def thorough(
        self, audio: Samples, start: int, abandoned: Callable[[], bool]
    ) -> tuple[Word, ...]:
        """For the record; a transcript that is requested meanwhile waits until it is `abandoned`.

        Raises `Abandoned`, and `VoiceInterviewError` where it failed.
        """

        def work() -> tuple[Word, ...]:
            if abandoned():
                raise Abandoned("nothing of it was begun")
            self._loaded()
            return self._recognizer.transcribe(
                audio, start, self._vocabulary, thorough=True, abandoned=abandoned
            )

        return await asyncio.wrap_future(self._worker.submit(work))

    def drop_draft(self, utterance: int, end: int) -> None:
        """Nobody waits for that guess: if it was not begun, it is not."""
        self._dropped.add((utterance, end))

    async def _transcribe(
        self, utterance: int, audio: Samples, start: int, draft: int | None
    ) -> Understood:
        limit = max(SHORTEST_LIMIT, LIMIT_FACTOR * seconds(len(audio)))

        def work() -> tuple[Word, ...]:
            stale = (utterance, draft) in self._dropped
            return () if stale else self._blocking(audio, start)

        call = asyncio.wrap_future(self._worker.submit(work))
        watchdog = asyncio.ensure_future(self._clock.sleep(limit))
        try:
            both: list[asyncio.Future[Any]] = [call, watchdog]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            watchdog.cancel()
        if not call.done():
            problem = f"{self._recognizer.name} has not answered for {limit:.0f} seconds."
            return Understood(utterance, (), EngineError("recognizer", problem))
        try:
            return Understood(utterance, call.result())
        except EngineError as error:
            return Understood(utterance, (), error)
        except VoiceInterviewError as error:  # the model could not be loaded after all
            lasting = EngineError("recognizer", error.problem, error.advice, lasting=True)
            return Understood(utterance, (), lasting)

    def _blocking(self, audio: Samples, start: int) -> tuple[Word, ...]:
        self._loaded()
        return self._recognizer.transcribe(audio, start, self._vocabulary)

    def _loaded(self) -> None:
        if self._loading is not None:
            self._loading.result()  # done by now: one thread, and loading came first

    def close(self) -> None:
        """Does not wait for a call that hangs: its result has no reader any more."""
        self._worker.close()
