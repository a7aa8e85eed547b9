"""From the command `practice` to the first sound on the (virtual) loudspeaker."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from base_whisper import base_shaped_whisper
from run import Figure
from virtual_sound_card import virtual_sound_card, why_not

RUNS = 3
LOUD = 300  # steps of int16; the voice reaches 10,000
LIMIT = 30.0  # seconds to give up after


def measure() -> list[Figure]:
    if reason := why_not():
        print(f"first_word: not measured: {reason}", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory() as folder:
        model = base_shaped_whisper(Path(folder) / "whisper")
        took = [_first_word(Path(folder), model) for _ in range(RUNS)]
    note = f"best of {RUNS}; Whisper of base.en's layers and width, scripted interviewer"
    return [Figure("practice to the first spoken word", min(took), "s", 3.0, note)]


def _first_word(folder: Path, model: Path) -> float:
    command = [
        str(Path(sys.executable).with_name("voiceinterview")), "practice", "--headphones",
        "--model", "scripted", "--recognizer-model", str(model), "--sessions", str(folder / "s"),
    ]  # fmt: skip
    with virtual_sound_card() as card, card.listen() as heard:
        began = time.perf_counter()
        program = subprocess.Popen(
            command, env=card.environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while np.abs(heard.audio().astype(np.int32)).max(initial=0) < LOUD:
                if time.perf_counter() - began > LIMIT:
                    raise TimeoutError("nothing was heard")
                time.sleep(0.005)
            return time.perf_counter() - began
        finally:
            program.terminate()
            program.wait()
