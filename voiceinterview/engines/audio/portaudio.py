"""PortAudio: one per process, so its traps are in one place.

PortAudio looks at the machine once, when it is initialised: what is plugged in later, or a sound
server that comes up later, does not exist for it. The only way to make it look again is to
terminate and initialise it, which destroys every open stream, whoever owns it. Therefore every
owner of a stream is a `Door` that is asked first (`busy`), lets go, and is told to open again.

Call everything here from one thread, the event loop's: PortAudio's own calls are not safe
against each other.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from voiceinterview.domain.speech import FRAME, SAMPLE_RATE
from voiceinterview.engines.quiet import quiet_libraries
from voiceinterview.errors import SetupError, UnknownName

Kind = Literal["input", "output"]
NAMES: dict[Kind, str] = {"input": "microphone", "output": "loudspeaker"}
WAYS_ON: dict[Kind, str] = {
    "input": "Plug one in, or answer with `--typed`, or with a recording by `--input FILE`; "
    "`voiceinterview doctor` shows what there is.",
    "output": "Plug one in, or give `--output FILE` or `--output none`; "
    "`voiceinterview doctor` shows what there is.",
}
CLOSES_WITHIN = 0.3  # seconds; it takes 0.001, and two streams may be closed by who wants to leave
PATIENCE = 10  # looks at a stream that does not close; a lost microphone takes two a second
INSTALL = (
    "Linux: `sudo apt-get install libportaudio2`. On macOS and Windows it comes with "
    "`pip install --force-reinstall sounddevice`. Without a sound card: `--typed --output none`."
)


class Door(Protocol):
    """Owns a stream."""

    @property
    def busy(self) -> bool:
        """A stream is open that must not be broken off now."""
        ...

    def let_go(self) -> None:
        """Close the stream: PortAudio is about to be terminated."""
        ...

    def take_up(self) -> None:
        """PortAudio is there again."""
        ...


@dataclass(frozen=True)
class OpenStream:
    """A stream that is open and, until `start`, still."""

    kind: Kind
    stream: Any  # a sounddevice stream of int16
    name: str
    rate: int  # Hz
    channels: int

    def start(self) -> None:
        """Raises `SetupError`."""
        sounddevice = load()
        try:
            with quiet_libraries():
                self.stream.start()
        except sounddevice.PortAudioError as error:
            self.close()
            raise _does_not_open(self.kind, self.name, str(error)) from None

    def close(self) -> None:
        """Fall silent and let go, whatever state the stream is in.

        A sound server that is up but does not answer would keep us here for a minute: then the
        closing goes on in a thread of its own, and until it is over nothing is opened.
        """
        closing = threading.Thread(target=self._close, daemon=True)
        with quiet_libraries():
            closing.start()
            closing.join(CLOSES_WITHIN)
        if closing.is_alive():
            _hanging.append(closing)

    def _close(self) -> None:
        sounddevice = load()
        for step in (self.stream.abort, self.stream.close):
            with suppress(sounddevice.PortAudioError):
                step()


_doors: list[Door] = []
_hanging: list[threading.Thread] = []  # streams that are still being closed
_given_up: list[threading.Thread] = []  # those of them that nobody waits for any more
_waited = 0  # looks in a row that found one hanging


def enter(door: Door) -> None:
    if door not in _doors:
        _doors.append(door)


def leave(door: Door) -> None:
    if door in _doors:
        _doors.remove(door)


def load() -> Any:
    """The sounddevice module. Raises `SetupError` where the PortAudio library is missing."""
    try:
        with quiet_libraries():
            import sounddevice
    except OSError as error:
        raise SetupError(
            f"the PortAudio library is missing, so there is no sound ({error})", INSTALL
        ) from None
    return sounddevice


def device_names(kind: Kind) -> tuple[str, ...]:
    """Every device of this kind, in PortAudio's order."""
    return tuple(name for _, name in _devices(kind))


