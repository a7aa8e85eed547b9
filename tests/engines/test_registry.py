"""Engines by name."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from voiceinterview.engines import registry
from voiceinterview.engines.models.litellm_model import LitellmModel
from voiceinterview.engines.models.scripted_model import ScriptedModel
from voiceinterview.errors import SetupError, UnknownName


@pytest.fixture
def third_party(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed distribution "oddvoices" with good and bad entry points."""
    (tmp_path / "oddvoices.py").write_text("class Whisperer: ...\nNUMBER = 7\n")
    (tmp_path / "oddvoices_broken.py").write_text("import no_such_library_anywhere\n")
    info = tmp_path / "oddvoices-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: oddvoices\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[voiceinterview.synthesizers]\n"
        "whisperer = oddvoices:Whisperer\n"
        "broken = oddvoices_broken:Voice\n"
        "absent = oddvoices:NoSuchThing\n"
        "number = oddvoices:NUMBER\n"
        "silent = oddvoices:Whisperer\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_built_in_engines_resolve_to_their_classes() -> None:
    assert registry.resolve("language_model", "scripted") is ScriptedModel
    assert registry.resolve("language_model", "litellm") is LitellmModel


def test_an_unknown_name_lists_the_names_there_are(third_party: Path) -> None:
    with pytest.raises(UnknownName, match="unknown synthesizer: 'parrot'") as caught:
        registry.resolve("synthesizer", "parrot")
    for name in ("pyttsx3", "silent", "whisperer"):
        assert name in caught.value.advice


def test_a_third_party_engine_is_found_by_its_entry_point(third_party: Path) -> None:
    factory = registry.resolve("synthesizer", "whisperer")
    assert factory.__name__ == "Whisperer"


def test_a_third_party_engine_is_imported_only_when_named(third_party: Path) -> None:
    sys.modules.pop("oddvoices", None)
    assert "whisperer" in registry.names("synthesizer")
    assert "oddvoices" not in sys.modules


def test_a_third_party_cannot_take_a_built_in_name(third_party: Path) -> None:
    assert registry.names("synthesizer").count("silent") == 1
    assert registry.BUILT_IN["synthesizer"]["silent"].startswith("voiceinterview.engines.")
    assert registry.resolve("synthesizer", "silent").__module__.startswith("voiceinterview.")


@pytest.mark.parametrize("name", ["broken", "absent"])
def test_a_third_party_engine_that_does_not_load_names_its_distribution(
    name: str, third_party: Path
) -> None:
    with pytest.raises(SetupError, match=f"'{name}' of oddvoices cannot be loaded") as caught:
        registry.resolve("synthesizer", name)
    assert "pip install --force-reinstall oddvoices" in caught.value.advice


def test_an_entry_point_that_is_no_factory_is_refused(third_party: Path) -> None:
    with pytest.raises(SetupError, match="is no factory but a int"):
        registry.resolve("synthesizer", "number")


@pytest.mark.parametrize(
    ("port", "name", "library", "extra"),
    [
        ("recognizer", "pocketsphinx", "pocketsphinx", "pocketsphinx"),
        ("echo_canceller", "webrtc", "livekit", "echo"),
    ],
)
def test_a_missing_extra_prints_the_command_that_installs_it(
    port: str, name: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "voiceinterview.engines.registry.find_spec",
        lambda module: None if module == library else find_spec(module),
    )
    with pytest.raises(SetupError) as caught:
        registry.resolve(port, name)
    assert f"pip install 'voiceinterview[{extra}]'" in caught.value.advice


def test_the_registry_loads_no_engine_by_itself() -> None:
    heavy = "litellm", "faster_whisper", "sounddevice", "pyttsx3", "pocketsphinx", "numpy", "httpx"
    script = (
        "import sys, voiceinterview.engines.registry as r; r.names('recognizer');"
        f"print([m for m in {heavy!r} if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_every_built_in_name_points_at_a_file() -> None:
    root = Path(registry.__file__).parents[2]
    for engines in registry.BUILT_IN.values():
        for target in engines.values():
            module = target.partition(":")[0]
            assert (root / f"{module.replace('.', '/')}.py").is_file(), target
