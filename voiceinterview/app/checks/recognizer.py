"""The recognizer: is its speech model on this machine, and does it load?"""

from importlib.util import find_spec
from typing import Any

from voiceinterview.app.checks.child import ask
from voiceinterview.app.checks.finding import Finding, Measured
from voiceinterview.app.checks.setup import Say, Setup
from voiceinterview.engines import registry

WHISPER = "faster-whisper"


async def download(model: str, say: Say) -> None:
    """Have a speech model on this machine; a bar on stderr. Raises `SetupError`."""
    await ask("download", say, shows_bar=True, model=model)


async def check_recognizer(setup: Setup) -> Finding:
    """Raises `SetupError` with the ways on where there is no model."""
    name, model = setup.settings.recognizer, setup.settings.recognizer_model
    pocketsphinx = find_spec("pocketsphinx") is not None
    measured: Measured = {"recognizer": name, "pocketsphinx_installed": pocketsphinx}
    if name == "recorded":
        return Finding(
            "failed",
            "--recognizer recorded knows only what is stored beside a recording",
            "Leave it out; or: voiceinterview practice --recognizer recorded --input FILE",
            measured,
        )
    record = setup.settings.record_model
    answer = await ask("recognizer", setup.say, name=name, model=model, record_model=record)
    what = f"{name} with {model}" if name == WHISPER else name
    what += f", and {record} for the record" if name == WHISPER and record else ""
    found = f"{what}: loaded in {answer['took_seconds']:.1f} s"
    if name != "pocketsphinx":
        found += f"; pocketsphinx is {'' if pocketsphinx else 'not '}installed"
    return Finding("ok", found, measured={**measured, **answer})


async def probe_download(model: str, say: Say) -> dict[str, Any]:
    from voiceinterview.engines.speech.whisper_models import get_model

    return {"folder": str(get_model(model, say))}


async def probe_recognizer(
    name: str, model: str, say: Say, record_model: str | None = None
) -> dict[str, Any]:
    """Nothing is downloaded. Raises `SetupError`."""
    from voiceinterview.engines.system_clock import SystemClock

    clock = SystemClock()
    factory = registry.resolve("recognizer", name)
    folder = None
    if name == WHISPER:
        from voiceinterview.engines.speech.whisper_models import find_model, unavailable

        folder = find_model(model)
        if folder is None:
            raise unavailable(model, "nothing is downloaded unasked here.")
        recognizer = factory(model, download=False, record_model=record_model)
    else:
        recognizer = factory()
    began = clock.monotonic()
    recognizer.load()
    took = clock.monotonic() - began
    recognizer.close()
    return {"model": model if folder else None, "folder": str(folder or ""), "took_seconds": took}
