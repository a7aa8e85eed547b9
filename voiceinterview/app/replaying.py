"""A recorded session heard again, or decided again."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from voiceinterview.app.engines import Sound, open_sink
from voiceinterview.app.places import read_settings
from voiceinterview.app.sessions import locate
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.speech import samples, seconds
from voiceinterview.domain.transcript import Turn
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import BadInput, UnknownName
from voiceinterview.replay.cues import Cue, cues_of
from voiceinterview.replay.player import Listener, Player
from voiceinterview.replay.sound import SessionSound
from voiceinterview.replay.verify import Verified, verify
from voiceinterview.storage.stored_session import StoredSession, read_session


@dataclass(frozen=True)
class Place:
    """Where a replay begins: so many `seconds` in, or with a turn by its number, not both."""

    seconds: float | None = None
    turn: int | None = None


class Audience(Listener, Protocol):
    """Where a replay is shown and keys are read: the terminal, or a test."""

    def attach(self, player: Player, cues: tuple[Cue, ...], plan: Plan) -> None:
        """The replay begins: keys go to `player`, `cues` are shown when they are heard, and what
        a question of `plan` shows with the first that is about it."""
        ...

    def detach(self, *, ended: bool) -> None:
        """The replay is over; where it `ended` by itself every cue has been heard."""
        ...


def verify_session(flags: dict[str, Any], session: str) -> Verified:
    """Raises `ReplayMismatch`, `CorruptSession`, `UnknownName`."""
    stored = read_session(locate(flags, session))
    return verify(stored.plan, stored.events, closed=stored.manifest.status == "finished")


async def replay(
    flags: dict[str, Any], session: str, output: str, fast: bool, place: Place, audience: Audience
) -> None:
    """Play a session to the speaker, a file or nobody.

    Raises `UnknownName` (session, turn), `BadInput`, `SetupError`, `CorruptSession`.
    """
    settings = read_settings(flags)
    stored = read_session(locate(flags, session))
    sound = SessionSound(stored.candidate, stored.interviewer)
    turns = stored.transcript
    start = _start(place, turns, sound.samples)
    with closing(open_sink(_sound_to(stored, output, fast), settings)) as sink:
        player = Player(sound, sink, SystemClock(), audience, start=start, paced=not fast)
        audience.attach(player, cues_of(turns, start), stored.plan)
        ended = False
        try:
            ended = await player.play()
        finally:
            audience.detach(ended=ended)


def _sound_to(stored: StoredSession, output: str, fast: bool) -> Sound:
    """Raises `BadInput` for a file that is the recording itself."""
    target = Path(output)
    if output not in ("speaker", "none") and target.exists():
        for track in (stored.candidate, stored.interviewer):
            if target.samefile(track.path):
                raise BadInput(f"{output} is the recording itself", "Name another file.")
    return Sound(output=output, fast=fast)


def _start(place: Place, turns: tuple[Turn, ...], length: int) -> int:
    if place.turn is not None:
        if not 1 <= place.turn <= len(turns):
            known = [f"1 to {len(turns)}"] if turns else []
            raise UnknownName("turn", str(place.turn), known)
        return min(turns[place.turn - 1].start, length)
    start = samples(place.seconds or 0.0)
    if start > length:
        raise BadInput(
            f"the session has no {place.seconds:.0f} s: it lasts {seconds(length):.1f} s",
            "Begin earlier: --from MM:SS",
        )
    return start
