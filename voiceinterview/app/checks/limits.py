"""No check may hang, whatever the machine does."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from voiceinterview.ports import Clock

T = TypeVar("T")

FAREWELL = 2.0  # seconds that work which took too long gets to put away what it holds


class TookTooLong(Exception):
    """Work was given up; says after how many seconds."""

    def __init__(self, limit: float) -> None:
        super().__init__(f"gave up after {limit:g} s")
        self.limit = limit


async def within(clock: Clock, limit: float, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`. Raises `TookTooLong` after `limit` seconds, the work cancelled."""
    working = asyncio.create_task(work)
    waiting = asyncio.create_task(clock.sleep(limit))
    try:
        await asyncio.wait({working, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise TookTooLong(limit)
        return working.result()
    finally:
        working.cancel()
        waiting.cancel()
        await asyncio.wait({working, waiting}, timeout=FAREWELL)
        if working.done() and not working.cancelled():
            working.exception()  # looked at, so that asyncio does not print it


async def in_thread(call: Callable[[], T]) -> T:
    """Call what may block, such as a folder on a network drive that is gone.

    In a daemon thread of its own: one of asyncio's would be waited for at the end of the
    program, for ever if need be.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def hand_over(settle: Callable[[Any], None], value: object) -> None:
        def deliver() -> None:
            if not outcome.done():
                settle(value)

        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(deliver)

    def run() -> None:
        try:
            result = call()
        except Exception as error:
            hand_over(outcome.set_exception, error)
        else:
            hand_over(outcome.set_result, result)

    threading.Thread(target=run, name="check", daemon=True).start()
    return await outcome
