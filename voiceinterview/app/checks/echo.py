"""Whether the candidate can be heard while the interviewer speaks: measured.

Twice: in a made room, which tells whether the canceller works at all, and on the devices that
`practice` would use, which tells what it is up against.
"""

from voiceinterview.app.checks.child import ask
from voiceinterview.app.checks.echo_probe import EchoTrial, Returned, as_trial
from voiceinterview.app.checks.finding import Finding, Measured
from voiceinterview.app.checks.limits import TookTooLong, in_thread, within
from voiceinterview.app.checks.setup import Setup
from voiceinterview.app.checks.sound_level import SILENT
from voiceinterview.app.engines import Sound, open_echo
from voiceinterview.engines.audio.echo_trial import cleaned, heard_in_room, removed, trial_sound
from voiceinterview.errors import VoiceInterviewError
from voiceinterview.ports import EchoCanceller

SECONDS = 4.0  # a canceller settles in two
LIMIT = 15.0  # seconds; it takes six
MADE_DELAY = 0.1  # seconds; a laptop's own sound card
MADE_LEVEL = -10.0  # dB of what is played; a laptop's microphone between its loudspeakers
# dB; made rooms with echoes of -30 to 0 dB and 40 to 250 ms lose 23 to 34: half of the least
WEAK = 12.0
AS_LOUD = 3.0  # dB; what stands no higher than this over the background is not heard in it

ZEROS = "nothing but zeros came from the microphone"
HEADPHONES = "with headphones give --headphones"
TOO_LOUD = (
    "If nobody spoke meanwhile: turn the loudspeaker down, or wear headphones (--headphones)."
)
INSTALL = "pip install 'voiceinterview[echo]'"


async def check_echo(setup: Setup) -> Finding:
    if setup.settings.headphones:
        return Finding("ok", "headphones: there is no echo to cancel",
                       measured={"canceller": "headphones"})  # fmt: skip
    echo = await in_thread(lambda: open_echo(Sound(), setup.settings, lambda line: None)[0])
    made_room = None if echo is None else await in_thread(lambda: _in_made_room(echo))
    canceller = None if echo is None else echo.name
    return judge_echo(canceller, made_room, await _on_devices(setup, canceller))


def _in_made_room(canceller: EchoCanceller) -> float:
    """dB removed."""
    far = trial_sound(SECONDS)
    near = heard_in_room(far, MADE_DELAY, MADE_LEVEL)
    return removed(near, cleaned(canceller, near, far))


async def _on_devices(setup: Setup, canceller: str | None) -> EchoTrial | str:
    """Or why not: a microphone or loudspeaker that fails has a check of its own."""
    settings = setup.settings
    asking = ask(
        "echo",
        setup.say,
        microphone=settings.microphone,
        speaker=settings.speaker,
        canceller=canceller,
        length=SECONDS,
    )
    try:
        return as_trial(await within(setup.clock, LIMIT, asking))
    except VoiceInterviewError as error:
        return error.problem
    except TookTooLong as error:
        return f"the sound system did not answer within {error.limit:g} s"


def judge_echo(canceller: str | None, made_room: float | None, trial: EchoTrial | str) -> Finding:
    """`made_room` is the dB that the canceller took out there; `trial` a reason where there was
    none on the devices."""
    measured: Measured = {
        "canceller": canceller or "half-duplex",
        "made_room_removed": None if made_room is None else round(made_room, 1),
        **_figures(trial),
    }
    devices = _on_these(trial)
    if canceller is None or made_room is None:
        found = (
            "no canceller is installed: the microphone is not listened to while the interviewer "
            f"speaks (half-duplex), Enter interrupts her\n{devices}"
        )
        mend = f"{INSTALL}; or wear headphones and give --headphones"
        return Finding("warning", found, mend, measured)
    found = f"cancelled ({canceller}): {made_room:.0f} dB of a made room's echo\n{devices}"
    if made_room < WEAK:
        mend = f"It should take out twice that: pip install --force-reinstall livekit; {HEADPHONES}"
        return Finding("warning", found, mend, measured)
    if isinstance(trial, EchoTrial) and trial.echo and _too_much_left(trial.echo, trial.background):
        return Finding("warning", found, TOO_LOUD, measured)
    return Finding("ok", found, measured=measured)


def _too_much_left(echo: Returned, background: float) -> bool:
    """Whether what the canceller leaves could be taken for a candidate who speaks."""
    if echo.removed is None or echo.left is None:
        return False
    return echo.removed < WEAK and echo.left > max(SILENT, background + AS_LOUD)


def _on_these(trial: EchoTrial | str) -> str:
    if isinstance(trial, str):
        return f"not measured on your devices: {trial}"
    if trial.silent:
        return f"not measured on your devices: {ZEROS}"
    if trial.echo is None:
        return f"your microphone does not hear your loudspeaker; {HEADPHONES}"
    echo = trial.echo
    heard = f"your microphone hears your loudspeaker {_louder(echo.level)}, {_late(echo.delay)}"
    if echo.removed is None:
        return heard
    return f"{heard}; {max(0.0, echo.removed):.0f} dB of that are taken out"


def _louder(level: float) -> str:
    size = round(abs(level))
    return f"{size} dB {'louder' if level > 0 else 'softer'}" if size else "as loud as it is played"


def _late(delay: float) -> str:
    return f"{delay * 1000:.0f} ms late" if delay > 0 else "at once"


def _figures(trial: EchoTrial | str) -> Measured:
    if isinstance(trial, str):
        return {"skipped": trial}
    if trial.silent:
        return {"skipped": ZEROS}
    figures: Measured = {"background": round(trial.background, 1), "heard": trial.echo is not None}
    if trial.echo is None:
        return figures
    echo = trial.echo
    own: dict[str, float | None] = {
        "echo_level": echo.level, "removed": echo.removed, "left": echo.left,
    }  # fmt: skip
    rounded = {name: None if one is None else round(one, 1) for name, one in own.items()}
    return {**figures, "echo_delay": round(echo.delay, 3), **rounded}
