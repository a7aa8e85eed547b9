"""What engines do beside the loop."""

import asyncio

import pytest

from voiceinterview.session.jobs import Jobs


async def test_jobs_that_are_not_paced_run_one_after_the_other_when_settled() -> None:
    jobs, done = Jobs(paced=False), []

    async def second() -> None:
        done.append("second")

    async def first() -> None:
        jobs.start(second)
        await asyncio.sleep(0)
        done.append("first")

    jobs.start(first)
    await asyncio.sleep(0)
    assert done == []
    await jobs.settle()
    assert done == ["first", "second"]
    await jobs.close()


async def test_paced_jobs_run_side_by_side_at_once() -> None:
    jobs, all_three = Jobs(paced=True), asyncio.Barrier(3)

    async def work() -> None:
        await all_three.wait()

    jobs.start(work)
    jobs.start(work)
    await asyncio.sleep(0)
    assert all_three.n_waiting == 2
    await asyncio.wait_for(all_three.wait(), 1)
    await jobs.close()


async def test_a_fault_in_a_job_is_told() -> None:
    jobs = Jobs(paced=True)

    async def work() -> None:
        raise ZeroDivisionError

    jobs.start(work)
    with pytest.raises(ZeroDivisionError):
        await jobs.failure
    await jobs.close()


async def test_a_fault_that_nobody_asked_for_leaves_no_complaint(
    caplog: pytest.LogCaptureFixture,
) -> None:
    jobs = Jobs(paced=True)

    async def work() -> None:
        raise ZeroDivisionError

    jobs.start(work)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await jobs.close()
    del jobs
    assert caplog.text == ""


async def test_closing_cancels_what_runs_and_drops_what_waits() -> None:
    paced, waiting, seen = Jobs(paced=True), Jobs(paced=False), []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            seen.append("cancelled")
            raise

    paced.start(work)
    waiting.start(work)
    await asyncio.sleep(0)
    await paced.close()
    await waiting.close()
    await waiting.settle()
    assert seen == ["cancelled"]


async def test_jobs_that_wait_can_be_released_when_no_frame_comes() -> None:
    jobs, done = Jobs(paced=False), asyncio.Event()

    async def work() -> None:
        done.set()

    jobs.start(work)
    await asyncio.sleep(0)
    assert not done.is_set()
    jobs.release()
    assert await asyncio.wait_for(done.wait(), 1)
    await jobs.close()
