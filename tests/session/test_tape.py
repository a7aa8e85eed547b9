"""The last minutes of audio, by their place on the session clock."""

import numpy as np

from voiceinterview.domain.speech import FRAME
from voiceinterview.session.tape import KEPT, Tape


def recorded(frames: int, position: int = 0) -> Tape:
    """Each sample says in which frame it lies."""
    tape = Tape(position)
    for number in range(frames):
        tape.add(np.full(FRAME, number, np.int16))
    return tape


def test_what_is_cut_out_is_what_was_there() -> None:
    audio, start = recorded(10).cut(2 * FRAME, 4 * FRAME)
    assert (start, audio.tolist()) == (2 * FRAME, [2] * FRAME + [3] * FRAME)


def test_a_cut_over_the_edges_gives_what_there_is_and_says_where_it_starts() -> None:
    audio, start = recorded(3, position=1000).cut(0, 10**9)
    assert (start, len(audio)) == (1000, 3 * FRAME)


def test_nothing_to_cut_is_an_empty_array() -> None:
    assert len(Tape(0).cut(0, 100)[0]) == 0
    assert len(recorded(3).cut(500, 500)[0]) == 0
    assert len(recorded(3).cut(10 * FRAME, 12 * FRAME)[0]) == 0


def test_old_audio_is_forgotten() -> None:
    frames = KEPT // FRAME + 100
    audio, start = recorded(frames).cut(0, frames * FRAME)
    assert len(audio) <= KEPT
    assert audio[0] == start // FRAME >= 99
