"""The candidate's code is run beside the loop, one run after the other."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.decisions import RunCode
from voiceinterview.ports import Clock, Workbench
from voiceinterview.session.jobs import Jobs

LAST_RUN = 1.0  # seconds that a run may still take when the session is over
NO_WORKBENCH = "Nothing in this session runs code."


class Running:
    """Tells `ran` of every run that is begun, unless the session is left before it is over."""

    def __init__(
        self,
        workbench: Workbench | None,
        jobs: Jobs,
        clock: Clock,
        ran: Callable[[CodeRun], None],
    ) -> None:
        self._workbench = workbench
        self._jobs = jobs
        self._clock = clock
        self._ran = ran
        self._one_at_a_time = asyncio.Lock()
        self._under_way = 0
        self._none_left = asyncio.Event()
        self._none_left.set()

    def run(self, decision: RunCode) -> None:
        self._under_way += 1
        self._none_left.clear()

        async def work() -> None:
            try:
                async with self._one_at_a_time:
                    self._ran(await self._run(decision))
            finally:
                self._under_way -= 1
                if not self._under_way:
                    self._none_left.set()

        self._jobs.start(work)

    async def _run(self, decision: RunCode) -> CodeRun:
        number, question, submitted = decision.run, decision.question, decision.submitted
        if self._workbench is None:
            return CodeRun(number, question, "", "", problem=NO_WORKBENCH, submitted=submitted)
        return await self._workbench.run(question, number, submitted=submitted)

    async def finish(self) -> None:
        """The session is over: what is under way is waited for a moment, and no longer."""
        if self._under_way:
            with suppress(TimeoutError):
                async with self._clock.limit(LAST_RUN):
                    await self._none_left.wait()
