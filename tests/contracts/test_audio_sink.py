"""What every `AudioSink` keeps to, whether or not anybody can hear it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from plugged_in import plugged_in
from sounds import babble

from voiceinterview.domain.speech import FRAME, SAMPLE_RATE
from voiceinterview.engines.audio.audio_files import FileSink, NullSink
from voiceinterview.engines.audio.speaker import Speaker
from voiceinterview.ports import AudioSink

SAID = babble(0.3)


@pytest.fixture(params=["none", "file", "speaker"])
def sink(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AudioSink]:
    openers: dict[str, Callable[[], AudioSink]] = {
        "none": NullSink,
        "file": lambda: FileSink(tmp_path / "voice.wav"),
        "speaker": Speaker,
    }
    with ExitStack() as stack:
        if request.param == "speaker":
            stack.enter_context(plugged_in())
        sink = openers[request.param]()
        yield sink
        sink.close()


def played(sink: AudioSink, seconds: float) -> np.ndarray:
    """Session time goes by, at the speed of life for a sink that lives."""
    pause = threading.Event()
    parts = []
    for _ in range(round(seconds * SAMPLE_RATE / FRAME)):
        if isinstance(sink, Speaker):
            pause.wait(FRAME / SAMPLE_RATE)
        parts.append(sink.take_played(FRAME))
    return np.concatenate(parts)


def test_it_has_a_name(sink: AudioSink) -> None:
    assert sink.name


def test_nothing_written_is_nothing_played(sink: AudioSink) -> None:
    assert played(sink, 0.2).size == 0


def test_all_that_was_written_is_played_once_in_order_and_without_silence(sink: AudioSink) -> None:
    for start in range(0, SAID.size, 1000):
        sink.write(SAID[start : start + 1000])
    sink.write(SAID[:0])
    everything = played(sink, 0.6)
    assert everything.dtype == np.int16
    assert np.array_equal(everything, SAID)


def test_what_was_written_may_be_changed_afterwards(sink: AudioSink) -> None:
    mine = SAID.copy()
    sink.write(mine)
    mine[:] = 0
    assert np.array_equal(played(sink, 0.6), SAID)


def test_abort_drops_what_is_queued_and_the_next_words_are_played(sink: AudioSink) -> None:
    sink.write(np.tile(SAID, 20))
    before = played(sink, 0.2)
    sink.abort()
    # A device may have been handed a little more since it was last asked.
    assert played(sink, 0.2).size <= 2 * FRAME
    assert 0 < before.size < 10 * SAID.size
    sink.write(SAID)
    assert np.array_equal(played(sink, 0.6), SAID)


def test_abort_with_nothing_to_say_is_fine(sink: AudioSink) -> None:
    sink.abort()
    sink.abort()
    assert played(sink, 0.1).size == 0


def test_closing_twice_takes_nothing_back_that_was_played(sink: AudioSink) -> None:
    sink.write(SAID)
    before = played(sink, 0.2)
    sink.close()
    sink.close()
    told = np.concatenate([before, played(sink, 0.1)])
    assert before.size > 0
    assert np.array_equal(told, SAID[: told.size])
