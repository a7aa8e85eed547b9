"""Which piece of speech the listener is hearing."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from voiceinterview.domain.speech import FRAME
from voiceinterview.ports import AudioSink, Samples

DUCKED = 0.25  # -12 dB: still understood, and plainly lower
_SILENCE = np.zeros(FRAME, np.int16)
_SILENCE.setflags(write=False)  # one frame for all that are silent


@dataclass
class Piece:
    """A rendered sentence; `begin` and `end` are places in the stream written to the sink."""

    number: int
    text: str
    begin: int
    end: int
    started: bool = False

    def spoken(self, position: int) -> str:
        """The words that had been played at `position`; each is taken to last equally long a
        letter, which is right to a word or so for a synthetic voice."""
        if position >= self.end:
            return self.text
        if position <= self.begin:
            return ""
        played = (position - self.begin) / (self.end - self.begin) * len(self.text)
        words = []
        reached = 0
        for word in self.text.split():
            reached += len(word) + 1
            if reached > played:
                break
            words.append(word)
        return " ".join(words)


@dataclass(frozen=True)
class PieceStarted:
    number: int


@dataclass(frozen=True)
class PieceDone:
    number: int
    spoken: str
    finished: bool


class Playback:
    """Follows what a sink plays, piece by piece, and lays it beside the session clock."""

    def __init__(self, sink: AudioSink) -> None:
        self.sink = sink
        self._pieces: deque[Piece] = deque()
        self._written = 0
        self._played = 0
        self._unplayed: Samples = np.zeros(0, np.int16)  # written, and not known to be played
        self._backlog: Samples = np.zeros(0, np.int16)
        self._flowing = False  # the last frame was full of sound
        self.muted = False  # the device is gone: texts are taken as read, without sound
        self._held = False  # silent in the middle of a piece, to go on from there

    @property
    def sounding(self) -> bool:
        return bool(self._pieces) and not self._held

    def duck(self, ducked: bool) -> None:
        self.sink.set_gain(DUCKED if ducked else 1.0)

    def hold(self) -> None:
        """Fall silent at once, to go on from the very sample. Raises `DeviceLost`."""
        if self._held or self.muted:
            return
        self._held = True
        self.sink.abort()
        self._hear(0)  # after it: what the device took last is known only then

    def go_on(self) -> None:
        """Take up what `hold` cut off."""
        if self._held:
            self._held = False
            self.sink.write(self._unplayed)

    def add(self, number: int, text: str, audio: Samples) -> None:
        """Queue a piece; no audio means that it has no sound. Raises `DeviceLost`."""
        audio = audio[:0] if self.muted else audio
        self._written = max(self._written, self._played)  # a device may report some late
        self._pieces.append(Piece(number, text, self._written, self._written + len(audio)))
        self._written += len(audio)
        self._unplayed = np.concatenate([self._unplayed, audio])
        if len(audio) and not self._held:
            self.sink.write(audio)

    def advance(self) -> tuple[Samples, list[PieceStarted | PieceDone]]:
        """One frame of session time passes: what was heard in it, and what that reached.

        A device may report more or less than a frame; what is over waits for the next call, so
        that the recording keeps its length. So that a report which comes late leaves no hole in
        it, a stretch of sound begins a frame later than it was reported. Raises `DeviceLost`.
        """
        self._hear(FRAME)  # also while muted: it is how a device that is back shows itself
        return self.silence()

    def silence(self) -> tuple[Samples, list[PieceStarted | PieceDone]]:
        """As `advance`, without asking the device."""
        if not (self._pieces or self._flowing or len(self._backlog)):
            return _SILENCE, []
        frame = np.zeros(FRAME, np.int16)
        reached = list(self._reached()) if self._pieces else []
        if self._flowing or len(self._backlog) >= 2 * FRAME or not self._pieces:
            ready, self._backlog = self._backlog[:FRAME], self._backlog[FRAME:]
            frame[: len(ready)] = ready
            self._flowing = len(ready) == FRAME
        return frame, reached

    def stop(self) -> list[PieceStarted | PieceDone]:
        """Fall silent at once; every piece that was waiting is over."""
        if not self.muted:
            self._hear(0)
        self.sink.abort()
        self.sink.set_gain(1.0)
        return self._drop()

    def mute(self) -> None:
        """The device is gone: until `advance` succeeds again nothing is sent to it, and every
        piece is over as soon as it begins, its text taken as read on the screen."""
        self.muted = True
        self._held = False
        self._unplayed = self._unplayed[:0]
        self.sink.abort()
        self._written = self._played
        for piece in self._pieces:
            piece.begin = piece.end = self._played

    def _drop(self) -> list[PieceStarted | PieceDone]:
        done: list[PieceStarted | PieceDone] = [
            PieceDone(piece.number, piece.spoken(self._played), piece.end <= self._played)
            for piece in self._pieces
        ]
        self._pieces.clear()
        self._held = False
        self._unplayed = self._unplayed[:0]
        self._written = self._played
        return done

    def _hear(self, elapsed: int) -> None:
        heard = self.sink.take_played(elapsed)
        if len(heard):
            self._played += len(heard)
            self._unplayed = self._unplayed[len(heard) :]
            self._backlog = np.concatenate([self._backlog, heard])

    def _reached(self) -> Iterator[PieceStarted | PieceDone]:
        while self._pieces:
            piece = self._pieces[0]
            silent = piece.end == piece.begin
            if not piece.started and (self._played > piece.begin or silent):
                piece.started = True
                yield PieceStarted(piece.number)
            if self._played < piece.end:
                return
            self._pieces.popleft()
            yield PieceDone(piece.number, piece.text, True)
