"""`make bench`: measures what the issues set goals for, and prints it, also where it falls short.

Timings on a shared machine are noisy: each figure is the best of several, or a share measured
within one run. `python tests/benchmarks/run.py NAME...` runs some only.
"""

import importlib
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
BENCHMARKS = (
    "help_time",
    "content_load",
    "planning",
    "core_turn",
    "first_word",
    "quick_pass",
    "memory",
    "loop_cpu",
    "thirty_minutes",
    "shutdown",
    "killed",
    "turn_taking",
    "report_page",
    "rubric_bench",
)


@dataclass(frozen=True)
class Figure:
    """`goal` is the most that `value` should be."""

    name: str
    value: float
    unit: str
    goal: float
    note: str = ""

    @property
    def reached(self) -> bool:
        return self.value <= self.goal


def main(chosen: list[str]) -> None:
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    figures: list[Figure] = []
    for name in chosen or BENCHMARKS:
        print(f"{name} ...", file=sys.stderr, flush=True)
        figures += importlib.import_module(name).measure()
    for figure in figures:
        verdict = "reached" if figure.reached else "MISSED"
        print(
            f"{figure.name:46} {figure.value:9.3f} {figure.unit:4} "
            f"(goal {figure.goal:g}: {verdict}) {figure.note}"
        )
    print(json.dumps([asdict(figure) | {"reached": figure.reached} for figure in figures]))


if __name__ == "__main__":
    sys.modules["run"] = sys.modules["__main__"]
    main(sys.argv[1:])
