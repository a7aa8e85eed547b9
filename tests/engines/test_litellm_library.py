"""litellm is loaded beside everything else, and nobody who leaves waits for it."""

import asyncio
import threading

import pytest

from voiceinterview.engines.models.litellm_library import beside_the_loop


def test_a_loop_that_is_left_does_not_wait_for_what_is_being_loaded() -> None:
    begun, loaded = threading.Event(), threading.Event()

    def load() -> bool:
        begun.set()
        return loaded.wait(10)

    async def leave() -> None:
        loading = asyncio.create_task(beside_the_loop(load))
        await asyncio.to_thread(begun.wait, 5)
        loading.cancel()
        await loading

    try:
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(leave())
        assert begun.is_set()
        assert not loaded.is_set()  # else it would have waited for ten seconds
    finally:
        loaded.set()


async def test_what_is_loaded_is_given_back() -> None:
    assert await beside_the_loop(lambda: "litellm") == "litellm"
