from datetime import UTC

from voiceinterview.engines.system_clock import SystemClock


async def test_sleeping_takes_the_time_asked_for() -> None:
    clock = SystemClock()
    before = clock.monotonic()
    await clock.sleep(0.02)
    assert clock.monotonic() - before >= 0.019  # the loop's clock ticks in its own steps


def test_the_date_is_in_utc() -> None:
    assert SystemClock().utc().tzinfo is UTC
