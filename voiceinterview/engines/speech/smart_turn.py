"""Smart Turn v3: by the sound of somebody's last seconds, whether her turn is over.

The model (8.7 MB, BSD-2, pipecat-ai) is not shipped here: it is the file that lies in the wheel of
pipecat-ai, of which nothing else is used or imported, or any that is named. It takes what Whisper
takes, for 8 s: a log-mel spectrogram of 80 bands, of audio that was scaled to variance 1 and
padded with silence in front. 41 ms of one core a look.

Measured on human speech: right at natural ends and after trailing commas; of arbitrary cuts inside
a sentence it takes half for ends. It is evidence, and never the judge.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from voiceinterview.engines.speech.silero_vad import FULL_SCALE
from voiceinterview.errors import EngineError, SetupError
from voiceinterview.ports import Samples

WINDOW = 8 * 16_000  # samples that the model sees; less is padded in front
FLOOR = 1e-7  # added to the variance, so that silence can be scaled

_IN_PIPECAT = Path("audio", "turn", "smart_turn", "data")
INSTALL = "pip install --no-deps pipecat-ai"  # what it depends on is not needed here


def find_smart_turn(named: str | None = None) -> Path | None:
    """The model's file: the one named, or the latest in an installed pipecat-ai; None without.

    Raises `SetupError` where the one named is not there.
    """
    if named is not None:
        path = Path(named).expanduser()
        if not path.is_file():
            raise SetupError(
                f"there is no turn detector's model at {path}",
                f"Name its .onnx file, or leave it out and install it: {INSTALL}",
            )
        return path
    spec = find_spec("pipecat")
    folders = spec.submodule_search_locations or () if spec is not None else ()
    found = [path for folder in folders for path in Path(folder, _IN_PIPECAT).glob("*.onnx")]
    return max(found, default=None, key=lambda path: path.name)


class SmartTurn:
    """A `TurnDetector`. `model` names its file; without it, that of an installed pipecat-ai."""

    name = "smart-turn"

    def __init__(self, model: str | None = None) -> None:
        self._named = model
        self._file: Path | None = None
        self._session: Any = None
        self._features: Any = None

    def load(self) -> None:
        """Read the model, 0.1 s. Raises `SetupError`."""
        file = find_smart_turn(self._named)
        if file is None:
            raise SetupError("the model of Smart Turn is not on this machine", f"Run: {INSTALL}")
        import onnxruntime
        from faster_whisper.feature_extractor import FeatureExtractor

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # on two it is slower
        try:
            self._session = onnxruntime.InferenceSession(
                str(file), options, providers=["CPUExecutionProvider"]
            )
        except Exception as fault:  # onnxruntime's own errors have no common name
            raise SetupError(
                f"{file} does not load as a model: {fault}", f"Get it anew: {INSTALL}"
            ) from fault
        self._file = file
        self._features = FeatureExtractor(chunk_length=WINDOW // 16_000)

    def probability(self, audio: Samples) -> float:
        """See `TurnDetector`."""
        if self._session is None:
            raise EngineError(self.name, "the turn detector was used before it was loaded")
        try:
            (likely,) = self._session.run(None, {"input_features": self._spectrogram(audio)})
        except Exception as fault:
            raise EngineError(self.name, f"the turn detector failed: {fault}") from fault
        return min(1.0, max(0.0, float(np.ravel(likely)[0])))

    def settings(self) -> dict[str, Any]:
        """Never where the file lies."""
        return {"model": self._file.name if self._file is not None else None}

    def _spectrogram(self, audio: Samples) -> Any:
        """float32[1, 80, 800] of the last eight seconds."""
        last = audio[-WINDOW:].astype(np.float32) / FULL_SCALE
        padded = np.pad(last, (WINDOW - len(last), 0))
        scaled = (padded - padded.mean()) / np.sqrt(padded.var() + FLOOR)
        return self._features(scaled, padding=0)[None].astype(np.float32)
