"""However a session ends, nothing of it runs on."""

import asyncio
import gc
import random
import threading
from typing import Any

import pytest
from driven import At, Driven, PacedCandidate, SilentDevice, nothing_left, watching
from small_plan import question, small_plan, stage

from voiceinterview.domain import events as e
from voiceinterview.errors import DeviceLost, StorageFull
from voiceinterview.testing import MemoryRecorder, Says, ScriptedCandidate, VirtualClock

SHORT = small_plan(stage("one", question("q1", "How do you start?")))
ANSWERS = [[Says("I look at the split.")], [Says("It drifts.")], [Says("No more.")]]


class FullRecorder(MemoryRecorder):
    """The disk is full from the n-th call of one of its methods on."""

    def __init__(self, method: str, after: int) -> None:
        super().__init__()
        self.full_method, self.left = method, after

    def _write(self, method: str) -> None:
        if method == self.full_method:
            self.left -= 1
            if self.left < 0:
                raise StorageFull("the disk is full", "Make room.")

    def event(self, event: e.Event) -> e.Event:
        self._write("event")
        return super().event(event)

    def audio(self, candidate: Any, interviewer: Any) -> None:
        self._write("audio")
        super().audio(candidate, interviewer)

    def exchange(self, exchange: Any) -> None:
        self._write("exchange")
        super().exchange(exchange)


@pytest.mark.parametrize("kind", [ScriptedCandidate, PacedCandidate])
@pytest.mark.parametrize(
    ("method", "after"),
    [("event", 0), ("event", 3), ("event", 40), ("event", 60), ("audio", 0), ("audio", 100),
     ("exchange", 0), ("exchange", 1)],
)  # fmt: skip
async def test_a_full_disk_ends_the_session_with_that_error(
    kind: type[ScriptedCandidate], method: str, after: int
) -> None:
    before = asyncio.all_tasks()
    driven = Driven(plan=SHORT, candidate=kind(ANSWERS, 60.0))
    driven.recorder = FullRecorder(method, after)
    with pytest.raises(StorageFull):
        await driven.run()
    await nothing_left(before)


async def test_a_full_disk_is_told_while_the_microphone_says_nothing() -> None:
    """The cassette cannot be written while the loop waits for a frame that never comes."""
    before = asyncio.all_tasks()
    device = SilentDevice()
    driven = Driven(plan=SHORT, source=device)
    driven.recorder = FullRecorder("exchange", 0)
    session = driven.open()
    running = asyncio.create_task(session.run(e.SessionStarted(at=0, listening=False)))
    while device.left:
        await asyncio.sleep(0)
    session.command("say", "I look at the split.")
    with pytest.raises(StorageFull):
        await asyncio.wait_for(running, 2)
    assert device.closed
    await nothing_left(before)


async def test_cancelled_while_it_waits_for_a_frame_the_device_is_let_go_of() -> None:
    before = asyncio.all_tasks()
    device = SilentDevice()
    running = asyncio.create_task(Driven(plan=SHORT, source=device).run())
    while device.left:
        await asyncio.sleep(0)
    for _ in range(5):
        await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert device.closed
    await nothing_left(before)


async def test_quit_ends_a_session_whose_microphone_says_nothing() -> None:
    before = asyncio.all_tasks()
    device = SilentDevice()
    driven = Driven(plan=SHORT, source=device)
    session = driven.open()
    running = asyncio.create_task(session.run(e.SessionStarted(at=0)))
    while device.left:
        await asyncio.sleep(0)
    session.command("quit")
    assert await asyncio.wait_for(running, 2) == "quit"
    assert device.closed
    await nothing_left(before)


