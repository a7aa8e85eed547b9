"""A stream that is read in a task of its own.

A stream that waits at a `yield` holds its connection open until somebody reads on. Read in a
task of its own it is always in the middle of a read, so that cancelling it closes the
connection at once, whatever library lies below.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from typing import TypeVar

T = TypeVar("T")

FAREWELL = 1.0  # seconds that a cancelled read gets to close its connection


async def in_own_task(source: AsyncIterator[T]) -> AsyncGenerator[T, None]:
    """The items of `source`, and its error at its place; closing it cancels the read."""
    queue: asyncio.Queue[T | None] = asyncio.Queue()

    async def read() -> None:
        try:
            async for item in source:
                queue.put_nowait(item)
        finally:
            queue.put_nowait(None)

    task = asyncio.create_task(read())
    try:
        while (item := await queue.get()) is not None:
            yield item
        await task
    finally:
        await _end(task)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task}, timeout=FAREWELL)
    if task.done() and not task.cancelled():
        task.exception()  # looked at, so that asyncio does not print it
