"""What every test gets: an environment without anybody's keys, folders or sound server."""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from clean_environment import clean_environment
from hypothesis import HealthCheck, settings
from model_server import ModelServer

# Content that loads fast; `make_model` and `eager_clock`; a look at every scorecard that the tests
# have made; the servers that run the command for them
pytest_plugins = ["composed_once", "litellm_case", "standing_quotes", "warm_command"]

# The same examples every time, however slow the machine; --hypothesis-profile=explore draws others.
settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks a model stands together at the front: so one worker loads litellm, and not all.

    Workers begin with a stretch of the tests each, and those that are through take from the end
    of another's (`--dist worksteal`)."""
    asking = {item.path for item in items if "model_server" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: item.path not in asking)


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
    home = next(homes)
    home.mkdir()
    clean = clean_environment(home, plot_cache)
    for name in os.environ.keys() - clean.keys():
        monkeypatch.delenv(name)
    for name, value in clean.items():
        if os.environ.get(name) != value:
            monkeypatch.setenv(name, value)


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """A language-model server on loopback; see `model_server.BEHAVIORS`."""
    with ModelServer() as server:
        yield server
