"""A clock that only moves when somebody sleeps."""

import asyncio
from datetime import UTC, datetime, timedelta


class SteppedClock:
    """`late` seconds are added to every sleep, as on a machine with too much to do."""

    def __init__(self, late: float = 0.0) -> None:
        self.now = 0.0
        self.late = late

    def monotonic(self) -> float:
        return self.now

    def utc(self) -> datetime:
        return datetime(2026, 1, 31, tzinfo=UTC) + timedelta(seconds=self.now)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds + (self.late if seconds > 0 else 0.0)
        await asyncio.sleep(0)
