"""Which piece the listener is hearing, and how far it has come."""

import numpy as np
import pytest
from driven import LosingSink

from voiceinterview.domain.speech import FRAME
from voiceinterview.errors import DeviceLost
from voiceinterview.session.playback import PieceDone, PieceStarted, Playback
from voiceinterview.testing import MemorySink


def sound(frames: float) -> np.ndarray:  # type: ignore[type-arg]
    return np.ones(round(frames * FRAME), np.int16)


def reached(playback: Playback, frames: int = 1) -> list[PieceStarted | PieceDone]:
    return [event for _ in range(frames) for event in playback.advance()[1]]


def test_pieces_begin_and_end_as_their_sound_does() -> None:
    playback = Playback(MemorySink())
    playback.add(1, "one", sound(1.5))
    playback.add(2, "two", sound(1))
    assert playback.sounding
    assert reached(playback) == [PieceStarted(1)]
    assert reached(playback) == [PieceDone(1, "one", True), PieceStarted(2)]
    assert reached(playback) == [PieceDone(2, "two", True)]
    assert not playback.sounding


def test_the_recorded_track_holds_what_was_heard_frame_by_frame() -> None:
    playback = Playback(MemorySink())
    playback.add(1, "one", sound(1.5))
    frames = [playback.advance()[0] for _ in range(4)]
    assert [len(frame) for frame in frames] == [FRAME] * 4
    heard = np.flatnonzero(np.concatenate(frames))
    assert len(heard) == FRAME * 1.5
    assert np.ptp(heard) == len(heard) - 1  # no hole
    assert heard[0] <= FRAME


def test_a_device_that_reports_in_bursts_keeps_the_track_whole() -> None:
    class Bursts(MemorySink):
        def take_played(self, elapsed: int) -> np.ndarray:  # type: ignore[type-arg]
            self.calls = getattr(self, "calls", 0) + 1
            return super().take_played(elapsed * 3) if self.calls % 3 == 0 else sound(0)

    playback = Playback(Bursts())
    playback.add(1, "one", sound(6))
    track = np.concatenate([playback.advance()[0] for _ in range(12)])
    assert (len(track), int(track.sum())) == (12 * FRAME, 6 * FRAME)


def test_a_piece_without_sound_passes_at_once() -> None:
    playback = Playback(MemorySink())
    playback.add(1, "silent", sound(0))
    assert reached(playback) == [PieceStarted(1), PieceDone(1, "silent", True)]


def test_stopping_tells_the_words_that_were_reached() -> None:
    playback = Playback(MemorySink())
    playback.add(1, "one two three four", sound(4))
    playback.add(2, "five", sound(1))
    reached(playback, 2)
    assert playback.stop() == [PieceDone(1, "one two", False), PieceDone(2, "", False)]
    assert not playback.sounding
    assert reached(playback) == []


def test_stopping_before_a_piece_without_sound_says_that_it_was_not_reached() -> None:
    playback = Playback(MemorySink())
    playback.add(1, "one two", sound(4))
    playback.add(2, "silent", sound(0))
    reached(playback, 1)
    assert playback.stop() == [PieceDone(1, "", False), PieceDone(2, "", False)]


def test_after_a_stop_the_next_piece_begins_at_its_own_first_sample() -> None:
    class Lagging(MemorySink):
        late = 0

        def take_played(self, elapsed: int) -> np.ndarray:  # type: ignore[type-arg]
            late, self.late = self.late, 0
            return np.concatenate([sound(late), super().take_played(elapsed)])

    sink = Lagging()
    playback = Playback(sink)
    playback.add(1, "one", sound(4))
    reached(playback)
    playback.stop()
    sink.late = 1  # handed to the device just before it fell silent
    reached(playback)
    playback.add(2, "two", sound(2))
    assert reached(playback) == [PieceStarted(2)]
    assert reached(playback) == [PieceDone(2, "two", True)]


def test_without_a_device_texts_are_taken_as_read() -> None:
    sink = LosingSink()
    playback = Playback(sink)
    playback.add(1, "one two", sound(9))
    reached(playback)
    sink.lost = True
    with pytest.raises(DeviceLost):
        playback.advance()
    playback.mute()
    playback.add(2, "three", sound(9))
    assert playback.silence()[1] == [
        PieceDone(1, "one two", True), PieceStarted(2), PieceDone(2, "three", True)
    ]  # fmt: skip
    sink.lost = False
    playback.advance()
    playback.muted = False
    playback.add(3, "four", sound(1))
    assert reached(playback) == [PieceStarted(3), PieceDone(3, "four", True)]
