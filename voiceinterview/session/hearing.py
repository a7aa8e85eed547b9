"""The candidate's audio: cleaned of echo, kept for the recognizer, and cut into utterances."""

import numpy as np

from voiceinterview.domain.speech import samples
from voiceinterview.ports import EchoCanceller, Samples, VoiceActivityDetector
from voiceinterview.session.echo_check import EchoCheck
from voiceinterview.session.segmenter import (
    SUSPECT,
    SUSPECT_OVER_ECHO,
    Edge,
    Segmenter,
    Started,
    Stopped,
)
from voiceinterview.session.tape import Tape

EDGE = samples(0.2)  # audio kept round an utterance, so that no consonant is cut off
TURN = samples(8)  # of a turn's sound; what turn detectors hear
DEAF_AFTER = samples(0.25)  # half-duplex: the room still rings when playback is over


class Hearing:
    """One frame at a time; positions are samples on the session clock."""

    def __init__(
        self,
        detector: VoiceActivityDetector,
        echo: EchoCanceller | None,
        *,
        half_duplex: bool,
        at: int,
        utterance: int,
    ) -> None:
        self._detector = detector
        self._echo = echo
        self._echo_check = EchoCheck()
        self._half_duplex = half_duplex
        self._segmenter = Segmenter(SUSPECT if echo is None else SUSPECT_OVER_ECHO)
        self._tape = Tape(at)
        self._utterance = utterance
        self._deaf_until = 0
        self._turn_since = at  # since then the interviewer has been silent
        self.since: int | None = None  # onset of the utterance under way

    @property
    def utterance(self) -> int:
        """The number of the utterance under way, or of the last one."""
        return self._utterance

    def feed(self, frame: Samples, far: Samples, at: int, *, sounding: bool) -> tuple[Edge, ...]:
        """Take the frame that ends at `at`; `far` is what was played in the same time."""
        near = self._echo.process(frame, far) if self._echo is not None else frame
        self._tape.add(near)
        self._echo_check.add(near, far)
        probability = self._detector.probability(near)
        if self.since is None and probability >= SUSPECT and self._echo_check.is_echo():
            probability = 0.0  # what goes on is not looked at: she is silent by then
        if sounding:
            self._turn_since = at
        if self._half_duplex and sounding:
            self._deaf_until = at + DEAF_AFTER
        if at < self._deaf_until:
            probability = 0.0
        edges = self._segmenter.feed(probability, at)
        for edge in edges:
            self._count(edge)
        return edges

    def audio(self, start: int, end: int) -> tuple[Samples, int]:
        """The utterance with a little of what lies round it, and its first sample's place."""
        audio, first = self._tape.cut(start - EDGE, end + EDGE)
        return np.ascontiguousarray(audio), first

    def turn(self, at: int) -> Samples:
        """What was heard since the interviewer fell silent, to `at`; its last seconds."""
        audio, _ = self._tape.cut(max(at - TURN, self._turn_since), at)
        return np.ascontiguousarray(audio)

    def forget(self) -> None:
        """Drop an utterance under way, as when the session pauses."""
        self._segmenter.reset()
        self._detector.reset()
        self.since = None

    def _count(self, edge: Edge) -> None:
        if isinstance(edge, Started):
            self._utterance += 1
            self.since = edge.start
        elif isinstance(edge, Stopped):
            self.since = None
