"""Work that the engines do beside the loop."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

Job = Callable[[], Coroutine[Any, Any, None]]


class Jobs:
    """Runs jobs at once and side by side in a paced session; in one that is not paced, one
    after the other in the order they came, so that the same input gives the same log."""

    def __init__(self, *, paced: bool) -> None:
        self._paced = paced
        self._running: set[asyncio.Task[None]] = set()
        self._waiting: deque[Job] = deque()
        self.failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def start(self, job: Job) -> None:
        if self._paced:
            self._run(job)
        else:
            self._waiting.append(job)

    def release(self) -> None:
        """Run what waits at once: no frame will come soon after which it would be settled."""
        while self._waiting:
            self._run(self._waiting.popleft())

    async def settle(self) -> None:
        """Run what waits, and what that brings, until nothing is left."""
        while self._waiting:
            await self._waiting.popleft()()

    async def close(self) -> None:
        self._waiting.clear()
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        if not self.failure.cancel() and not self.failure.cancelled():
            self.failure.exception()  # seen; the session may have ended by another one

    def _run(self, job: Job) -> None:
        task = asyncio.create_task(job())
        self._running.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None and not self.failure.done():
            self.failure.set_exception(error)  # a fault of ours: the loop must not go on deaf
