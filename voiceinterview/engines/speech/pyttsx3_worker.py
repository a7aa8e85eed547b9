"""The child process that speaks: one engine, JSON lines in and out, a sound file a request.

pyttsx3 crashes or hangs with two engines in a process, prints to stdout, says nothing of bad
voices and returns before a long file is written. So it gets a process of its own, which the
parent may kill. Run by its path, with the folder to write to: `python -P pyttsx3_worker.py
FOLDER`. Standard library and pyttsx3 only: it shall be ready in a tenth of a second.

It first says {"ready": true, "voices": [...], "voice": id, "timbres": [...]}, or
{"failed": why}. Then for each line {"id", "text", "file", "voice", "rate", "pitch"} it writes
FOLDER/file and says {"id"}, or {"id", "error": why}. It ends, and removes FOLDER, when its
stdin does: with its parent, however that dies.
"""

import ctypes
import json
import os
import shutil
import signal
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

FINISH_LIMIT = 60.0  # seconds for one file; the parent's own limit is shorter, and kills


def main(folder: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
    replies = _keep_stdout()
    try:
        timbres = _bring_espeak()
        voice = Voice(folder)
    except Exception as fault:  # no speech library, no voices: whatever the driver raises
        _say(replies, {"failed": f"{type(fault).__name__}: {fault}"})
    else:
        _say(replies, {"ready": True, **voice.listed(), "timbres": timbres})
        for line in sys.stdin:
            _answer(voice, replies, json.loads(line))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Voice:
    """The one engine, and how it is set."""

    def __init__(self, folder: Path) -> None:
        import pyttsx3

        self._folder = folder
        self._engine = pyttsx3.init()
        self._set: dict[str, Any] = {}
        self._finished = threading.Event()
        self._engine.connect("finished-utterance", lambda name, completed: self._finished.set())

    def listed(self) -> dict[str, Any]:
        """The voices there are, and the id of the default."""
        voices = [
            {
                "id": str(voice.id),
                "name": str(voice.name),
                "languages": [_plain(language) for language in voice.languages or ()],
            }
            for voice in self._engine.getProperty("voices")
        ]
        return {"voices": voices, "voice": str(self._engine.getProperty("voice") or "")}

    def render(self, request: dict[str, Any]) -> None:
        """Write the file that a request asks for."""
        for name in ("voice", "rate", "pitch"):  # in this order: a new voice resets the rate
            wanted = request[name]
            if wanted not in (None, "", self._set.get(name)):
                self._engine.setProperty(name, wanted)
                self._set[name] = wanted
        path = self._folder / request["file"]
        part = path.with_name(f"{path.name}.part")
        self._write(request["text"], part)
        part.replace(path)

    def _write(self, text: str, path: Path) -> None:
        self._finished.clear()
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        if not self._finished.wait(FINISH_LIMIT):
            raise TimeoutError("the voice did not finish")


def _keep_stdout() -> TextIO:
    """The real stdout for replies; what pyttsx3 prints goes nowhere."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return replies


def _bring_espeak() -> list[str]:
    """On Linux, load espeak-ng from its wheel, or leave it to the system's where there is none.

    Returns the timbres that can be put behind a voice ("gmw/en-us+f3"). pyttsx3 looks for
    libespeak-ng.so.1 by name, and finds it once it is loaded for all.
    """
    if not sys.platform.startswith("linux"):
        return []
    try:
        import espeakng_loader
    except ImportError:
        timbres = []
    else:
        voices = Path(espeakng_loader.get_data_path())
        os.environ["ESPEAK_DATA_PATH"] = str(voices)
        ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)
        timbres = [path.name for path in (voices / "voices" / "!v").glob("*") if path.is_file()]
    _make_espeak_synchronous()
    return sorted(timbres)


def _make_espeak_synchronous() -> None:
    """Have espeak do as it is told, when it is told, and in one thread.

    pyttsx3 starts it in the mode in which a thread of its own takes a rate and a text from a
    queue, yet a voice comes at once. Under load that thread came late: one first render in a
    hundred was spoken at the wrong rate, and some were empty. In the synchronous mode all is
    heard when the call returns, but nothing says so: that event is put in here.
    """
    from pyttsx3.drivers import _espeak
    from pyttsx3.drivers.espeak import EspeakDriver

    _espeak.AUDIO_OUTPUT_RETRIEVAL = _espeak.AUDIO_OUTPUT_SYNCHRONOUS
    speak = EspeakDriver._start_synthesis

    def speak_and_finish(driver: Any, text: str) -> None:
        speak(driver, text)
        driver._onSynth(None, 0, [_espeak.EVENT(type=_espeak.EVENT_MSG_TERMINATED)])

    EspeakDriver._start_synthesis = speak_and_finish


def _plain(language: Any) -> str:
    return language.decode("utf-8", "ignore") if isinstance(language, bytes) else str(language)


def _answer(voice: Voice, replies: TextIO, request: dict[str, Any]) -> None:
    try:
        voice.render(request)
    except Exception as fault:  # told to the parent, which starts a new child
        _say(replies, {"id": request["id"], "error": f"{type(fault).__name__}: {fault}"})
    else:
        _say(replies, {"id": request["id"]})


def _say(replies: TextIO, message: dict[str, Any]) -> None:
    replies.write(json.dumps(message) + "\n")
    replies.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
