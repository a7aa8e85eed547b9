"""A candidate who wrote code: runs to put beside a question, and into a stored session."""

import shutil
from dataclasses import replace
from pathlib import Path

from voiceinterview.domain.code_runs import CheckResult, CodeRun
from voiceinterview.domain.observations import CodeRan
from voiceinterview.storage.event_log import encode_event, read_events

STARTER = 'def solve(rows):\n    """Adds up."""\n    raise NotImplementedError\n'
FIRST = 'def solve(rows):\n    """Adds up."""\n    return rows[0]\n'
CODE = (
    'def solve(rows):\n    """Adds up."""\n    total = 0\n    for row in rows:\n'
    "        if row is None:\n            continue\n        total += row\n    return total\n"
)
NAMES = ("nothing in, nothing out", "one row", "rows without a value")


def ran(
    number: int, code: str, passed: int, *, question: str = "gap", at: int = 0,
    submitted: bool = False, **more: object,
) -> CodeRan:  # fmt: skip
    """A run that passes the first `passed` of three checks."""
    checks = tuple(
        CheckResult(name, n < passed, "" if n < passed else f"expected {n}, got 7")
        for n, name in enumerate(NAMES)
    )
    run = CodeRun(number, question, "python", code, checks, submitted=submitted)
    return CodeRan(seq=number, at=at, run=replace(run, **more))  # type: ignore[arg-type]


def add_runs(folder: Path, *runs: CodeRan) -> None:
    """Appends them to a session's log."""
    log = folder / "events.jsonl"
    last = read_events(log)[-1]
    with log.open("ab") as file:
        for n, one in enumerate(runs, 1):
            file.write(encode_event(replace(one, seq=last.seq + n)) + b"\n")


def coded_copy(golden: Path, folder: Path, *runs: CodeRan) -> Path:
    shutil.copytree(golden, folder, ignore=shutil.ignore_patterns(".lock*", "scorecards", "*.flac"))
    add_runs(folder, *runs)
    return folder
