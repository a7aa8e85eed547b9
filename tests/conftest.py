"""What every test gets: an environment without anybody's keys, folders or sound server."""

import os
import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from model_server import ModelServer

# `make_model` and `eager_clock`; a look at every scorecard that the tests have made
pytest_plugins = ["litellm_case", "standing_quotes"]

# Keys, addresses of models, proxies and the program's own settings.
_PERSONAL = re.compile(
    r"_API_KEY$|_API_BASE$|_BASE_URL$|^OLLAMA_|^VOICEINTERVIEW_|^HF_|_proxy$", re.IGNORECASE
)
_XDG = ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME", "STATE_HOME")


@pytest.fixture(scope="session")
def plot_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where matplotlib keeps its list of fonts, which takes seconds to make."""
    return tmp_path_factory.mktemp("matplotlib")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A new folder each time; pytest's own way looks at all there are, for each of thousands."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def own_environment(
    homes: Iterator[Path], plot_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if _PERSONAL.search(name)]:
        monkeypatch.delenv(name)
    home = next(homes)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in _XDG:
        monkeypatch.setenv(f"XDG_{name}", str(home / name.lower()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    monkeypatch.setenv("MPLCONFIGDIR", str(plot_cache))


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """A language-model server on loopback; see `model_server.BEHAVIORS`."""
    with ModelServer() as server:
        yield server
