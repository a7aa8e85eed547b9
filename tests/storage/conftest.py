import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample_session import Start


@pytest.fixture
def start() -> Iterator[Start]:
    """Start `recording_process.py`; whatever still runs afterwards is killed."""
    running: list[subprocess.Popen[str]] = []

    def launch(*words: object) -> "subprocess.Popen[str]":
        script = Path(__file__).with_name("recording_process.py")
        process = subprocess.Popen(
            [sys.executable, script, *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        return process

    yield launch
    for process in running:
        process.kill()
        process.communicate()
