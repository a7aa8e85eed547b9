"""Runs every check that `voiceinterview doctor` knows."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from voiceinterview.app.checks.content import check_interview_content
from voiceinterview.app.checks.echo import check_echo
from voiceinterview.app.checks.finding import Finding, failed_by
from voiceinterview.app.checks.language_model import check_language_model
from voiceinterview.app.checks.limits import TookTooLong, within
from voiceinterview.app.checks.microphone import check_microphone
from voiceinterview.app.checks.recognizer import check_recognizer, download
from voiceinterview.app.checks.sessions_folder import check_disk_space, check_write_access
from voiceinterview.app.checks.settings import check_settings, settings_file
from voiceinterview.app.checks.setup import Setup
from voiceinterview.app.checks.speaker import check_speaker
from voiceinterview.app.checks.turn_detector import check_turn_detector
from voiceinterview.app.checks.voice import check_voice
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import VoiceInterviewError

SETTINGS = "settings"
RECOGNIZER = "recognizer"
DOWNLOAD_LIMIT = 3600.0  # seconds; the largest Whisper (3 GB) at 7 Mbit/s. Ctrl-C stops it too


class Screen(Protocol):
    """Where findings are shown."""

    def say(self, line: str) -> None:
        """A line of progress."""
        ...

    def found(self, name: str, finding: Finding) -> None:
        """A check is over."""
        ...


@dataclass(frozen=True)
class Check:
    """`limit` is in seconds, several times what the slowest machine should need; `stuck` is
    what to do where it does not end. With `early` it begins with the first and goes on beside
    the others; it is shown in its place all the same."""

    name: str
    limit: float
    run: Callable[[Setup], Coroutine[Any, Any, Finding]]
    stuck: str = "Run it again; if it comes again, restart this machine."
    early: bool = False


_RESTART_SOUND = (
    "Restart the system's sound (Linux: systemctl --user restart pipewire pulseaudio), or "
    "answer with --typed and --output none."
)
_OTHER_PLACE = "Is it on a drive that is gone? Name another folder: --sessions FOLDER"

CHECKS = (
    Check("content", 30.0, check_interview_content),
    Check("write access", 10.0, check_write_access, _OTHER_PLACE),
    Check("disk space", 10.0, check_disk_space, _OTHER_PLACE),
    Check("microphone", 15.0, check_microphone, _RESTART_SOUND),
    Check("speaker", 15.0, check_speaker, _RESTART_SOUND),
    Check("echo", 30.0, check_echo),
    Check(RECOGNIZER, 120.0, check_recognizer, "Choose a smaller one: --recognizer-model base.en"),
    Check("end of answers", 30.0, check_turn_detector, "Go on without: --turn-detector none"),
    Check("voice", 60.0, check_voice, "Choose another: --voice NAME, or --synthesizer silent"),
    # Early: its library takes 3 seconds to load.
    Check("language model", 60.0, check_language_model, "Choose another: --model NAME", True),
)


async def doctor(flags: Mapping[str, Any], download_model: str | None, screen: Screen) -> int:
    """Returns the exit code: 1 where something failed, 0 where nothing did.

    With `download_model` that speech model is downloaded first, and is the one checked unless
    another is named. Raises `SetupError` for a flag that cannot be used.
    """
    clock = SystemClock()
    settings, finding = check_settings(flags, os.environ, settings_file())
    screen.found(SETTINGS, finding)
    chosen = settings.recognizer_model
    if download_model is not None and "recognizer_model" not in flags:
        settings = replace(settings, recognizer_model=download_model)
    setup = Setup(settings, clock, screen.say)
    failed = finding.verdict == "failed"
    early = {
        check.name: asyncio.create_task(examine(check, setup)) for check in CHECKS if check.early
    }
    try:
        for check in CHECKS:
            if check.early:
                finding = await early[check.name]
            elif check.name == RECOGNIZER and download_model is not None:
                finding = await _download_and_examine(check, setup, download_model, chosen)
            else:
                finding = await examine(check, setup)
            screen.found(check.name, finding)
            failed = failed or finding.verdict == "failed"
    finally:
        for running in early.values():
            running.cancel()
        await asyncio.gather(*early.values(), return_exceptions=True)
    return 1 if failed else 0


async def examine(check: Check, setup: Setup) -> Finding:
    """What the check found; where it could not look, that."""
    setup.say(f"checking: {check.name} ...")
    return await _within_limit(check, setup, check.limit, check.run(setup))


async def _download_and_examine(check: Check, setup: Setup, model: str, chosen: str) -> Finding:
    """The check after the download; `chosen` is what `practice` would take without a flag."""

    async def get() -> Finding:
        await download(model, setup.say)
        return await examine(check, setup)

    finding = await _within_limit(check, setup, DOWNLOAD_LIMIT, get())
    if finding.verdict != "ok" or setup.settings.recognizer_model == chosen:
        return finding
    return replace(
        finding,
        verdict="warning",
        found=f"{finding.found}; the settings choose {chosen}",
        mend=f"voiceinterview practice --recognizer-model {model}",
    )


async def _within_limit(
    check: Check, setup: Setup, limit: float, work: Coroutine[Any, Any, Finding]
) -> Finding:
    try:
        return await within(setup.clock, limit, work)
    except VoiceInterviewError as error:
        return failed_by(error)
    except TookTooLong:
        return Finding("failed", f"it could not be checked: no end within {limit:g} s", check.stuck)
    except Exception as error:  # of a library, or a fault of ours: the other checks go on
        return Finding(
            "failed",
            f"it could not be checked: {type(error).__name__}: {error}",
            "Install it again: pip install --force-reinstall voiceinterview",
        )
