"""A live session: audio, engines and clock on one side, the pure core on the other.

One loop: a frame of the candidate's audio comes in, what the interviewer played in the same
time is laid beside it, both are recorded, and everything that happened is told to the core.
What the core decides is begun at once and never waited for.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from functools import partial
from typing import Any

from voiceinterview.domain import events as e
from voiceinterview.domain.code_runs import CodeRun
from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.speech import samples, text_of
from voiceinterview.errors import DeviceLost, VoiceInterviewError
from voiceinterview.interview.interview import Interview
from voiceinterview.ports import Samples
from voiceinterview.session.doors import Doors, Recorder, Tick
from voiceinterview.session.edges import observation_of
from voiceinterview.session.frames import Frames
from voiceinterview.session.hearing import Hearing
from voiceinterview.session.jobs import Jobs
from voiceinterview.session.judging import Judging
from voiceinterview.session.leaving import Leaving
from voiceinterview.session.playback import PieceDone, PieceStarted
from voiceinterview.session.prompting import ReplyPrompts, reply_request
from voiceinterview.session.record_pass import RecordPass
from voiceinterview.session.replies import Replies, Wrote
from voiceinterview.session.running import Running
from voiceinterview.session.segmenter import Stopped
from voiceinterview.session.speech import Speech
from voiceinterview.session.timers import Timers
from voiceinterview.session.transcription import Transcription, Understood
from voiceinterview.session.voice import Rendered

BREATH = 8  # frames of a session that is not paced, after which others have a go
PARTIAL_EVERY = samples(2)  # of speech; a partial transcript for the screen


class Session:
    """Create inside a running event loop, then `await run(...)` once.

    `at` and `utterance` are where an interrupted session had come to.
    """

    def __init__(
        self,
        interview: Interview,
        doors: Doors,
        recorder: Recorder,
        prompts: ReplyPrompts,
        *,
        at: int = 0,
        utterance: int = 0,
    ) -> None:
        self.at = at
        self.cost: float | None = 0.0
        self._interview = interview
        self._doors = doors
        self._prompts = prompts
        self._recorder = recorder
        self._queue: deque[e.Observation] = deque()
        self._telling = False
        self._over: asyncio.Future[e.EndReason] = asyncio.get_running_loop().create_future()
        self._timers = Timers()
        self._jobs = Jobs(paced=doors.source.paced)
        self._frames = Frames(doors.source, self._microphone_lost, self._microphone_restored)
        self._hearing = Hearing(
            doors.detector, doors.echo, half_duplex=doors.half_duplex, at=at, utterance=utterance
        )
        failed = partial(self._failed, "turn_detector", -1)
        self._judging = Judging(doors.turn_detector, self._jobs, self._turn_judged, failed)
        self._speech = self._mouth()
        self._replies = Replies(doors, self._jobs, self._wrote, self._keep, self._model_restored)
        self._running = Running(doors.workbench, self._jobs, doors.clock, self._ran)
        self._transcription = self._ears(interview.state.plan.vocabulary)
        self.record = RecordPass(self._transcription, self._jobs, self._hearing.audio)
        self._next_partial = 0
        self._breath = 0
        self._standing = False  # no frame comes at the moment
        self._leaving = Leaving(doors.clock, self._leave_at_once)

    def _mouth(self) -> Speech:
        sink, synthesizer = self._doors.sink, self._doors.synthesizer
        lost, restored = self._speaker_lost, self._speaker_restored
        return Speech(sink, synthesizer, self._jobs, self._rendered, lost, restored)

    def _ears(self, vocabulary: Sequence[str]) -> Transcription | None:
        """None where answers are typed."""
        recognizer, paced = self._doors.recognizer, self._doors.source.paced
        if recognizer is None:
            return None
        clock = self._doors.clock
        return Transcription(
            recognizer, vocabulary, self._jobs, clock, self._understood, paced=paced
        )

    async def run(self, first: e.Observation) -> e.EndReason:
        """From `first` (SessionStarted or SessionResumed) to the end of the session.

        Raises `StorageFull`, `SetupError` (the microphone cannot be opened).
        """
        if self._transcription is not None:
            self._transcription.warm_up()
        try:
            self._observe(first)
            await self._jobs.settle()
            await self._listen()
            reason = await self._until_over()
            await self._running.finish()
            return reason
        finally:
            self._leaving.close()
            self.record.abandon()
            await self._jobs.close()
            self._judging.close()
            if self._transcription is not None:
                self._transcription.close()

    def command(self, command: e.CommandName, text: str = "") -> None:
        """A key was pressed or a line typed."""
        self._observe(e.CandidateCommand(at=self.at, command=command, text=text))
        if self._standing:
            self._jobs.release()
        if command == "quit":
            self._leaving.begin()

    def _leave_at_once(self) -> None:
        if not self._over.done():
            self.command("quit")  # the second one waits for nothing

    # --- the loop ---------------------------------------------------------------------------

    async def _listen(self) -> None:
        """Frame after frame until the session is over or the input is."""
        async with aclosing(self._frames.stream()) as frames:
            while not self._over.done():
                frame = await self._next(frames)
                if frame is not None:
                    self._tick(frame)
                elif not self._over.done():
                    self._observe(e.InputEnded(at=self.at))
                await self._jobs.settle()
                if frame is None:
                    return

    async def _next(self, frames: AsyncGenerator[Samples, None]) -> Samples | None:
        """The next frame; None where the input is over, or the session was before it came."""
        source = self._doors.source
        self._breath = (self._breath + 1) % BREATH
        if source.paced or not self._breath:
            await asyncio.sleep(0)  # a file never makes us wait, and keys must be seen all the same
        await self._jobs.settle()  # what they brought
        if self._over.done():
            return None
        if not (source.paced or source.live or self._interview.state.paused):
            return await anext(frames, None)  # it is there: no need to look out for the end
        upcoming = asyncio.ensure_future(anext(frames, None))
        self._standing = True
        try:
            await _first_of(upcoming, self._over, self._jobs.failure)
        finally:
            self._standing = False
            await _stop(upcoming)  # frames that are being read cannot be closed
        self._raise_failure()
        return None if upcoming.cancelled() else upcoming.result()

    async def _until_over(self) -> e.EndReason:
        await _first_of(self._over, self._jobs.failure)
        self._raise_failure()
        return self._over.result()

    def _raise_failure(self) -> None:
        if self._jobs.failure.done():
            self._jobs.failure.result()

    def _tick(self, frame: Samples) -> None:
        self.at += len(frame)
        heard, reached = self._speech.advance()
        self._recorder.audio(frame, heard)
        for event in reached:
            self._observe(self._piece(event))
        sounding = self._speech.sounding
        for edge in self._hearing.feed(frame, heard, self.at, sounding=sounding):
            observation = observation_of(
                edge,
                self.at,
                self._hearing.utterance,
                guesses=self._doors.source.paced,
                at_stake=sounding or self._interview.state.may_be_over,
            )
            if observation is not None:
                self._observe(observation)
            if isinstance(edge, Stopped) and self._interview.state.floor == "candidate":
                turn = self._hearing.turn(self.at)
                self._judging.judge(self._hearing.utterance, edge.end, turn)
        while (timer := self._timers.due(self.at)) is not None:
            self._observe(e.TimerFired(at=self.at, timer=timer))
        self._ask_for_partial()
        self.record.advance(free=sounding and self._hearing.since is None)
        spent = self._doors.spent() if self._doors.spent is not None else None
        tick = Tick(self.at, frame, self._interview.state, spent, self._doors.workbench)
        for watcher in self._doors.watchers:
            watcher.tick(tick)

    def _ask_for_partial(self) -> None:
        since = self._hearing.since
        if since is None or self._transcription is None:
            self._next_partial = self.at + PARTIAL_EVERY
        elif self.at >= self._next_partial:
            self._next_partial = self.at + PARTIAL_EVERY
            if self._transcription.has_time:
                audio, start = self._hearing.audio(since, self.at)
                self._transcription.request(self._hearing.utterance, audio, start, partial=True)

    # --- telling the core, and doing what it decides ------------------------------------------

    def _observe(self, event: e.Observation) -> None:
        """Log and tell the core; what happens while it is being told waits its turn."""
        self._queue.append(event)
        if self._telling:
            return
        self._telling = True
        try:
            while self._queue:
                observation = self._queue.popleft()
                self._log(observation)
                for decision in self._interview.receive(observation):
                    self._log(decision)
                    perform = _PERFORM.get(type(decision))
                    if perform is not None:
                        perform(self, decision)
        finally:
            self._telling = False

    def _log(self, event: e.Event) -> None:
        logged = self._recorder.event(event)
        self.record.happened(logged)
        for watcher in self._doors.watchers:
            watcher.happened(logged)

    def _request_transcript(self, decision: e.RequestTranscript) -> None:
        assert self._transcription is not None
        audio, start = self._hearing.audio(decision.start, decision.end)
        draft = decision.end if decision.draft else None
        self._transcription.request(decision.utterance, audio, start, draft=draft)

    def _drop_draft(self, decision: e.DropDraft) -> None:
        assert self._transcription is not None
        self._transcription.drop_draft(decision.utterance, decision.end)

    def _request_reply(self, decision: e.RequestReply) -> None:
        request = reply_request(self._interview.state, decision, self._prompts)
        self._replies.request(decision.reply, request, self.at)

    def _stop_speaking(self, decision: e.StopSpeaking) -> None:
        for done in self._speech.stop():
            self._observe(self._piece(done))

    def _pause(self, decision: e.PauseSession) -> None:
        self._hearing.forget()
        self._frames.pause()

    def _go_on(self, decision: e.ResumeSession) -> None:
        self._frames.go_on()

    def _end(self, decision: e.EndSession) -> None:
        if not self._over.done():
            self._over.set_result(decision.reason)

    # --- what the engines report --------------------------------------------------------------

    def _rendered(self, piece: Rendered) -> None:
        if piece.error is not None:
            self._failed("synthesizer", piece.number, piece.error)
        else:
            self._observe(e.SpeechReady(at=self.at, piece=piece.number))

    def _understood(self, heard: Understood) -> None:
        if heard.partial:
            text = text_of(heard.words)
            self._observe(e.PartialTranscript(at=self.at, utterance=heard.utterance, text=text))
        elif heard.error is not None:
            self._failed("recognizer", heard.utterance, heard.error)
        elif heard.draft is not None:
            self._observe(
                e.DraftTranscript(
                    at=self.at, utterance=heard.utterance, end=heard.draft, words=heard.words
                )
            )
        else:
            self._observe(
                e.FinalTranscript(at=self.at, utterance=heard.utterance, words=heard.words)
            )

    def _turn_judged(self, utterance: int, end: int, over: float) -> None:
        self._observe(e.TurnJudged(at=self.at, utterance=utterance, end=end, over=over))

    def _wrote(self, wrote: Wrote) -> None:
        if wrote.error is not None:
            self._failed("language_model", wrote.reply, wrote.error)
        elif wrote.done:
            self._observe(e.ReplyDone(at=self.at, reply=wrote.reply))
        else:
            self._observe(e.ReplyChunk(at=self.at, reply=wrote.reply, text=wrote.text))

    def _ran(self, run: CodeRun) -> None:
        self._observe(e.CodeRan(at=self.at, run=run))

    def _keep(self, exchange: Exchange) -> None:
        if exchange.cost is None or self.cost is None:
            self.cost = None  # a total that leaves a call out would be wrong
        else:
            self.cost += exchange.cost
        self._recorder.exchange(exchange)

    def _microphone_lost(self, error: DeviceLost) -> None:
        self._failed("microphone", -1, error)

    def _microphone_restored(self) -> None:
        self._observe(e.EngineRestored(at=self.at, engine="microphone"))

    def _model_restored(self) -> None:
        self._observe(e.EngineRestored(at=self.at, engine="language_model"))

    def _speaker_lost(self, error: DeviceLost) -> None:
        self._failed("speaker", -1, error)

    def _speaker_restored(self) -> None:
        self._observe(e.EngineRestored(at=self.at, engine="speaker"))

    def _failed(self, engine: e.EngineKind, job: int, error: VoiceInterviewError) -> None:
        self._observe(
            e.EngineFailed(
                at=self.at,
                engine=engine,
                job=job,
                problem=error.problem,
                advice=error.advice,
                lasting=getattr(error, "lasting", False),
            )
        )

    def _piece(self, event: PieceStarted | PieceDone) -> e.Observation:
        if isinstance(event, PieceStarted):
            return e.PlaybackStarted(at=self.at, piece=event.number)
        return e.PlaybackDone(
            at=self.at, piece=event.number, spoken=event.spoken, finished=event.finished
        )


async def _first_of(*futures: asyncio.Future[Any]) -> None:
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)


async def _stop(task: asyncio.Future[Any]) -> None:
    if not task.done():
        task.cancel()
        await asyncio.wait({task})


_PERFORM: dict[type[e.Decision], Callable[[Session, Any], None]] = {
    e.RequestTranscript: Session._request_transcript,
    e.DropDraft: Session._drop_draft,
    e.RequestReply: Session._request_reply,
    e.CheckModel: lambda session, decision: session._replies.check(session.at),
    e.CancelReply: lambda session, decision: session._replies.cancel(decision.reply),
    e.Speak: lambda session, decision: session._speech.say(
        decision.piece, decision.text, held=decision.held
    ),
    e.ReleaseSpeech: lambda session, decision: session._speech.release(),
    e.DropSpeech: lambda session, decision: session._speech.drop(),
    e.DuckSpeech: lambda session, decision: session._speech.duck(decision.ducked),
    e.HoldSpeech: lambda session, decision: session._speech.hold(decision.held),
    e.StopSpeaking: Session._stop_speaking,
    e.RunCode: lambda session, decision: session._running.run(decision),
    e.SetTimer: lambda session, decision: session._timers.set(decision.timer, decision.due),
    e.PauseSession: Session._pause,
    e.ResumeSession: Session._go_on,
    e.EndSession: Session._end,
}
