"""Hearing again, thoroughly, what was said: for the record, while nobody waits for a transcript."""

from collections import deque
from collections.abc import Callable
from threading import Event

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import Word
from voiceinterview.errors import Abandoned, VoiceInterviewError
from voiceinterview.ports import Samples
from voiceinterview.session.jobs import Jobs
from voiceinterview.session.transcription import Transcription

Cut = Callable[[int, int], tuple[Samples, int]]  # as `Hearing.audio`


class RecordPass:
    """Utterance by utterance, in the order in which they were over, one at a time.

    It never goes before a quick transcript: one that is under way is abandoned as soon as the time
    is not free any more, and taken up again later. What is left at the end, or failed, is for
    whoever closes the session. Nothing of it is told to the core. Where there is nothing to hear
    twice, `words` stays empty.
    """

    def __init__(self, transcription: Transcription | None, jobs: Jobs, cut: Cut) -> None:
        self.words: dict[int, tuple[Word, ...]] = {}
        twice = transcription is not None and transcription.hears_twice
        self._transcription = transcription if twice else None
        self._jobs = jobs
        self._cut = cut
        self._waiting: deque[tuple[int, int, int]] = deque()  # utterance, start, end
        self._abandoned: Event | None = None  # of the one under way

    def happened(self, event: e.Event) -> None:
        """An utterance is over once its words are asked for, or those of a guess are its own."""
        match event:
            case e.RequestTranscript(draft=False) | e.AcceptDraft() if self._transcription:
                self._waiting.append((event.utterance, event.start, event.end))

    def advance(self, *, free: bool) -> None:
        """A frame has passed; `free` says that nobody will ask for a quick transcript at once."""
        transcription = self._transcription
        if transcription is None:
            return
        if not free or transcription.awaited:
            self.abandon()
        elif self._abandoned is None and self._waiting:
            self._begin(transcription, *self._waiting.popleft())

    def abandon(self) -> None:
        if self._abandoned is not None:
            self._abandoned.set()

    def _begin(self, transcription: Transcription, utterance: int, start: int, end: int) -> None:
        audio, first = self._cut(start, end)
        if first > start:
            return  # forgotten by now; the recording has it
        abandoned = self._abandoned = Event()

        async def work() -> None:
            try:
                heard = await transcription.thorough(audio, first, abandoned.is_set)
                self.words[utterance] = heard
            except Abandoned:
                self._waiting.appendleft((utterance, start, end))
            except VoiceInterviewError:
                return  # who waits for words is told of it; at the end it is tried again
            finally:
                self._abandoned = None

        self._jobs.start(work)
