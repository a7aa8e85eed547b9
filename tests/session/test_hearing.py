"""Frames to utterances: echo taken out, audio kept, and nothing heard where nobody listens."""

import numpy as np

from voiceinterview.domain.speech import FRAME, samples
from voiceinterview.ports import Samples
from voiceinterview.session.hearing import EDGE, Hearing
from voiceinterview.session.segmenter import Started, Stopped
from voiceinterview.testing import LOUD, ScriptedDetector

SPEECH, SILENCE = np.full(FRAME, LOUD, np.int16), np.zeros(FRAME, np.int16)


class Subtracting:
    """An echo canceller that knows the echo to be the sound itself."""

    name = "subtracting"

    def process(self, near: Samples, far: Samples) -> Samples:
        return near - far


def listening(*, half_duplex: bool = False, echo: Subtracting | None = None) -> Hearing:
    return Hearing(ScriptedDetector(), echo, half_duplex=half_duplex, at=0, utterance=4)


def fed(hearing: Hearing, *frames: Samples, sounding: bool = False, far: Samples = SILENCE):  # type: ignore[no-untyped-def]
    edges = []  # those that are certain
    for frame in frames:
        hearing.at = getattr(hearing, "at", 0) + FRAME  # type: ignore[attr-defined]
        found = hearing.feed(frame, far, hearing.at, sounding=sounding)  # type: ignore[attr-defined]
        edges += [edge for edge in found if isinstance(edge, Started | Stopped)]
    return edges


def test_utterances_are_numbered_from_where_the_session_had_come_to() -> None:
    hearing = listening()
    numbers = []
    for frames in ([SPEECH] * 5, [SILENCE] * 10, [SPEECH] * 3):
        fed(hearing, *frames)
        numbers.append(hearing.utterance)
    assert numbers == [5, 5, 6]
    assert hearing.since == 15 * FRAME


def test_the_audio_of_an_utterance_comes_with_what_lies_round_it() -> None:
    hearing = listening()
    fed(hearing, *[SILENCE] * 20, *[SPEECH] * 10, *[SILENCE] * 20)
    audio, start = hearing.audio(20 * FRAME, 30 * FRAME)
    assert start == 20 * FRAME - EDGE
    assert len(audio) == 10 * FRAME + 2 * EDGE
    assert int((audio == LOUD).sum()) == 10 * FRAME


def test_what_was_played_is_taken_out_before_anybody_listens() -> None:
    hearing = listening(echo=Subtracting())
    assert fed(hearing, *[SPEECH] * 10, far=SPEECH) == []
    assert not hearing.audio(0, 10 * FRAME)[0].any()


def test_half_duplex_hears_nothing_while_she_speaks_and_a_little_after() -> None:
    hearing = listening(half_duplex=True)
    assert fed(hearing, *[SPEECH] * 10, sounding=True) == []
    edges = fed(hearing, *[SPEECH] * 20)
    assert [type(edge) for edge in edges] == [Started]
    assert edges[0].start - 10 * FRAME >= samples(0.25) - FRAME


def test_an_utterance_under_way_is_forgotten_at_a_pause() -> None:
    hearing = listening()
    fed(hearing, *[SPEECH] * 10)
    hearing.forget()
    assert hearing.since is None
    assert fed(hearing, *[SILENCE] * 20) == []
