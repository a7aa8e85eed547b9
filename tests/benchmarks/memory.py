"""How memory grows over a simulated two-hour session that is really written to disk."""

import subprocess
import sys
from pathlib import Path

from run import Figure

HOURS = 2.0
FIRST = 600.0  # seconds after which growth is counted


def measure() -> list[Figure]:
    result = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("long_session.py"))],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    before, after, turns = map(float, result.stdout.split())
    note = f"from {before:.0f} to {after:.0f} MB, {turns:.0f} turns, real VAD, session on disk"
    return [Figure("memory growth, minute 10 to 120", after - before, "MB", 20.0, note)]
