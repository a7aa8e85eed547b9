"""What the world did: the events that the core is told of."""

from dataclasses import dataclass
from typing import Literal

from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.event import Event
from voiceinterview.domain.speech import Word


class Observation(Event):
    """Something the world did."""


@dataclass(frozen=True, kw_only=True)
class SessionStarted(Observation):
    """The first event. `listening` is false where answers are typed."""

    kind: Literal["session_started"] = "session_started"
    listening: bool = True


@dataclass(frozen=True, kw_only=True)
class SessionResumed(Observation):
    """An interrupted session goes on from here; `listening` as in `SessionStarted`."""

    kind: Literal["session_resumed"] = "session_resumed"
    listening: bool = True


@dataclass(frozen=True, kw_only=True)
class SpeechStarted(Observation):
    """The candidate began an utterance; `start` is its onset, which lies before `at`."""

    kind: Literal["speech_started"] = "speech_started"
    utterance: int
    start: int


@dataclass(frozen=True, kw_only=True)
class SpeechStopped(Observation):
    """The utterance was over at `end`, which lies before `at`."""

    kind: Literal["speech_stopped"] = "speech_stopped"
    utterance: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class SpeechPaused(Observation):
    """The utterance may be over at `end`: the first silence in it that is worth a guess."""

    kind: Literal["speech_paused"] = "speech_paused"
    utterance: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class SpeechContinued(Observation):
    """It was not over."""

    kind: Literal["speech_continued"] = "speech_continued"
    utterance: int


@dataclass(frozen=True, kw_only=True)
class TurnJudged(Observation):
    """By its sound the turn is over with the utterance that ended at `end`, with the probability
    `over`."""

    kind: Literal["turn_judged"] = "turn_judged"
    utterance: int
    end: int
    over: float


@dataclass(frozen=True, kw_only=True)
class SpeechSuspected(Observation):
    """Somebody may be speaking, or it was a cough: while the interviewer is heard, or in a silence
    that may end the candidate's answer."""

    kind: Literal["speech_suspected"] = "speech_suspected"


@dataclass(frozen=True, kw_only=True)
class SuspicionDropped(Observation):
    """It was no speech."""

    kind: Literal["suspicion_dropped"] = "suspicion_dropped"


@dataclass(frozen=True, kw_only=True)
class DraftTranscript(Observation):
    """What was said in an utterance up to a pause at `end`, if it is over there."""

    kind: Literal["draft_transcript"] = "draft_transcript"
    utterance: int
    end: int
    words: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True)
class PartialTranscript(Observation):
    """What the utterance under way sounds like so far; may change."""

    kind: Literal["partial_transcript"] = "partial_transcript"
    utterance: int
    text: str


@dataclass(frozen=True, kw_only=True)
class FinalTranscript(Observation):
    """What was said in the utterance; no words where nothing was understood."""

    kind: Literal["final_transcript"] = "final_transcript"
    utterance: int
    words: tuple[Word, ...]


@dataclass(frozen=True, kw_only=True)
class ReplyChunk(Observation):
    kind: Literal["reply_chunk"] = "reply_chunk"
    reply: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ReplyDone(Observation):
    kind: Literal["reply_done"] = "reply_done"
    reply: int


@dataclass(frozen=True, kw_only=True)
class SpeechReady(Observation):
    """A piece of speech is rendered."""

    kind: Literal["speech_ready"] = "speech_ready"
    piece: int


@dataclass(frozen=True, kw_only=True)
class PlaybackStarted(Observation):
    """The first sample of a piece of speech reached the listener."""

    kind: Literal["playback_started"] = "playback_started"
    piece: int


@dataclass(frozen=True, kw_only=True)
class PlaybackDone(Observation):
    """A piece of speech is over; `spoken` is the text that playback reached."""

    kind: Literal["playback_done"] = "playback_done"
    piece: int
    spoken: str
    finished: bool


@dataclass(frozen=True, kw_only=True)
class TimerFired(Observation):
    kind: Literal["timer_fired"] = "timer_fired"
    timer: str


CommandName = Literal["end_answer", "pause", "resume", "repeat", "skip", "quit", "say", "run"]


@dataclass(frozen=True, kw_only=True)
class CandidateCommand(Observation):
    """A key or a typed line; `text` is set for `say` only."""

    kind: Literal["candidate_command"] = "candidate_command"
    command: CommandName
    text: str = ""


EngineKind = Literal[
    "recognizer", "language_model", "synthesizer", "turn_detector", "microphone", "speaker"
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class EngineFailed(Observation):
    """An engine failed at a job: the utterance, reply or piece numbered `job` (-1: none)."""

    kind: Literal["engine_failed"] = "engine_failed"
    engine: EngineKind
    job: int
    problem: str
    advice: str
    lasting: bool


@dataclass(frozen=True, kw_only=True)
class EngineRestored(Observation):
    """A device that was lost has come back, or a model that failed answers again."""

    kind: Literal["engine_restored"] = "engine_restored"
    engine: EngineKind


@dataclass(frozen=True, kw_only=True)
class CodeRan(Observation):
    """A `RunCode` is over, also where the code failed or was never right Python or SQL."""

    kind: Literal["code_ran"] = "code_ran"
    run: CodeRun


@dataclass(frozen=True, kw_only=True)
class InputEnded(Observation):
    """The recording that stands in for a microphone is over."""

    kind: Literal["input_ended"] = "input_ended"


OBSERVATIONS: tuple[type[Observation], ...] = (
    SessionStarted, SessionResumed, SpeechStarted, SpeechStopped, SpeechPaused, SpeechContinued,
    TurnJudged, SpeechSuspected, SuspicionDropped, DraftTranscript, PartialTranscript,
    FinalTranscript, ReplyChunk, ReplyDone, SpeechReady, PlaybackStarted, PlaybackDone, TimerFired,
    CandidateCommand, EngineFailed, EngineRestored, CodeRan, InputEnded,
)  # fmt: skip
