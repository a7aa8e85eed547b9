"""Whether the end of an answer is heard in the voice, too, or told by the words alone."""

import numpy as np

from voiceinterview.app.checks.finding import Finding
from voiceinterview.app.checks.limits import in_thread
from voiceinterview.app.checks.setup import Setup
from voiceinterview.app.engines import load_turn_detector
from voiceinterview.domain.speech import samples
from voiceinterview.engines.speech.smart_turn import INSTALL


async def check_turn_detector(setup: Setup) -> Finding:
    """Raises `SetupError` where one was chosen that is not there."""
    return await in_thread(lambda: _look(setup))


def _look(setup: Setup) -> Finding:
    detector = load_turn_detector(setup.settings)
    if detector is None:
        return Finding(
            "ok",
            "none: words, pauses and the question tell when an answer is over; to have the voice "
            f"heard, too: {INSTALL}",
            measured={"turn_detector": "none"},
        )
    silence = np.zeros(samples(8), np.int16)
    detector.probability(silence)  # the first look takes longer
    began = setup.clock.monotonic()
    detector.probability(silence)
    took = setup.clock.monotonic() - began
    return Finding(
        "ok",
        f"{detector.name} with {detector.settings()['model']}: {took * 1000:.0f} ms a look",
        measured={"turn_detector": detector.name, "look_seconds": round(took, 3)},
    )
