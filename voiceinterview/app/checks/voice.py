"""The interviewer's voice: a sentence is rendered as it would be in an interview."""

from dataclasses import replace

import numpy as np

from voiceinterview.app.checks.finding import Finding, Measured
from voiceinterview.app.checks.limits import in_thread
from voiceinterview.app.checks.setup import Setup
from voiceinterview.app.engines import open_synthesizer
from voiceinterview.app.places import content_folder
from voiceinterview.content.personas import load_persona
from voiceinterview.domain.plan import VoiceSettings
from voiceinterview.domain.speech import seconds
from voiceinterview.ports import Samples

SENTENCE = "Thank you for coming, let us begin with a question about your last project."
SILENT = "silent"  # the one synthesizer that is meant to say nothing


async def check_voice(setup: Setup) -> Finding:
    """Raises `UnknownName` (persona, synthesizer, voice), `ContentError`, `SetupError` and
    `EngineError`."""
    voice = await in_thread(lambda: _chosen_voice(setup))
    synthesizer = open_synthesizer(setup.settings)
    try:
        await synthesizer.start(voice)
        began = setup.clock.monotonic()
        speech = await synthesizer.render(SENTENCE)
        took = setup.clock.monotonic() - began
    finally:
        await synthesizer.close()
    return judge_speech(synthesizer.name, speech, took)


def judge_speech(synthesizer: str, speech: Samples, took: float) -> Finding:
    """`took` is how many seconds it took to render `speech`."""
    length = seconds(len(speech))
    measured: Measured = {
        "synthesizer": synthesizer,
        "speech_seconds": length,
        "took_seconds": took,
    }
    if synthesizer == SILENT:
        return Finding("ok", "silent: nothing is spoken aloud", measured=measured)
    if not np.any(speech):
        return Finding(
            "failed",
            f"{synthesizer} rendered a sentence as silence",
            "Choose another voice (--voice NAME), or go on without one: --synthesizer silent",
            measured,
        )
    found = f"{synthesizer}: {length:.1f} s of speech rendered in {took:.2f} s"
    if took > length:
        return Finding(
            "warning",
            f"{found}: slower than it is spoken, so it will falter",
            "Close what else keeps this machine busy, or choose another voice: --voice NAME",
            measured,
        )
    return Finding("ok", found, measured=measured)


def _chosen_voice(setup: Setup) -> VoiceSettings:
    """The persona's, or the one named, as `practice` has it."""
    voice = load_persona(content_folder(setup.settings), setup.settings.persona).voice
    if setup.settings.voice is None:
        return voice
    return replace(voice, variant=setup.settings.voice)
