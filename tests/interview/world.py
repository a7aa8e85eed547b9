"""A small world round the core: a candidate, a voice, a recognizer and a model, in virtual time.

`World` carries out what the core decides and tells it what comes of it, as a session would, and
keeps the log. Every time is in seconds; the core's samples are made of them here.
"""

import heapq
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from small_plan import small_plan

from voiceinterview.domain import events as e
from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.speech import SAMPLE_RATE, Word, samples
from voiceinterview.interview.interview import Interview
from voiceinterview.testing import spread

STARTS = 0.096  # what the segmenter needs to be sure that somebody speaks
STOPS = 0.32  # ... and that she has stopped
PAUSES = 0.064  # ... and that she may have
WORD = 0.3  # seconds of speech, of either party
RENDER = 0.1

T = TypeVar("T", bound=e.Event)

BROKEN = "\0broken"  # in a scripted reply: the model fails here
GONE = "\0gone"  # ... for good


class World:
    """`recognizing` is None while transcripts are held back, as by a slow recognizer."""

    def __init__(
        self,
        plan: Plan | None = None,
        *,
        replies: Iterable[list[str]] = (),
        recognizing: float | None = 0.2,
        listening: bool = True,
        interview: Interview | None = None,
        at: float = 0.0,
        utterance: int = 0,
        guessing: bool = False,
    ) -> None:
        self.plan = plan or small_plan()
        self.interview = interview or Interview(self.plan)
        self.now = at
        self.recognizing = recognizing
        self.thinking = 0.2  # the model's, to its first word
        self.model_back = True  # whether one that failed answers when it is looked for
        self.listening = listening
        self.guessing = guessing  # whether pauses are told as they begin
        self.replies = deque(replies)
        self.recognizer_faults: deque[str] = deque()  # "once" or "lasting", one a transcript
        self.runs: deque[CodeRun] = deque()  # what comes of running her code; then nothing does
        self.log: list[e.Event] = []
        self.clock_stands = False
        self.never_heard: set[int] = set()  # pieces of guesses that were wrong
        self.stale: set[str] = set()  # what cancelled replies went on to write
        self.on_told: Callable[[World], None] = lambda world: None
        self._count = 0
        self._due: list[tuple[float, int, str, Callable[[], None]]] = []
        self._timers: list[tuple[int, int, str]] = []
        self._utterance = utterance
        self._speech: dict[int, tuple[Word, ...]] = {}
        self._voice: deque[e.Speak] = deque()
        self._held: list[e.Speak] = []
        self._cut_off: tuple[e.Speak, float] | None = None  # held in mid-word; what is left of it
        self._sounding: tuple[e.Speak, float] | None = None
        self._voice_turn = 0
        self._cancelled: set[int] = set()
        self._open_utterance: int | None = None
        self._pending: list[e.RequestTranscript] = []

    # --- what a test says ---------------------------------------------------------------------

    def start(self) -> "World":
        self.tell(e.SessionStarted(at=self.at, listening=self.listening))
        return self

    def resume(self) -> "World":
        self.tell(e.SessionResumed(at=self.at))
        return self

    def says(
        self,
        text: str,
        seconds: float | None = None,
        *,
        wait: bool = True,
        breath: float | None = None,
    ) -> None:
        """The candidate says `text`, from now on; without `wait` she has only just begun.

        `breath` is how long she pauses half-way, too short to end an utterance.
        """
        words = spread(text, self.at, self.at + samples(seconds or WORD * len(text.split())))
        length = (words[-1].end - words[0].start) / SAMPLE_RATE
        begin = self.at
        self._utterance += 1
        utterance = self._utterance
        self._speech[utterance] = words
        self._later(STARTS, "vad", lambda: self._speech_starts(utterance, begin))
        if self.guessing and breath is not None:
            middle = words[len(words) // 2].start
            half = (middle - begin) / SAMPLE_RATE
            self._later(half + PAUSES, "vad", lambda: self._pauses(utterance, begin, middle))
            self._later(half + breath, "vad", lambda: self._continues(utterance))
        if self.guessing:
            end = words[-1].end
            self._later(length + PAUSES, "vad", lambda: self._pauses(utterance, begin, end))
        self._later(
            length + STOPS, "vad", lambda: self._speech_stops(utterance, begin, words[-1].end)
        )
        if wait:
            self.passes(length)

    def key(self, command: e.CommandName, text: str = "") -> None:
        self.tell(e.CandidateCommand(at=self.at, command=command, text=text))

    def types(self, text: str) -> None:
        self.key("say", text)

    def fails(self, engine: e.EngineKind, *, lasting: bool = False, job: int = -1) -> None:
        self.tell(
            e.EngineFailed(
                at=self.at, engine=engine, job=job, problem=f"The {engine} failed.",
                advice="Mend it.", lasting=lasting,
            )
        )  # fmt: skip

    def restored(self, engine: e.EngineKind) -> None:
        self.tell(e.EngineRestored(at=self.at, engine=engine))

    def passes(self, seconds: float) -> None:
        """Let time pass; all that falls due in it happens."""
        until = self.now + seconds
        while not self.ended and self._step(until):
            pass
        self.now = max(self.now, until)

    def hear_out(self, limit: float = 120.0) -> "World":
        """Let time pass until the candidate has the floor, or the session is over."""
        until = self.now + limit
        while self.floor != "candidate" and not self.ended and self._step(until):
            pass
        assert self.floor == "candidate" or self.ended, "the interviewer never finished"
        return self

    def until(self, kind: type[e.Event], limit: float = 60.0) -> "World":
        """Let time pass until something of the kind happens."""
        seen, until = len(self.log), self.now + limit
        while not any(isinstance(event, kind) for event in self.log[seen:]):
            assert self._step(until), f"no {kind.__name__} within {limit} s"
        return self

    def answers(self, text: str) -> "World":
        """A whole answer, and what the interviewer says to it."""
        self.says(text)
        self.until(e.EndTurn)
        return self.hear_out()

    # --- what it may look at ------------------------------------------------------------------

    @property
    def at(self) -> int:
        return samples(self.now)

    @property
    def floor(self) -> str:
        return self.interview.state.floor

    @property
    def ended(self) -> bool:
        return self.interview.state.ended

    @property
    def history(self) -> list[tuple[str, str]]:
        return [(line.speaker[0], line.text) for line in self.interview.state.history]

    @property
    def outstanding(self) -> int:
        """Pieces that are to be heard, or being heard."""
        return len(self._voice) + (self._sounding is not None)

    @property
    def observations(self) -> list[e.Observation]:
        return [event for event in self.log if isinstance(event, e.Observation)]

    @property
    def decisions(self) -> list[e.Decision]:
        return [event for event in self.log if isinstance(event, e.Decision)]

    def all(self, kind: type[T]) -> list[T]:
        return [event for event in self.log if isinstance(event, kind)]

    def turns(self) -> list[tuple[int, str, str]]:
        """Every end of a turn: its number, why, and what was said."""
        return [
            (ended.turn, ended.why, " ".join(word.text for word in ended.words))
            for ended in self.all(e.EndTurn)
        ]

    def said(self) -> list[str]:
        """What the interviewer was made to say."""
        return [speak.text for speak in self.all(e.Speak)]

    def notices(self) -> list[str]:
        return [notice.text for notice in self.all(e.Notice)]

    def has_live_timer(self) -> bool:
        """Whether something of the core's is still to fire that it would listen to."""
        return any(self.interview.state.purpose_of(name) for _, _, name in self._timers)

    def reply_pending(self) -> bool:
        turn = self.interview.state.interviewer
        return turn is not None and turn.reply is not None

    # --- how it works -------------------------------------------------------------------------

    def tell(self, observation: e.Observation) -> None:
        waiting = deque([observation])
        while waiting:
            event = waiting.popleft()
            self.log.append(event)
            for decision in self.interview.receive(event):
                self.log.append(decision)
                waiting.extend(self._perform(decision))
            self.on_told(self)

    def _later(self, seconds: float, what: str, action: Callable[[], None]) -> None:
        self._count += 1
        heapq.heappush(self._due, (self.now + seconds, self._count, what, action))

    def _step(self, until: float) -> bool:
        """The next thing that happens by `until`; False if there is none."""
        timer = self._timers[0][0] / SAMPLE_RATE if self._timers else float("inf")
        if self.clock_stands:
            timer = float("inf")
        action = self._due[0][0] if self._due else float("inf")
        if min(timer, action) > until:
            return False
        self.now = max(self.now, min(timer, action))
        if action <= timer:
            heapq.heappop(self._due)[3]()
        else:
            due, _, name = heapq.heappop(self._timers)
            self.tell(e.TimerFired(at=max(due, self.at), timer=name))
        return True

    def _perform(self, decision: e.Decision) -> Iterable[e.Observation]:
        match decision:
            case e.SetTimer():
                self._count += 1
                heapq.heappush(self._timers, (decision.due, self._count, decision.timer))
            case e.RequestTranscript():
                self._transcribe(decision)
            case e.RequestReply():
                self._reply(decision)
            case e.CheckModel():
                if self.model_back:
                    self._later(0.2, "job", lambda: self.restored("language_model"))
            case e.CancelReply():
                self._cancelled.add(decision.reply)
            case e.Speak():
                self._held.append(decision) if decision.held else self._queue(decision)
            case e.ReleaseSpeech():
                held, self._held = self._held, []
                for speak in held:
                    self._queue(speak)
            case e.DropSpeech():
                self.never_heard.update(speak.piece for speak in self._held)
                self._held.clear()
            case e.HoldSpeech():
                self._hold() if decision.held else self._go_on()
            case e.StopSpeaking():
                return self._fall_silent()
            case e.RunCode() if self.runs:
                run = replace(self.runs.popleft(), number=decision.run)
                run = replace(run, question=decision.question, submitted=decision.submitted)
                self._later(1.0, "job", lambda: self.tell(e.CodeRan(at=self.at, run=run)))
            case e.PauseSession():
                self.clock_stands = True
                self._open_utterance = None
                self._due = [due for due in self._due if due[2] != "vad"]
                heapq.heapify(self._due)
            case e.ResumeSession():
                self.clock_stands = False
        return ()

    def _speech_starts(self, utterance: int, begin: int) -> None:
        self._open_utterance = utterance
        self.tell(e.SpeechStarted(at=self.at, utterance=utterance, start=begin))

    def _speech_stops(self, utterance: int, begin: int, end: int) -> None:
        if self._open_utterance == utterance:
            self._open_utterance = None
            self.tell(e.SpeechStopped(at=self.at, utterance=utterance, start=begin, end=end))

    def mute_last_utterance(self) -> None:
        """The recognizer makes nothing of it."""
        self._speech[self._utterance] = ()

    def still_speaking(self) -> bool:
        """Whether an utterance has not been reported over yet."""
        return any(what == "vad" for _, _, what, _ in self._due)

    def _transcribe(self, request: e.RequestTranscript) -> None:
        if self.recognizing is None:
            self._pending.append(request)
        else:
            self._later(self.recognizing, "job", lambda: self._understood(request))

    def transcripts_come(self) -> None:
        """What was held back is told now."""
        pending, self._pending = self._pending, []
        for request in pending:
            self._understood(request)

    def _understood(self, request: e.RequestTranscript) -> None:
        fault = self.recognizer_faults.popleft() if self.recognizer_faults else ""
        if fault:
            self.fails("recognizer", lasting=fault == "lasting", job=request.utterance)
            return
        words = tuple(
            word
            for word in self._speech.get(request.utterance, ())
            if request.start <= (word.start + word.end) // 2 < request.end + samples(0.2)
        )
        if request.draft:
            self.tell(
                e.DraftTranscript(
                    at=self.at, utterance=request.utterance, end=request.end, words=words
                )
            )
        else:
            self.tell(e.FinalTranscript(at=self.at, utterance=request.utterance, words=words))

    def _reply(self, request: e.RequestReply) -> None:
        parts = self.replies.popleft() if self.replies else [request.say]
        self._write(request.reply, deque(parts), self.thinking)

    def _write(self, reply: int, parts: deque[str], delay: float) -> None:
        def go_on() -> None:
            if reply in self._cancelled:
                self.stale.update(part for part in parts if part not in (BROKEN, GONE))
            elif not parts:
                self.tell(e.ReplyDone(at=self.at, reply=reply))
            elif (part := parts.popleft()) in (BROKEN, GONE):
                self.model_back = part == BROKEN
                self.fails("language_model", lasting=part == GONE, job=reply)
            else:
                self.tell(e.ReplyChunk(at=self.at, reply=reply, text=part))
                self._write(reply, parts, 0.02)

        self._later(delay, "job", go_on)

    def _pauses(self, utterance: int, begin: int, end: int) -> None:
        if self._open_utterance == utterance:
            self.tell(e.SpeechPaused(at=self.at, utterance=utterance, start=begin, end=end))

    def _continues(self, utterance: int) -> None:
        if self._open_utterance == utterance:
            self.tell(e.SpeechContinued(at=self.at, utterance=utterance))

    def _queue(self, speak: e.Speak) -> None:
        self._voice.append(speak)
        if len(self._voice) == 1 and self._sounding is None:
            self._play_next()

    def _hold(self) -> None:
        if self._sounding is not None:
            speak, began = self._sounding
            left = WORD * len(speak.text.split()) - (self.now - began)
            self._cut_off = (speak, max(0.0, left))
        self._voice_turn += 1

    def _go_on(self) -> None:
        if self._cut_off is None:
            return
        (speak, left), self._cut_off = self._cut_off, None
        length = WORD * len(speak.text.split())
        self._sounding = (speak, self.now - (length - left))
        turn = self._voice_turn
        self._later(left, "voice", lambda: self._sounded(turn, speak))

    def _play_next(self) -> None:
        self._voice_turn += 1
        turn = self._voice_turn
        self._later(RENDER, "voice", lambda: self._sound(turn))

    def _sound(self, turn: int) -> None:
        if turn != self._voice_turn or not self._voice:
            return
        speak = self._voice.popleft()
        self._sounding = (speak, self.now)
        length = WORD * len(speak.text.split())
        self._later(length, "voice", lambda: self._sounded(turn, speak))
        self.tell(e.PlaybackStarted(at=self.at, piece=speak.piece))

    def _sounded(self, turn: int, speak: e.Speak) -> None:
        if turn != self._voice_turn:
            return
        self._sounding = None
        if self._voice:
            self._play_next()
        done = e.PlaybackDone(at=self.at, piece=speak.piece, spoken=speak.text, finished=True)
        self.tell(done)

    def _fall_silent(self) -> list[e.Observation]:
        self._voice_turn += 1
        self._cut_off = None
        self.never_heard.update(speak.piece for speak in self._held)
        self._held.clear()
        cut: list[tuple[e.Speak, str]] = []
        if self._sounding is not None:
            speak, began = self._sounding
            heard = speak.text.split()[: int((self.now - began) / WORD)]
            cut.append((speak, " ".join(heard)))
        cut += [(speak, "") for speak in self._voice]
        self._sounding = None
        self._voice.clear()
        return [
            e.PlaybackDone(at=self.at, piece=speak.piece, spoken=spoken, finished=False)
            for speak, spoken in cut
        ]
