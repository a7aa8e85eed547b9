"""Quitting waits for the last words, and not for long."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any

import pytest
from driven import At, Driven, PacedCandidate, nothing_left, watching
from small_plan import question, small_plan, stage

from voiceinterview.domain import events as e
from voiceinterview.session.leaving import LAST_WORDS
from voiceinterview.session.worker import Worker
from voiceinterview.testing import Says, VirtualClock

SHORT = small_plan(stage("one", question("q1", "How do you start?")))


class Slow(PacedCandidate):
    """Its transcripts come when `come` is set."""

    come: threading.Event

    def transcribe(self, *given: Any) -> Any:
        assert self.come.wait(10)
        return super().transcribe(*given)


def leaving_in_mid_sentence(clock: VirtualClock, come: threading.Event) -> Driven:
    candidate = Slow([[Says("I look at the split and go on.", 8.0)]], 60.0)
    candidate.come = come
    driven = Driven(plan=SHORT, candidate=candidate, clock=clock)
    return watching(driven, At(8, lambda: driven.session.command("quit")))


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0)


async def test_quit_waits_for_the_words_that_were_said_last() -> None:
    clock, come = VirtualClock(), threading.Event()
    driven = leaving_in_mid_sentence(clock, come)
    running = asyncio.create_task(driven.run())
    await until(lambda: driven.session and driven.session._interview.state.leaving)
    clock.advance(LAST_WORDS * 0.9)
    come.set()
    assert await asyncio.wait_for(running, 5) == "quit"
    assert driven.turns()[0].startswith("I look")


async def test_quit_does_not_wait_for_a_recognizer_that_does_not_answer() -> None:
    before = asyncio.all_tasks()
    clock, come = VirtualClock(), threading.Event()
    driven = leaving_in_mid_sentence(clock, come)
    running = asyncio.create_task(driven.run())
    await until(lambda: driven.session and driven.session._interview.state.leaving)
    await asyncio.sleep(0)  # it begins to wait
    assert not running.done()
    clock.advance(LAST_WORDS)
    try:
        assert await asyncio.wait_for(running, 5) == "quit"
    finally:
        come.set()
    (ended,) = driven.all(e.EndTurn)
    assert not ended.words
    heard = driven.all(e.RequestTranscript)[-1]
    assert ended.at - heard.start > 16_000, "the log must say where in the recording they are"
    await nothing_left(before)


def test_a_closed_worker_does_not_begin_what_waited() -> None:
    begun, come = threading.Event(), threading.Event()

    def slow() -> bool:
        begun.set()
        return come.wait(10)

    worker = Worker("recognizer")
    first, second = worker.submit(slow), worker.submit(lambda: 1 / 0)
    assert begun.wait(5)
    worker.close()
    come.set()
    assert first.result(5)
    with pytest.raises(CancelledError):
        second.result(5)
