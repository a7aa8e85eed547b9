"""Plugs the virtual sound card into the test's own process, and pulls it out again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from virtual_sound_card import VirtualSoundCard, virtual_sound_card

from voiceinterview.engines.audio import portaudio


@contextmanager
def plugged_in() -> Iterator[VirtualSoundCard]:
    """PortAudio sees this card and nothing else."""
    with virtual_sound_card() as card, _environment(card.variables()):
        yield card


@contextmanager
def no_sound_card() -> Iterator[None]:
    """PortAudio sees nothing at all."""
    with TemporaryDirectory() as folder:
        nothing = Path(folder) / "alsa.conf"
        nothing.write_text("pcm.silent { type empty }\n")
        with _environment({"ALSA_CONFIG_PATH": str(nothing), "PULSE_SERVER": "unix:/nowhere"}):
            yield


def refusing_16_khz(monkeypatch: pytest.MonkeyPatch, stream: str) -> list[int]:
    """Have every device refuse 16 kHz, as many sound cards do; returns the rates asked for."""
    sounddevice = portaudio.load()
    genuine = getattr(sounddevice, stream)
    asked: list[int] = []

    def picky(**settings: Any) -> Any:
        asked.append(settings["samplerate"])
        if settings["samplerate"] == 16_000:
            raise sounddevice.PortAudioError("Invalid sample rate", -9997)
        return genuine(**settings)

    monkeypatch.setattr(sounddevice, stream, picky)
    return asked


def threads() -> int:
    """How many the kernel counts, PortAudio's own among them."""
    return len(list(Path("/proc/self/task").iterdir()))


def threads_are(expected: int) -> bool:
    """The kernel may count a thread for a moment after it has ended."""
    pause = threading.Event()
    return any(threads() == expected or pause.wait(0.01) for _ in range(50))


@contextmanager
def _environment(variables: dict[str, str]) -> Iterator[None]:
    # libpulse and ALSA ask for these when PortAudio looks for devices, not when it is loaded.
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        assert portaudio.look_again()
        yield
    assert portaudio.look_again()
