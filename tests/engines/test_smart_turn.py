"""Smart Turn: where its model is looked for, and what is said where there is none."""

import sys
from pathlib import Path

import numpy as np
import pytest

from voiceinterview.engines.speech.smart_turn import SmartTurn, find_smart_turn
from voiceinterview.errors import EngineError, SetupError


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder of packages that comes first, and has a pipecat without a model."""
    package = tmp_path / "pipecat"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('nobody shall import this')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "pipecat", raising=False)
    return package


def test_the_latest_model_of_an_installed_pipecat_is_found_without_importing_it(
    nothing_installed: Path,
) -> None:
    assert find_smart_turn() is None
    folder = nothing_installed / "audio" / "turn" / "smart_turn" / "data"
    folder.mkdir(parents=True)
    for version in ("v3.1", "v3.2"):
        (folder / f"smart-turn-{version}-cpu.onnx").touch()
    assert find_smart_turn() == folder / "smart-turn-v3.2-cpu.onnx"


def test_without_a_model_the_command_that_brings_it_is_named(nothing_installed: Path) -> None:
    with pytest.raises(SetupError, match="Smart Turn is not on this machine") as refused:
        SmartTurn().load()
    assert refused.value.advice == "Run: pip install --no-deps pipecat-ai"


def test_a_file_that_is_named_must_be_there_and_be_a_model(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"no turn detector's model at .*gone\.onnx"):
        SmartTurn(str(tmp_path / "gone.onnx")).load()
    (tmp_path / "broken.onnx").write_text("no model")
    with pytest.raises(SetupError, match=r"broken\.onnx does not load"):
        SmartTurn(str(tmp_path / "broken.onnx")).load()


def test_it_must_be_loaded_first() -> None:
    with pytest.raises(EngineError, match="before it was loaded"):
        SmartTurn().probability(np.zeros(16_000, np.int16))
    assert SmartTurn("somewhere/else.onnx").settings() == {"model": None}
