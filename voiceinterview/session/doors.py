"""What a session is given: its engines, and who is told of what happens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from voiceinterview.domain.conversation import ReplyRequest, Usage
from voiceinterview.domain.events import Event
from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.spending import Spent
from voiceinterview.interview.state import State
from voiceinterview.ports import (
    AudioSink,
    AudioSource,
    Clock,
    EchoCanceller,
    LanguageModel,
    Recognizer,
    Samples,
    Synthesizer,
    TurnDetector,
    VoiceActivityDetector,
    Workbench,
)
from voiceinterview.session.level import level_of


class Recorder(Protocol):
    """Where the session is written. Every method may raise `StorageFull`."""

    def event(self, event: Event) -> Event:
        """The event as logged, with its place in the log."""
        ...

    def audio(self, candidate: Samples, interviewer: Samples) -> None: ...

    def exchange(self, exchange: Exchange) -> None: ...


class Reckon(Protocol):
    """What a call took of which the server told nothing, by its request and what came of the
    reply; nothing where it was turned away (`unpaid`)."""

    def __call__(self, request: ReplyRequest, reply: str, *, unpaid: bool = False) -> Usage: ...


@dataclass(frozen=True)
class Tick:
    """What a screen needs to know once a frame. `spent` is what the models took, where that is
    metered, `workbench` where code is written, where any is."""

    at: int
    frame: Samples
    state: State
    spent: Spent | None = None
    workbench: Workbench | None = None

    @property
    def level(self) -> float:
        """dBFS, RMS of the frame; reckoned when somebody looks."""
        return level_of(self.frame)


class Watcher(Protocol):
    """Somebody who looks on: a screen, a recorded candidate, a test."""

    def happened(self, event: Event) -> None: ...

    def tick(self, tick: Tick) -> None: ...


@dataclass(frozen=True)
class Doors:
    """`recognizer` is None where answers are typed, `echo` where nothing is cancelled.

    With `half_duplex` nothing is heard while the interviewer speaks. `spent` tells what the
    models took so far, `reckon` what a call may have taken whose server does not tell.
    `workbench` is None where the plan has no code to write.
    """

    source: AudioSource
    sink: AudioSink
    detector: VoiceActivityDetector
    recognizer: Recognizer | None
    synthesizer: Synthesizer
    model: LanguageModel
    clock: Clock
    watchers: tuple[Watcher, ...] = ()
    echo: EchoCanceller | None = None
    half_duplex: bool = False
    turn_detector: TurnDetector | None = None
    spent: Callable[[], Spent] | None = None
    reckon: Reckon | None = None
    workbench: Workbench | None = None