@pytest.mark.parametrize("kind", [ScriptedCandidate, PacedCandidate])
async def test_cancelled_at_any_moment_nothing_runs_on(kind: type[ScriptedCandidate]) -> None:
    chance = random.Random(1)
    before = asyncio.all_tasks()
    for _ in range(100):
        driven = Driven(plan=SHORT, candidate=kind(ANSWERS, 60.0))
        running: asyncio.Task[Any] = asyncio.create_task(driven.run())
        steps = chance.randrange(8)

        def stop(steps: int = steps, running: asyncio.Task[Any] = running) -> None:
            asyncio.get_running_loop().call_soon(cancel_later, running, steps)

        watching(driven, At(chance.uniform(0, 15), stop))
        with pytest.raises(asyncio.CancelledError):
            await running
        await nothing_left(before)
        del driven, running
    gc.collect()


def cancel_later(task: asyncio.Task[Any], steps: int) -> None:
    """After so many rounds of the loop."""
    if steps:
        asyncio.get_running_loop().call_soon(cancel_later, task, steps - 1)
    else:
        task.cancel()


@pytest.mark.parametrize("kind", [ScriptedCandidate, PacedCandidate])
async def test_quit_at_any_moment_ends_in_good_order(kind: type[ScriptedCandidate]) -> None:
    chance = random.Random(2)
    before = asyncio.all_tasks()
    for _ in range(60):
        driven = Driven(plan=SHORT, candidate=kind(ANSWERS, 60.0))
        quit_it = lambda driven=driven: driven.session.command("quit")  # noqa: E731
        watching(driven, At(chance.uniform(0, 14), quit_it))
        assert await asyncio.wait_for(driven.run(), 5) in ("quit", "finished")
        told = [*driven.all(e.FinalTranscript), *driven.all(e.DraftTranscript)]
        understood = {word.text for transcript in told for word in transcript.words}
        assert {w for turn in driven.turns() for w in turn.split()} == understood
        await nothing_left(before)


async def test_quit_in_a_pause_ends_a_session_that_is_not_paced() -> None:
    driven = Driven([Says("I look at the split and so on.", 8.0)])
    watching(driven, At(6, lambda: asyncio.create_task(pause_and_quit(driven))))
    assert await asyncio.wait_for(driven.run(), 5) == "quit"
    assert driven.turns()[0].startswith("I look")


async def pause_and_quit(driven: Driven) -> None:
    assert driven.session is not None
    driven.session.command("pause")
    for _ in range(20):
        await asyncio.sleep(0)
    driven.session.command("quit")


async def test_a_recognizer_that_hangs_does_not_hang_the_session() -> None:
    release = threading.Event()
    clock = VirtualClock()

    class Hanging(PacedCandidate):
        def transcribe(self, *given: Any) -> Any:
            release.wait(10)
            return ()

    driven = Driven(plan=SHORT, candidate=Hanging(ANSWERS, 20.0), clock=clock)
    watching(driven, At(10, lambda: clock.advance(31)))
    try:
        running = asyncio.create_task(driven.run())
        while not running.done() and not driven.all(e.EngineFailed):
            await asyncio.sleep(0)
        assert "has not answered for 30 seconds" in driven.all(e.Notice)[0].text
        running.cancel()
        await asyncio.wait({running})
    finally:
        release.set()


async def test_a_device_that_cannot_be_opened_ends_the_session_at_once() -> None:
    class Never(SilentDevice):
        async def frames(self) -> Any:
            raise ZeroDivisionError
            yield

    before = asyncio.all_tasks()
    with pytest.raises(ZeroDivisionError):
        await Driven(source=Never()).run()
    await nothing_left(before)


async def test_quit_ends_a_session_whose_microphone_is_gone() -> None:
    class Gone(SilentDevice):
        opened = 0

        async def frames(self) -> Any:
            self.opened += 1
            if self.opened > 1:
                await asyncio.Event().wait()
            raise DeviceLost("gone")
            yield

    driven = Driven(source=Gone())
    session = driven.open()
    running = asyncio.create_task(session.run(e.SessionStarted(at=0)))
    while not driven.all(e.PauseSession):
        await asyncio.sleep(0)
    session.command("quit")
    assert await asyncio.wait_for(running, 2) == "quit"
