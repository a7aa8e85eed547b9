"""How long `voiceinterview --help` takes, warm."""

import subprocess
import sys
import time
from pathlib import Path

from run import Figure

RUNS = 10
HEAVY = ("litellm", "faster_whisper", "ctranslate2", "onnxruntime", "pyttsx3", "sounddevice")


def measure() -> list[Figure]:
    command = [str(Path(sys.executable).with_name("voiceinterview")), "--help"]
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        took.append(time.perf_counter() - began)
    return [
        Figure("voiceinterview --help, warm", min(took), "s", 0.25, f"best of {RUNS}"),
        Figure("model libraries that --help imports", len(_heavy_imports()), "", 0),
    ]


def _heavy_imports() -> list[str]:
    """Those of HEAVY that are loaded once the help was printed."""
    program = (
        "import sys\n"
        "from voiceinterview.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print(*(set(sys.modules) & set({HEAVY!r})), file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    return result.stderr.split()
