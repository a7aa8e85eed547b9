"""The language model's replies: asked for, streamed, cancelled, and kept on the cassette."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass

from voiceinterview.domain.conversation import Message, ReplyRequest, Usage
from voiceinterview.domain.exchange import DROPPED, Exchange, digest_of
from voiceinterview.errors import CostCapReached, EngineError
from voiceinterview.session.doors import Doors
from voiceinterview.session.jobs import Jobs

_PING = ReplyRequest(messages=(Message("user", "ping"),), scripted="", max_tokens=16)


@dataclass(frozen=True)
class Wrote:
    """A piece of a reply; `done` with its last, `error` where it broke off."""

    reply: int
    text: str = ""
    done: bool = False
    error: EngineError | None = None


class Replies:
    def __init__(
        self,
        doors: Doors,
        jobs: Jobs,
        wrote: Callable[[Wrote], None],
        keep: Callable[[Exchange], None],
        restored: Callable[[], None],
    ) -> None:
        self._model = doors.model
        self._clock = doors.clock
        self._reckon = doors.reckon
        self._jobs = jobs
        self._wrote = wrote
        self._keep = keep
        self._restored = restored
        self._checking = False
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._cancelled: set[int] = set()

    def request(self, reply: int, request: ReplyRequest, at: int) -> None:
        async def work() -> None:
            if reply in self._cancelled:
                return
            task = self._tasks[reply] = asyncio.create_task(self._stream(reply, request, at))
            try:
                await asyncio.wait({task})
            finally:
                del self._tasks[reply]
                task.cancel()
                results = await asyncio.gather(task, return_exceptions=True)
            if isinstance(results[0], Exception):
                raise results[0]  # a fault of ours, or a full disk

        self._jobs.start(work)

    def cancel(self, reply: int) -> None:
        """Stop listening; closing the stream stops the server too."""
        self._cancelled.add(reply)
        if reply in self._tasks:
            self._tasks[reply].cancel()

    def check(self, at: int) -> None:
        """Find out, behind everybody's back, whether a model that failed answers again."""
        if self._checking:
            return
        self._checking = True

        async def work() -> None:
            try:
                error = await self._call(_PING, at, lambda text: None)
            finally:
                self._checking = False
            if error is None:
                self._restored()

        self._jobs.start(work)

    async def _stream(self, reply: int, request: ReplyRequest, at: int) -> None:
        def wrote(text: str) -> None:
            self._wrote(Wrote(reply, text))

        error = await self._call(request, at, wrote, reply)
        if reply not in self._cancelled:
            self._wrote(Wrote(reply, done=True, error=error))

    async def _call(
        self, request: ReplyRequest, at: int, wrote: Callable[[str], None], number: int = -1
    ) -> EngineError | None:
        """One call, kept on the cassette however it ends; the error that ended it, if one did.

        One that the cap on costs forbids is not made, and there is nothing to keep of it.
        """
        began = self._clock.monotonic()
        texts: list[str] = []
        usage: Usage | None = None
        error: EngineError | None = None
        problem: str | None = DROPPED
        try:
            async with aclosing(self._model.stream(request)) as parts:
                async for part in parts:
                    usage = part.usage or usage
                    if part.text:
                        texts.append(part.text)
                        wrote(part.text)
            problem = ""
        except CostCapReached as failure:
            error, problem = failure, None
        except EngineError as failure:
            error, problem = failure, failure.problem
        finally:
            if problem is not None:
                reply = "".join(texts)
                if usage is None and self._reckon is not None:
                    unpaid = error is not None and error.unpaid
                    usage = self._reckon(request, reply, unpaid=unpaid)
                self._keep(
                    Exchange(
                        request=digest_of(request),
                        reply=reply,
                        model=usage.model if usage else self._model.name,
                        prompt_tokens=usage.prompt_tokens if usage else None,
                        completion_tokens=usage.completion_tokens if usage else None,
                        cost=usage.cost if usage else None,
                        latency=round(self._clock.monotonic() - began, 3),
                        error=problem,
                        at=at,
                        reckoned=usage is not None and usage.reckoned,
                        reply_number=number,
                    )
                )
        return error