def find_device(kind: Kind, wanted: str | None) -> int:
    """The index of a device: by its number, its name, or a part of the name no other has.

    Raises `SetupError` where there is none at all, `UnknownName` with the names that are.
    """
    known = _devices(kind)
    default = _default(kind)
    if not known or (wanted is None and default is None):
        raise SetupError(f"no {NAMES[kind]} was found", WAYS_ON[kind])
    if wanted is None:
        assert default is not None
        return default
    names = [name for _, name in known]
    for same in (
        [index for index, name in known if wanted in (name, str(index))],
        [index for index, name in known if wanted.casefold() in name.casefold()],
    ):
        if len(same) == 1:
            return same[0]
        if len(same) > 1:
            raise SetupError(
                f"{wanted!r} fits more than one {NAMES[kind]}", f"There are: {', '.join(names)}."
            )
    raise UnknownName(NAMES[kind], wanted, names)


def open_stream(
    kind: Kind,
    wanted: str | None,
    callback: Callable[..., None],
    finished: Callable[[], None] | None = None,
) -> OpenStream:
    """Open a stream: 16 kHz mono, else the device's own rate, else stereo. It is not started.

    Blocks hold 32 ms at any rate. `latency="low"`: with 0.1 callbacks come in bursts.
    Raises `SetupError`.
    """
    sounddevice = load()
    if not _answers():
        raise SetupError("the sound system does not answer", "Start it again, or wait.")
    device = find_device(kind, wanted)
    info = sounddevice.query_devices(device)
    own_rate = round(info["default_samplerate"])
    make = sounddevice.InputStream if kind == "input" else sounddevice.OutputStream
    problem = ""
    for rate, channels in ((SAMPLE_RATE, 1), (own_rate, 1), (SAMPLE_RATE, 2), (own_rate, 2)):
        try:
            with quiet_libraries():
                stream = make(
                    device=device,
                    samplerate=rate,
                    channels=channels,
                    dtype="int16",
                    blocksize=round(FRAME * rate / SAMPLE_RATE),
                    latency="low",
                    callback=callback,
                    finished_callback=finished,
                )
            return OpenStream(kind, stream, str(info["name"]), rate, channels)
        except sounddevice.PortAudioError as error:
            problem = problem or str(error)
    raise _does_not_open(kind, str(info["name"]), problem)


def look_again() -> bool:
    """Make PortAudio look at the machine anew; False where a door is too busy for that now."""
    if any(door.busy for door in _doors) or not _answers():
        return False
    if any(closing.is_alive() for closing in _given_up):
        return False  # PortAudio would wait for it before it ends
    sounddevice = load()
    doors = tuple(_doors)
    for door in doors:
        door.let_go()
    with quiet_libraries():
        # `_terminate` and `_initialize` are sounddevice's own names for it; there is no public
        # one (its documentation tells users to restart the program instead).
        with suppress(sounddevice.PortAudioError):
            sounddevice._terminate()
        with suppress(sounddevice.PortAudioError):
            sounddevice._initialize()
    for door in doors:
        door.take_up()
    return True


def _answers() -> bool:
    """Whether a stream may be opened. One whose server died while it was being closed may hang
    for ever (seen twice in fifty deaths of PulseAudio); after some looks it is left to itself."""
    global _waited
    _hanging[:] = [closing for closing in _hanging if closing.is_alive()]
    _waited = _waited + 1 if _hanging else 0
    if _waited > PATIENCE:
        _given_up.extend(_hanging)
        _hanging.clear()
    return not _hanging


def _does_not_open(kind: Kind, name: str, problem: str) -> SetupError:
    return SetupError(
        f"the {NAMES[kind]} {name!r} does not open: {problem}",
        "Close what else uses it, see that this program may use it, or name another. "
        "`voiceinterview doctor` shows what there is.",
    )


def _devices(kind: Kind) -> list[tuple[int, str]]:
    sounddevice = load()
    channels = f"max_{kind}_channels"
    try:
        found = sounddevice.query_devices()
    except sounddevice.PortAudioError:  # it could not be initialised
        return []
    return [(int(one["index"]), str(one["name"])) for one in found if one[channels] > 0]


def _default(kind: Kind) -> int | None:
    sounddevice = load()
    try:
        return int(sounddevice.query_devices(kind=kind)["index"])
    except (sounddevice.PortAudioError, ValueError):
        return None
