"""The process that runs a candidate's code: it takes a job from stdin and tells what comes of it.

A file to be started, never imported. It is her own code on her own machine, run because she asked
for it: the limits are there so that a slip does not take the machine with it. They are no jail.
"""

import json
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Any

MEMORY = 1 << 30  # bytes of address space
LARGEST_FILE = 1 << 24  # bytes of a file that the code writes
CPU_SECONDS = 20  # more than the time by which the process is ended from outside


def main() -> None:
    job = json.loads(sys.stdin.buffer.read())
    tell = _open_channel(job["mark"])
    _close_input()
    sys.path.append(str(Path(__file__).resolve().parents[3]))  # as python -I knows no other way
    if job["language"] == "python":
        from voiceinterview.engines.code.python_checks import run_python

        _take_limits()
        run_python(job["code"], job["checks"], tell)
    else:
        from voiceinterview.engines.code.sql_checks import run_sql

        _take_limits()
        run_sql(job["code"], job["setup"], job["solution"], job["compared"], tell)
    tell("end")
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):
            stream.flush()
    os._exit(0)  # no thread that the code left behind is waited for


def _open_channel(mark: str) -> Any:
    """What the checks found goes where stdout went; what the code prints goes to stderr's pipe.

    `mark` begins each line of the former, so that a line of the code's own is taken for none.
    """
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    assert isinstance(sys.stdout, TextIOWrapper)
    sys.stdout.reconfigure(line_buffering=True)  # what was printed is there if it is killed

    def tell(kind: str, *what: object) -> None:
        channel.write(f"{mark} {json.dumps([kind, *what])}\n")
        channel.flush()

    return tell


def _close_input() -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115


def _take_limits() -> None:
    """As far as the system has them: Windows has none, macOS does not count address space."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_AS, MEMORY),
    ):
        _, hard = resource.getrlimit(kind)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main()
