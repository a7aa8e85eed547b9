"""Which sound devices there are, for a device that could not be used."""

from collections.abc import Iterator
from contextlib import contextmanager

from voiceinterview.engines.audio import portaudio
from voiceinterview.errors import SetupError, UnknownName


@contextmanager
def naming_devices(kind: portaudio.Kind) -> Iterator[None]:
    """Adds to a `SetupError` the devices that PortAudio sees; `UnknownName` names them itself."""
    try:
        yield
    except UnknownName:
        raise
    except SetupError as error:
        try:
            names = portaudio.device_names(kind)
        except SetupError:  # there is no PortAudio either, which is what the error says
            raise error from None
        listed = ", ".join(names) or "none"
        raise SetupError(error.problem, f"{error.advice} It sees: {listed}.") from error
