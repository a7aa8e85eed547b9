"""A thirty-minute interview in virtual time: how long it takes, and whether it is always the same.

The whole of it: real content, core, session and recorder. Only ears, voice and model are scripted.
Each process that repeats it has another hash seed.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from run import HERE, Figure
from whole_interview import hold

from voiceinterview.app.planning import load_reply_prompts, plan_interview
from voiceinterview.app.settings import Settings
from voiceinterview.content.folders import find_content
from voiceinterview.testing import VirtualClock

LENGTH = 1800.0  # seconds of session time; then the candidate leaves
MINUTES = 40  # planned, so that the plan is not through before
SEED = 1
TIMED = 5  # runs, with nothing of ours beside them
RUNS, GUESSED = 100, 10  # runs that must be the same, without and with work ahead of the turn's end
PROCESSES = 4


def measure() -> list[Figure]:
    timed = _held(TIMED, guesses=False)
    note = f"best of {TIMED}; {timed['events']} events, {timed['noises']} coughs and interruptions"
    figures = [Figure("30 minutes in virtual time", min(timed["took"]), "s", 2.0, note)]
    for runs, guesses, name in ((RUNS, False, ""), (GUESSED, True, ", guessing")):
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            shares = [runs // PROCESSES + (n < runs % PROCESSES) for n in range(PROCESSES)]
            held = list(pool.map(lambda share, how=guesses: _apart(share, guesses=how), shares))
        logs = [log for one in held for log in one["logs"]]
        bytes_long = held[0]["bytes"]
        note = f"{len(logs)} runs in {PROCESSES} processes; {bytes_long / 1e3:.0f} kB each"
        figures.append(Figure(f"different logs of one seed{name}", len(set(logs)), "", 1, note))
    return figures


def _apart(runs: int, *, guesses: bool) -> dict:
    command = [sys.executable, str(Path(__file__)), str(runs), str(int(guesses))]
    environment = {**os.environ, "PYTHONHASHSEED": "random", "PYTHONPATH": str(HERE.parent)}
    ran = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(ran.stdout)


def _held(runs: int, *, guesses: bool) -> dict:
    content = find_content()
    settings = Settings(seed=SEED, minutes=MINUTES)
    plan = plan_interview(settings, content, VirtualClock())
    prompts = load_reply_prompts(content)
    logs, took = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as root:
            began = time.perf_counter()
            held = asyncio.run(hold(plan, prompts, Path(root), LENGTH, SEED, guesses=guesses))
            took.append(time.perf_counter() - began)
        logs.append(sha256(held.log).hexdigest())
    return {
        "logs": logs,
        "took": took,
        "bytes": len(held.log),
        "events": held.log.count(b"\n"),
        "noises": held.noises,
    }


if __name__ == "__main__":
    print(json.dumps(_held(int(sys.argv[1]), guesses=sys.argv[2] == "1")))
