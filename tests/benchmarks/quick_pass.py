"""What a quick transcript costs, and a thorough one, by the length of what was said.

A Whisper of base.en's layers and width (random weights, a small vocabulary) hears human speech of
3, 5, 10 and 30 seconds, and says three words for each of them: quick, in a window cut to the
audio; in the whole window, as without the cut; and thoroughly. What is told is the whole call,
voice detection and word times included.
`python tests/benchmarks/quick_pass.py`.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from base_whisper import base_shaped_whisper
from human_speech import human_speech
from run import Figure

from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.engines.speech import faster_whisper_recognizer
from voiceinterview.engines.speech.faster_whisper_recognizer import FasterWhisperRecognizer, Guards
from voiceinterview.engines.speech.whisper_windows import WHOLE
from voiceinterview.ports import Samples

LENGTHS = (3, 5, 10, 30)  # seconds
WORDS_A_SECOND = 3
RUNS = 3
# In random weights nothing is believable; here it must be, or everything is decoded twice.
UNTRAINED = Guards(log_prob=-99.0, compression_ratio=99.0, words_a_second=99.0, loops=False)


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        return [_of(length, Path(folder) / str(length)) for length in LENGTHS]


def _of(length: int, folder: Path) -> Figure:
    # No word twice: after one the model goes on as it did the first time.
    words = " ".join(f"w{one}{other}" for one in "abcd" for other in "abcdefghijklmnopqrstuvwxyz")
    sentence = " ".join(words.split()[: WORDS_A_SECOND * length])
    recognizer = FasterWhisperRecognizer(
        str(base_shaped_whisper(folder, sentence)), guards=UNTRAINED
    )
    recognizer.load()
    audio = np.resize(human_speech("t16_LJ001-0008.wav"), length * SAMPLE_RATE)
    quick = _best(lambda: recognizer.transcribe(audio, 0, ()))
    whole = _best(lambda: _in_the_whole_window(recognizer, audio))
    thorough = _best(lambda: recognizer.transcribe(audio, 0, (), thorough=True))
    note = f"best of {RUNS}; whole window {whole:.0f} ms, thorough {thorough:.0f} ms"
    return Figure(f"a quick transcript of {length} s of speech", quick, "ms", whole, note)


def _in_the_whole_window(recognizer: FasterWhisperRecognizer, audio: Samples) -> None:
    cut = faster_whisper_recognizer.window_for
    faster_whisper_recognizer.window_for = lambda length: WHOLE  # type: ignore[assignment]
    try:
        recognizer.transcribe(audio, 0, ())
    finally:
        faster_whisper_recognizer.window_for = cut


def _best(call: Callable[[], object]) -> float:
    """Milliseconds."""
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return min(took) * 1000


if __name__ == "__main__":
    for one in measure():
        print(f"{one.name}: {one.value:.0f} {one.unit}; {one.note}")
