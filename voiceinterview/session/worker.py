"""One thread beside the loop, for calls that block."""

import atexit
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")

EXIT_LIMIT = 2.0  # seconds; a model loads, or an utterance is transcribed, in less


class Worker:
    """Calls one after the other, in the order they came.

    A daemon, unlike the threads of an executor: a call that hangs must not keep the program
    from ending. One that is only slow is waited for when the program ends: compiled code that
    comes back to an interpreter that is gone aborts the whole process.
    """

    def __init__(self, name: str) -> None:
        self._calls: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()
        atexit.register(self._thread.join, EXIT_LIMIT)

    def submit(self, call: Callable[[], Result]) -> Future[Result]:
        future: Future[Result] = Future()
        self._calls.put((future, call))
        return future

    def close(self) -> None:
        """The thread ends with the call under way, those that wait are not made; does not wait."""
        with suppress(Empty):
            while (waiting := self._calls.get_nowait()) is not None:
                waiting[0].cancel()
        self._calls.put(None)

    def _work(self) -> None:
        while (waiting := self._calls.get()) is not None:
            future, call = waiting
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(call())
            except BaseException as error:
                future.set_exception(error)
