"""Hidden checks."""

from collections.abc import Callable, Iterator
from typing import Any

Solve = Callable[..., Any]


def line(target: str) -> str:
    return f"2024-05-01T10:00:00 GET {target} 200 12\n"


class Line(str):
    """Counts how many of its kind are split but not let go."""

    alive = 0
    most = 0

    def __new__(cls, text: str) -> "Line":
        Line.alive += 1
        Line.most = max(Line.most, Line.alive)
        return super().__new__(cls, text)

    def __del__(self) -> None:
        Line.alive -= 1

    def split(self, *args: Any, **options: Any) -> list[str]:  # type: ignore[override]
        return [Line(part) for part in str.split(self, *args, **options)]


def check_counts_and_order(solve: Solve) -> None:
    lines = [line("/a"), line("/b"), line("/b"), line("/c"), line("/b"), line("/c")]
    assert solve(iter(lines), 2) == ([("/b", 3), ("/c", 2)], 0)


def check_equal_counts_are_ordered_by_path(solve: Solve) -> None:
    lines = [line("/z"), line("/m"), line("/a"), line("/m"), line("/z"), line("/a")]
    assert solve(iter(lines), 2) == ([("/a", 2), ("/m", 2)], 0)


def check_the_query_does_not_belong_to_the_path(solve: Solve) -> None:
    lines = [line("/s?q=1"), line("/s?q=2"), line("/s"), line("/t?"), line("/t?a=/s?b")]
    assert solve(iter(lines), 5) == ([("/s", 3), ("/t", 2)], 0)


def check_broken_lines_are_counted_and_skipped(solve: Solve) -> None:
    lines = [
        line("/a"),
        "2024-05-01T10:00:00 GET /a 200\n",
        "2024-05-01T10:00:00 GET a 200 12\n",
        "2024-05-01T10:00:00 GET /a ok 12\n",
        "2024-05-01T10:00:00 GET /a 200 12ms\n",
        "2024-05-01T10:00:00 GET /a 200 12 more\n",
        "2024-05-01T10:00:00 GET /a 200 -1\n",
    ]
    assert solve(iter(lines), 3) == ([("/a", 1)], 6)


def check_blank_lines_are_neither(solve: Solve) -> None:
    assert solve(iter(["\n", "   \n", line("/a"), ""]), 3) == ([("/a", 1)], 0)


def check_fewer_paths_than_asked_for(solve: Solve) -> None:
    assert solve(iter([line("/a")]), 10) == ([("/a", 1)], 0)
    assert solve(iter([line("/a")]), 0) == ([], 0)


def check_nothing_in_nothing_out(solve: Solve) -> None:
    assert solve(iter([]), 3) == ([], 0)


def check_blanks_between_fields_may_be_several(solve: Solve) -> None:
    assert solve(iter(["  t   GET\t/a  200   7 \n"]), 1) == ([("/a", 1)], 0)


def check_the_log_is_not_kept(solve: Solve) -> None:
    Line.alive = Line.most = 0

    def lines() -> Iterator[str]:
        for _ in range(300):
            yield Line("t GET /a 200 7")

    assert solve(lines(), 1) == ([("/a", 300)], 0)
    assert Line.most < 60


def large(solve: Solve) -> None:
    solve((line(f"/p{number * 7 % 300}") for number in range(2000)), 5)
