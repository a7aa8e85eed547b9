"""How much of a recording is lost where the program is killed (kill -9) in the middle of it.

The candidate is a recording at the pace of life, so the wall clock says what should be there:
the time since the first frame was recorded. What is there is what `sessions recover` brings back.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from run import Figure
from shutdown import CANDIDATE, Command

from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.engines.audio.recording import read_audio
from voiceinterview.storage.live_wav import HEADER_BYTES, SAMPLE_BYTES

RUNS = int(os.environ.get("KILLED_RUNS", "10"))
SHORTEST, LONGEST = 0.2, 8.0  # seconds of recording before the end
STARTS_WITHIN = 60.0  # seconds, on a busy machine
LOOK = 0.005  # seconds
ARGUMENTS = ["--input", str(CANDIDATE), "--recognizer", "recorded", "--model", "scripted"]


def measure() -> list[Figure]:
    chance = random.Random(6)
    with tempfile.TemporaryDirectory() as folder:
        lost = [
            _lost(Path(folder) / str(number), chance.uniform(SHORTEST, LONGEST))
            for number in range(RUNS)
        ]
    each = " ".join(f"{one:.2f}" for one in lost)
    return [Figure("recording lost to kill -9, most", max(lost), "s", 1.0, f"{RUNS} runs: {each}")]


def _lost(sessions: Path, after: float) -> float:
    """Seconds between the kill and the last sample that was recovered."""
    practice = Command(ARGUMENTS, sessions)
    wav = _first(sessions, practice)
    began = ended = time.monotonic()
    until = ended + after
    while ended < until:
        time.sleep(LOOK)
        ended = time.monotonic()
        began = min(began, ended - _recorded(wav))  # frames that came late make it no later
    killed = time.monotonic()
    practice.process.kill()
    practice.ended()
    _recover(wav.parent, sessions)
    return killed - began - len(read_audio(wav.with_suffix(".flac"))) / SAMPLE_RATE


def _first(sessions: Path, practice: Command) -> Path:
    """The recording, as soon as something is in it."""
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and practice.process.poll() is None:
        for wav in sessions.glob("*/candidate.wav"):
            if _recorded(wav):
                return wav
        time.sleep(LOOK)
    raise RuntimeError("practice recorded nothing")


def _recorded(wav: Path) -> float:
    return (wav.stat().st_size - HEADER_BYTES) / SAMPLE_BYTES / SAMPLE_RATE


def _recover(folder: Path, sessions: Path) -> None:
    command = [str(Path(sys.executable).with_name("voiceinterview")), "sessions", "recover"]
    words = [*command, folder.name, "--sessions", str(sessions)]
    subprocess.run(words, check=True, capture_output=True)
