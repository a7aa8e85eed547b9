"""Whether the candidate can be heard while the interviewer speaks."""

import numpy as np

from voiceinterview.app.checks.finding import Finding, Measured
from voiceinterview.app.checks.limits import in_thread
from voiceinterview.app.checks.setup import Setup
from voiceinterview.app.engines import Sound, open_echo
from voiceinterview.domain.speech import FRAME


async def check_echo(setup: Setup) -> Finding:
    return await in_thread(lambda: _look(setup))


def _look(setup: Setup) -> Finding:
    if setup.settings.headphones:
        return Finding("ok", "headphones: there is no echo to cancel", measured=_as("headphones"))
    echo, half_duplex = open_echo(Sound(), setup.settings, lambda line: None)
    if half_duplex or echo is None:
        return Finding(
            "warning",
            "no canceller is installed: the microphone is not listened to while the interviewer "
            "speaks (half-duplex), Enter interrupts her",
            "pip install 'voiceinterview[echo]'; or wear headphones and give --headphones",
            _as("half-duplex"),
        )
    silence = np.zeros(FRAME, np.int16)
    echo.process(silence, silence)  # its library is loaded by now; this runs it
    return Finding(
        "ok", f"cancelled ({echo.name}); with headphones give --headphones", measured=_as(echo.name)
    )


def _as(canceller: str) -> Measured:
    return {"canceller": canceller}
