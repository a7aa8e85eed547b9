"""Timers on the session clock."""

import heapq


class Timers:
    """Fires names in the order of their due samples; equal ones in the order they were set."""

    def __init__(self) -> None:
        self._heap: list[tuple[int, int, str]] = []
        self._count = 0

    def set(self, name: str, due: int) -> None:
        self._count += 1
        heapq.heappush(self._heap, (due, self._count, name))

    def due(self, at: int) -> str | None:
        """The next timer that is due at `at`, taken out; None if there is none."""
        if self._heap and self._heap[0][0] <= at:
            return heapq.heappop(self._heap)[2]
        return None
