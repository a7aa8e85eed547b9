"""pyttsx3's voices (espeak-ng, SAPI5, NSSpeechSynthesizer), spoken by a child process."""

import asyncio
import json
import shutil
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import SAMPLE_RATE
from voiceinterview.engines.speech.speakable_text import speakable_pieces
from voiceinterview.engines.speech.voice_choice import ListedVoice, choose_voice
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import EngineError, SetupError
from voiceinterview.ports import Clock, Samples

WORKER = Path(__file__).with_name("pyttsx3_worker.py")

START_LIMIT = 30.0  # seconds for the child to be ready; 0.1 here, seconds on a cold laptop
HANG_LIMIT = 10.0  # seconds for a piece of text, to which is added:
LIMIT_A_BYTE = 0.002  # seconds; espeak takes 0.0001, SAPI and NSS more
ATTEMPTS = 2  # a child that died or hung is started anew once; then the text is at fault
LINE_LIMIT = 1 << 20  # bytes of a reply; the list of voices is the longest, some 10 kB


class _ChildFailed(Exception):
    """The child died, hung or could not render; says which."""


class Pyttsx3Synthesizer:
    """A `Synthesizer`. `render` may be cancelled at any time; the next one is not disturbed.

    `hang_limit` is in seconds; `worker` is the child's program with its arguments, to which
    the folder for its files is added.
    """

    name = "pyttsx3"

    def __init__(
        self,
        hang_limit: float = HANG_LIMIT,
        worker: Sequence[str] = (),
        clock: Clock | None = None,
    ) -> None:
        self._clock = clock or SystemClock()
        # -P: no folder of ours on the module path, where a file might be taken for a library.
        self._command = (*worker,) or (sys.executable, "-P", str(WORKER))
        self._hang_limit = hang_limit
        self._voice = VoiceSettings()
        self._voice_id = ""
        self._child: Process | None = None
        self._folder: Path | None = None
        self._request = 0
        self._closed = False
        self._one_at_a_time = asyncio.Lock()

    async def start(self, voice: VoiceSettings) -> None:
        """Start the child and choose the voice. Raises `UnknownName`, or `SetupError` where the
        machine has no speech engine."""
        async with self._one_at_a_time:
            await self._stop_child()
            self._closed = False
            try:
                ready = await self._start_child()
            except _ChildFailed as fault:
                raise SetupError(f"no voice: {fault}", _advice()) from fault
            listed = [
                ListedVoice(each["id"], each["name"], tuple(each["languages"]))
                for each in ready["voices"]
            ]
            try:
                chosen = choose_voice(voice.variant, listed, ready["voice"], ready["timbres"])
            except BaseException:
                await self._stop_child()
                raise
            self._voice, self._voice_id = voice, chosen

    async def render(self, text: str) -> Samples:
        """int16 mono 16 kHz. Raises `EngineError` where two children in turn could not."""
        async with self._one_at_a_time:
            rendered = [await self._render_piece(piece) for piece in speakable_pieces(text)]
        return np.concatenate(rendered) if rendered else np.zeros(0, np.int16)

    def settings(self) -> dict[str, Any]:
        return {**asdict(self._voice), "voice": self._voice_id, "platform": sys.platform}

    async def close(self) -> None:
        """End the child and remove its folder, in the middle of a render too."""
        self._closed = True
        await self._stop_child()

    async def _render_piece(self, piece: str) -> Samples:
        problem = ""
        for _ in range(ATTEMPTS):
            if self._closed:
                raise EngineError(self.name, "the voice was closed", lasting=True)
            try:
                if self._child is None:
                    await self._start_child()
                return await asyncio.to_thread(_read_speech, await self._rendered_file(piece))
            except _ChildFailed as fault:
                problem = str(fault)
                await self._stop_child()
        raise EngineError(
            self.name,
            f"the voice failed {ATTEMPTS} times: {problem}",
            "If it keeps failing, go on without a voice: --voice silent",
        )

    async def _rendered_file(self, piece: str) -> Path:
        """Have the child speak one piece into a file."""
        assert self._child is not None and self._folder is not None
        self._request += 1
        path = self._folder / f"{self._request}.wav"
        request = {
            "id": self._request,
            "text": piece,
            "file": path.name,
            "voice": self._voice_id,
            "rate": self._voice.rate,
            "pitch": self._voice.pitch,
        }
        await self._write(json.dumps(request))
        limit = self._hang_limit + LIMIT_A_BYTE * len(piece.encode())
        while (reply := await self._reply(limit)).get("id") != self._request:
            # The answer to a render that was cancelled; nobody waits for its file.
            (self._folder / f"{reply.get('id')}.wav").unlink(missing_ok=True)
        if "error" in reply:
            raise _ChildFailed(reply["error"])
        return path

    async def _start_child(self) -> dict[str, Any]:
        """Start the child and wait for its list of voices."""
        self._folder = Path(tempfile.mkdtemp(prefix="voiceinterview-voice-"))
        try:
            self._child = await asyncio.create_subprocess_exec(
                *self._command, str(self._folder),
                stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=LINE_LIMIT,
            )  # fmt: skip
            if self._closed:  # while the child was starting
                raise _ChildFailed("it was closed")
            ready = await self._reply(START_LIMIT)
            if "failed" in ready:
                raise _ChildFailed(ready["failed"])
        except OSError as fault:
            await self._stop_child()
            raise _ChildFailed(f"its process could not be started: {fault}") from fault
        except BaseException:
            await self._stop_child()
            raise
        return ready

    async def _write(self, line: str) -> None:
        assert self._child is not None and self._child.stdin is not None
        try:
            self._child.stdin.write(line.encode() + b"\n")
            await self._child.stdin.drain()
        except (BrokenPipeError, ConnectionResetError) as fault:
            raise _ChildFailed("its process ended") from fault

    async def _reply(self, limit: float) -> dict[str, Any]:
        child = self._child
        assert child is not None and child.stdout is not None
        try:
            async with self._clock.limit(limit):
                line = await child.stdout.readline()
        except TimeoutError as fault:
            raise _ChildFailed(f"no answer within {limit:.1f} s") from fault
        if not line.endswith(b"\n"):
            raise _ChildFailed(f"its process ended (code {await child.wait()})")
        reply: dict[str, Any] = json.loads(line)
        return reply

    async def _stop_child(self) -> None:
        """Kill the child, if there is one, and remove its folder."""
        child, self._child = self._child, None
        folder, self._folder = self._folder, None
        try:
            if child is not None:
                with suppress(ProcessLookupError):
                    child.kill()
                await child.wait()
        finally:
            if folder is not None:
                shutil.rmtree(folder, ignore_errors=True)


def _read_speech(path: Path) -> Samples:
    """The file as int16 mono 16 kHz; it is removed. Windows and macOS have rates and formats
    of their own (macOS writes AIFF), which libsndfile tells by the content."""
    import soundfile
    import soxr

    try:
        sound, rate = soundfile.read(path, dtype="int16", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as fault:
        raise _ChildFailed(f"its file does not read: {fault}") from fault
    finally:
        path.unlink(missing_ok=True)
    if len(sound) == 0:
        raise _ChildFailed("its file is empty")
    speech: Samples = soxr.resample(np.ascontiguousarray(sound[:, 0]), rate, SAMPLE_RATE)
    return speech


def _advice() -> str:
    if sys.platform.startswith("linux"):
        return "Install espeak-ng's library: pip install espeakng-loader"
    return "Check that the system's own text-to-speech works, or go on with --voice silent."
