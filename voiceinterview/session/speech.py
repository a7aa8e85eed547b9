"""What the interviewer says: rendered, held back while it is a guess, played, lowered, cut off."""

from collections.abc import Callable

from voiceinterview.errors import DeviceLost
from voiceinterview.ports import AudioSink, Samples, Synthesizer
from voiceinterview.session.jobs import Jobs
from voiceinterview.session.playback import PieceDone, PieceStarted, Playback
from voiceinterview.session.voice import Rendered, Voice

PieceEvent = PieceStarted | PieceDone


class Speech:
    """`rendered` is told of each piece, whether it has a sound or the voice failed at it, `lost`
    that the loudspeaker is gone, and `back` that it is there again."""

    def __init__(
        self,
        sink: AudioSink,
        synthesizer: Synthesizer,
        jobs: Jobs,
        rendered: Callable[[Rendered], None],
        lost: Callable[[DeviceLost], None],
        back: Callable[[], None],
    ) -> None:
        self._voice = Voice(synthesizer, jobs, self._ready_to_play)
        self._playback = Playback(sink)
        self._rendered = rendered
        self._lost = lost
        self._back = back
        self._held: set[int] = set()  # pieces that wait for `release`
        self._ready: list[Rendered] = []  # those of them that are rendered

    @property
    def sounding(self) -> bool:
        return self._playback.sounding

    def say(self, piece: int, text: str, *, held: bool) -> None:
        if held:
            self._held.add(piece)
        self._voice.say(piece, text)

    def release(self) -> None:
        """What is held is heard, in its order."""
        ready, self._ready = self._ready, []
        self._held.clear()
        for rendered in ready:
            self._play(rendered)

    def drop(self) -> None:
        """What is held is never heard. Nothing else is on its way then: the candidate speaks."""
        if self._held:
            self._voice.drop()
            self._held.clear()
            self._ready.clear()

    def duck(self, ducked: bool) -> None:
        self._playback.duck(ducked)

    def hold(self, held: bool) -> None:
        try:
            if held:
                self._playback.hold()
            else:
                self._playback.go_on()
        except DeviceLost as error:
            self._gone(error)

    def stop(self) -> list[PieceEvent]:
        """Fall silent at once; every piece that was to come is over."""
        dropped = [PieceDone(number, "", False) for number in self._voice.drop()]
        self._held.clear()
        self._ready.clear()
        try:
            stopped = self._playback.stop()
        except DeviceLost as error:
            self._gone(error)
            stopped = self._playback.stop()
        return [*stopped, *dropped]

    def advance(self) -> tuple[Samples, list[PieceEvent]]:
        """One frame of session time passes: what was heard in it, and what that reached."""
        try:
            heard, reached = self._playback.advance()
        except DeviceLost as error:
            if not self._playback.muted:
                self._gone(error)
            return self._playback.silence()
        if self._playback.muted:
            self._playback.muted = False
            self._back()
        return heard, reached

    def _ready_to_play(self, piece: Rendered) -> None:
        self._rendered(piece)
        if piece.number in self._held:
            self._ready.append(piece)
        else:
            self._play(piece)

    def _play(self, piece: Rendered) -> None:
        try:
            self._playback.add(piece.number, piece.text, piece.audio)
        except DeviceLost as error:
            self._gone(error)

    def _gone(self, error: DeviceLost) -> None:
        self._playback.mute()
        self._lost(error)
