"""The interview core: observations in, decisions out.

`Interview.receive` is deterministic and touches nothing outside: no I/O, clock, randomness or
asyncio. Fed the same observations it makes the same decisions, which is what lets a session
be replayed, verified and resumed.

Who has the floor:

    interviewer ──(her last piece was played)──▶ candidate ──(turn over)──▶ interviewer
         ▲                                            ▲
         │ go on                                      │ barge-in, or speech before any sound
    nobody (paused) ◀──(p, device lost)── either      └── interviewer
"""

from collections.abc import Callable
from typing import Any

from voiceinterview.domain import events as e
from voiceinterview.domain.plan import Plan
from voiceinterview.interview import (
    barging_in,
    commands,
    encouraging,
    guessing,
    hearing,
    replying,
    running,
)
from voiceinterview.interview.state import State


class Interview:
    """One session's decisions. Create it with the plan, then feed `receive` in log order."""

    def __init__(self, plan: Plan) -> None:
        self.state = State(plan)

    def receive(self, event: e.Observation) -> list[e.Decision]:
        """What is to be done now that `event` has happened, in order."""
        state = self.state
        state.now = max(state.now, event.at)
        state.decisions = []
        if not state.ended or isinstance(event, e.SessionResumed):
            _REACTIONS[type(event)](state, event)
        elif isinstance(event, e.PlaybackDone):
            replying.playback_done(state, event)
        elif isinstance(event, e.CodeRan):
            running.code_ran(state, event)
        return state.decisions


def _session_started(state: State, event: e.SessionStarted) -> None:
    state.listening = event.listening
    replying.open_interview(state)


def _timer_fired(state: State, event: e.TimerFired) -> None:
    purpose = state.purpose_of(event.timer)
    if purpose is not None:
        state.drop_timer(purpose)
        _TIMERS[purpose](state)


def _engine_failed(state: State, event: e.EngineFailed) -> None:
    _FAILURES[event.engine](state, event)


def _ignore(state: State, event: e.Observation) -> None:
    """Shown, logged, and of no consequence."""


_REACTIONS: dict[type[e.Observation], Callable[[State, Any], None]] = {
    e.SessionStarted: _session_started,
    e.SessionResumed: commands.session_resumed,
    e.SpeechStarted: hearing.speech_started,
    e.SpeechStopped: hearing.speech_stopped,
    e.SpeechPaused: guessing.speech_paused,
    e.SpeechContinued: guessing.speech_continued,
    e.TurnJudged: hearing.turn_judged,
    e.SpeechSuspected: barging_in.speech_suspected,
    e.SuspicionDropped: barging_in.suspicion_dropped,
    e.DraftTranscript: hearing.draft_transcript,
    e.PartialTranscript: _ignore,
    e.FinalTranscript: hearing.final_transcript,
    e.ReplyChunk: replying.reply_chunk,
    e.ReplyDone: replying.reply_done,
    e.SpeechReady: _ignore,
    e.PlaybackStarted: replying.playback_started,
    e.PlaybackDone: replying.playback_done,
    e.TimerFired: _timer_fired,
    e.CandidateCommand: commands.command,
    e.EngineFailed: _engine_failed,
    e.EngineRestored: commands.engine_restored,
    e.CodeRan: running.code_ran,
    e.InputEnded: commands.input_ended,
}
_TIMERS: dict[str, Callable[[State], None]] = {
    "endpoint": hearing.end_turn_if_over,
    "barge_in": barging_in.lasted,
    "nudge": encouraging.nudge,
    "writing_time": encouraging.writing_time,
    "bridge": replying.bridge,
    "prepare": guessing.prepare_when_due,
}


def _voice_failed(state: State, event: e.EngineFailed) -> None:
    state.decide(e.Notice, text=f"{event.problem} {event.advice} The text is on the screen.")


def _turn_detector_failed(state: State, event: e.EngineFailed) -> None:
    text = f"{event.problem} {event.advice}".strip()
    state.decide(e.Notice, text=f"{text} From now on words alone tell when an answer is over.")


_FAILURES: dict[str, Callable[[State, e.EngineFailed], None]] = {
    "recognizer": hearing.recognizer_failed,
    "language_model": replying.reply_failed,
    "synthesizer": _voice_failed,
    "turn_detector": _turn_detector_failed,
    "microphone": commands.device_failed,
    "speaker": commands.device_failed,
}
