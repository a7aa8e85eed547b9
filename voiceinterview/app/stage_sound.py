"""The sound of one stage, for somebody who listens to it turn by turn."""

from collections.abc import Sequence
from contextlib import closing

from voiceinterview.app.engines import Sound, open_sink
from voiceinterview.app.replaying import Audience
from voiceinterview.app.settings import Settings
from voiceinterview.domain.transcript import Turn
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import CorruptSession, SetupError
from voiceinterview.ports import AudioSink
from voiceinterview.replay.cues import cues_of
from voiceinterview.replay.excerpt import excerpt
from voiceinterview.replay.player import Player
from voiceinterview.replay.sound import SessionSound
from voiceinterview.storage.stored_session import StoredSession

TYPED = "the answers were typed, so there is nothing to hear"


class StageSound:
    """Plays turns of a session, each through a device of its own, so that none is held between.

    With `output` "none" nothing is heard and nothing waited for. Raises `CorruptSession` where
    the recording is missing.
    """

    def __init__(
        self, stored: StoredSession, turns: Sequence[Turn], settings: Settings, output: str
    ) -> None:
        self._sound = SessionSound(stored.candidate, stored.interviewer)
        self._plan = stored.plan
        self._turns = turns
        self._settings = settings
        self._output = output

    def open(self) -> AudioSink:
        """Raises `SetupError` where this machine cannot play it."""
        fast = self._output == "none"
        return open_sink(Sound(output=self._output, fast=fast), self._settings)

    async def play(self, turn: int | None, audience: Audience) -> None:
        """The turn of that number, or all; to the end, or until `audience` stops the player."""
        turns = [one for one in self._turns if turn in (None, one.number)]
        start, end = min(one.start for one in turns), max(one.end for one in turns)
        with closing(self.open()) as sink:
            player = Player(
                excerpt(self._sound, end),
                sink,
                SystemClock(),
                audience,
                start=start,
                paced=self._output != "none",
            )
            audience.attach(player, cues_of(turns, start), self._plan)
            ended = False
            try:
                ended = await player.play()
            finally:
                audience.detach(ended=ended)


def stage_sound(
    stored: StoredSession, turns: Sequence[Turn], settings: Settings, output: str = "speaker"
) -> StageSound | str:
    """The sound of these turns, or in words why there is none to be heard on this machine."""
    if stored.manifest.engines.recognizer is None:
        return TYPED
    try:
        opened = StageSound(stored, turns, settings, output)
        opened.open().close()
    except (CorruptSession, SetupError) as error:
        return error.problem
    return opened
