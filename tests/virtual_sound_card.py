"""A sound card made of PulseAudio: tests speak into its microphone and hear its loudspeaker.

    with virtual_sound_card() as card:
        program = subprocess.Popen([...], env=card.environment())
        with card.listen() as heard:
            card.speak(Path("answer.wav"))
        heard.audio()

Nothing of the user's own sound is touched: the server has a folder, a socket and an ALSA
configuration of its own, and no hardware.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

import numpy as np
import pytest
from numpy.typing import NDArray

PROGRAMS = ("pulseaudio", "paplay", "parec")
INSTALL = (
    "sudo apt-get install -y --no-install-recommends "
    "pulseaudio pulseaudio-utils libasound2-plugins libportaudio2"
)
STEPS = Path(__file__).with_name("virtual_audio.pa")
SERVER = [
    "pulseaudio", "-n", "-F", str(STEPS), "--daemonize=no", "--exit-idle-time=-1",
    "--use-pid-file=no",
]  # fmt: skip
RECORDER = [
    "parec", "-d", "interviewer.monitor", "--raw", "--format=s16le", "--rate=16000",
    "--channels=1", "--latency-msec=20",
]  # fmt: skip
READY_WITHIN = 10.0  # seconds; it takes 0.04
ALSA = """
pcm.default { type pulse }
ctl.default { type pulse }
pcm.headset { type pulse }
"""  # two names for one device, and no hardware of the machine that runs the tests


def why_not() -> str | None:
    """Why there can be no virtual sound card here; None where there can."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    return f"no {', '.join(missing)} here: {INSTALL}" if missing else None


@contextmanager
def virtual_sound_card() -> Iterator["VirtualSoundCard"]:
    """A card that is up; skips the test where PulseAudio is missing."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    card = VirtualSoundCard()
    try:
        card.start()
        yield card
    finally:
        card.remove()


class VirtualSoundCard:
    def __init__(self) -> None:
        # Short: the path of a Unix socket holds 107 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix="card"))
        self._alsa = self.folder / "alsa.conf"
        self._alsa.write_text(ALSA)
        self._socket = self.folder / "native"
        self._server: subprocess.Popen[bytes] | None = None

    def variables(self) -> dict[str, str]:
        """What tells a client of this card and of no other."""
        return {
            "XDG_RUNTIME_DIR": str(self.folder),
            "PULSE_RUNTIME_PATH": str(self.folder),
            "PULSE_STATE_PATH": str(self.folder),
            "PULSE_COOKIE": str(self.folder / "cookie"),
            "PULSE_SERVER": f"unix:{self._socket}",
            "ALSA_CONFIG_PATH": str(self._alsa),
        }

    def environment(self) -> dict[str, str]:
        """The whole environment for a subprocess."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PULSE_")}
        return {**kept, **self.variables()}

    def start(self) -> None:
        """Bring the server up; also after `kill`."""
        environment = self.environment()
        del environment["PULSE_SERVER"]  # the server would be its own client
        with (self.folder / "server.log").open("wb") as log:
            self._server = subprocess.Popen(SERVER, env=environment, stdout=log, stderr=log)
        _wait_until(self._answers, "the virtual sound card did not come up")

    def kill(self) -> None:
        """The server dies at once, as a crash would have it."""
        assert self._server is not None
        self._server.kill()
        self._server.wait()
        self._socket.unlink(missing_ok=True)

    def freeze(self) -> None:
        """The server stops doing anything, without a word to its clients."""
        assert self._server is not None
        self._server.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._server is not None
        self._server.send_signal(signal.SIGCONT)

    def remove(self) -> None:
        if self._server is not None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def speak(self, path: Path) -> None:
        """Play a WAV file into the microphone; returns when it is over."""
        subprocess.run(
            ["paplay", "-d", "candidate", str(path)], env=self.environment(), check=True, timeout=60
        )

    def listen(self) -> "Heard":
        """What the loudspeaker plays, from now on."""
        return Heard(self)

    def _answers(self) -> bool:
        with suppress(OSError), socket.socket(socket.AF_UNIX) as client:
            client.connect(str(self._socket))
            return True
        return False


class Heard:
    """A recording of the virtual loudspeaker."""

    def __init__(self, card: VirtualSoundCard) -> None:
        self._path = Path(tempfile.mkstemp(dir=card.folder)[1])
        with self._path.open("wb") as file:
            self._recorder = subprocess.Popen(
                RECORDER, env=card.environment(), stdout=file, stderr=subprocess.DEVNULL
            )
        _wait_until(lambda: self._path.stat().st_size > 0, "nothing is heard, not even silence")

    def audio(self) -> NDArray[np.int16]:
        """int16 at 16 kHz, all that was heard so far."""
        return np.frombuffer(self._path.read_bytes()[: self._even()], np.int16)

    def stop(self) -> NDArray[np.int16]:
        self._recorder.terminate()
        self._recorder.wait()
        return self.audio()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _even(self) -> int:
        return self._path.stat().st_size // 2 * 2


def _wait_until(condition: Callable[[], bool], problem: str) -> None:
    pause = threading.Event()
    for _ in range(round(READY_WITHIN / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    pytest.fail(problem)
