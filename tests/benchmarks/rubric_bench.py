"""How long `rubric agree` takes, the whole command; and how often `rubric gate` is right."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from labelled_folder import ROLE, rate_set, write_set
from labelled_set import HARMED, IMPROVED, STAGE, Simulated
from run import Figure

from voiceinterview.content.folders import find_content
from voiceinterview.content.rubrics import load_rubric

SESSIONS = 30
RUNS = 5
DRAWS = 100
SECOND = Simulated("model-second", "model", noise=0.35)


def measure() -> list[Figure]:
    return [_agree(), *_gate()]


def _agree() -> Figure:
    """Three coaches and two machines: more raters than the goal has, and a criterion less."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "sessions"
        content = find_content()
        folders = write_set(root, content, n=SESSIONS)
        rate_set(folders, load_rubric(content, ROLE, STAGE), n=SESSIONS, machine=SECOND)
        command = [sys.executable, "-m", "voiceinterview", "rubric", "agree", STAGE]
        took = []
        for _ in range(RUNS):
            start = time.perf_counter()
            words = ["--coach", "ada", "--coach", "ben", "--sessions", str(root)]
            subprocess.run([*command, *words], check=True, capture_output=True)
            took.append(time.perf_counter() - start)
    note = f"{SESSIONS} sessions, 5 criteria, 2 coaches, 2 machines; best of {RUNS}"
    return Figure("rubric agree, the whole command", min(took), "s", 2.0, note)


def _gate() -> list[Figure]:
    """Wrong decisions of 100 seeded draws of 24 sessions; the goal allows five."""
    sys.path.append(str(Path(__file__).resolve().parents[1] / "coaching"))
    from test_gating import gated

    closed = sum(not gated(seed, 24, IMPROVED).passed for seed in range(DRAWS))
    opened = sum(
        all(one.verdict != "broken" for one in gated(seed, 24, HARMED).conditions)
        for seed in range(DRAWS)
    )
    few = sum(gated(seed, 6, IMPROVED).passed for seed in range(DRAWS))
    return [
        Figure("rubric gate: improvements not accepted", closed, "%", 5.0, "24 sessions"),
        Figure("rubric gate: harms not called broken", opened, "%", 5.0, "24 sessions"),
        Figure("rubric gate: passed at six sessions", few, "%", 0.0, "must say it cannot tell"),
    ]
