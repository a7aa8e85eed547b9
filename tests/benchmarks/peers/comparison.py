"""Our loop and the peers' in one run, alternating: as JSON, with how busy the machine was.

`make bench-peers` makes the virtual environments (`.ci/peers`); the peers run without a network.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from peers.side import IDEAL
from spoken_clips import clips

HERE = Path(__file__).resolve().parent
ROUNDS, TURNS = 2, 9  # of each system in turn, and its turns in a round: under six minutes
LIMIT = 240.0  # seconds for a peer's round
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "voiceinterview/peers"
PEERS = ("pipecat", "livekit")

Hold = Callable[[int], list[float]]  # turns -> milliseconds beyond the stubs, of those that count


def compare(ours: Hold) -> None:
    missing = [peer for peer in PEERS if not (CACHE / peer / "bin/python").exists()]
    if missing:
        sys.exit(f"no virtual environment of {', '.join(missing)} in {CACHE}: make bench-peers")
    taken: dict[str, list[float]] = {"voiceinterview": []} | {peer: [] for peer in PEERS}
    load = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as folder:
        stored = Path(folder) / "clips.npz"
        np.savez(stored, **{f"{n:02}": clip for n, clip in enumerate(clips())})
        for number in range(ROUNDS):
            for system in taken:
                print(f"round {number + 1} of {ROUNDS}: {system} ...", file=sys.stderr, flush=True)
                hold = ours if system not in PEERS else lambda n, s=system: _peer(s, stored, n)
                taken[system] += hold(TURNS)
                load.append(os.getloadavg()[0])
    print(json.dumps(_report(taken, load), indent=1))


def _peer(name: str, stored: Path, turns: int) -> list[float]:
    command = [
        *_offline(), str(CACHE / name / "bin/python"), str(HERE / f"{name}_half.py"), str(stored),
        str(turns),
    ]  # fmt: skip
    ran = subprocess.run(command, stdout=subprocess.PIPE, timeout=LIMIT, check=True, text=True)
    held = json.loads(ran.stdout.splitlines()[-1])
    return [(turn["answered"] - turn["over"] - IDEAL) * 1000 for turn in held if turn["counts"]]


def _offline() -> list[str]:
    """A network of its own, where the system lets us make one."""
    command = ["unshare", "-rn"]
    if shutil.which("unshare") is None:
        return []
    works = subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    return command if works else []


def _report(taken: dict[str, list[float]], load: list[float]) -> dict[str, Any]:
    ours = taken["voiceinterview"]
    return {
        "beyond_the_stubs_ms": {name: _figures(values) for name, values in taken.items()},
        "ours_to_peer": {
            name: round(median(ours) / median(values), 3) if ours and values else None
            for name, values in taken.items()
            if name in PEERS
        },
        "stubs_alone_ms": round(IDEAL * 1000),
        "turns_each": ROUNDS * TURNS,
        "versions": {peer: _version(peer) for peer in PEERS},
        "offline": bool(_offline()),
        "load_average": [round(one, 1) for one in load],
        "cores": os.cpu_count(),
    }


def _figures(values: list[float]) -> dict[str, float]:
    if not values:
        return {"counted": 0}
    return {
        "counted": len(values),
        "median": round(median(values), 1),
        "p95": round(float(np.percentile(values, 95)), 1),
    }


def _version(peer: str) -> str:
    return (HERE / f"{peer}.txt").read_text().split("#")[0].strip()
