"""Who spoke when, and what was asked: what the log tells beyond the transcript. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import FRAME, Word, samples
from voiceinterview.interview.record_turns import Record

# A silence shorter than this lies in the speech itself, as before a "t" or a "k"
# (Goldman-Eisler 1968, weighed against others by de Jong and Bosker 2013; see DELIVERY.md).
PAUSE = samples(0.25)

# Recognizers hear an utterance with 0.2 s round it and may stretch a word into them, so words are
# cut at its edges. The detector reports those late: by 40 ms in the median at either edge, 90 %
# between 10 ms early and 80 ms late (60 synthetic sentences in five voices; before an "s" 0.2 s).
LATE = FRAME


NO_RECORD: Record = {}


@dataclass(frozen=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True)
class CutOff:
    """The interviewer fell silent at `at`, the candidate having spoken over her since `start`."""

    start: int
    at: int


@dataclass(frozen=True)
class Asked:
    """A question or follow-up that went out at `at`; the candidate might answer from `floor` on.

    `turn` is the candidate's turn that answered it, as in `EndTurn`; None where none did.
    """

    stage: str
    question: str
    follow_up: int
    at: int
    floor: int | None = None
    turn: int | None = None
    turn_ended: int | None = None


@dataclass(frozen=True)
class TalkRecord:
    """`talk` is the interviewer's, `sounds` the candidate's utterances, both in order of time.

    `words` maps each word that was recognized to itself with its times cut to its utterance.
    `breaks` are the moments at which the session was paused or resumed; `typed` those at which
    a typed line was sent.
    """

    talk: tuple[Span, ...]
    sounds: tuple[Span, ...]
    words: Mapping[Word, Word]
    breaks: tuple[int, ...]
    typed: frozenset[int]
    asked: tuple[Asked, ...]
    cut_offs: tuple[CutOff, ...]

    def interrupted(self, start: int, end: int) -> bool:
        """Whether a silence of the candidate's is not hers alone: the interviewer spoke in it,
        or the session stood still."""
        place = bisect_left(self.talk, end, key=lambda span: span.start)
        if place and self.talk[place - 1].end > start:
            return True
        place = bisect_left(self.breaks, start)
        return place < len(self.breaks) and self.breaks[place] <= end

    def writing_at(self, at: int, coding: Container[str]) -> bool:
        """Whether one of the `coding` questions stood open at the sample `at`, and nothing had been
        asked about its code yet."""
        asked = self.asked_by(at)
        return asked is not None and asked.question in coding and not asked.follow_up

    def asked_by(self, at: int) -> Asked | None:
        """What had been asked last at the sample `at`; None before the first question."""
        place = bisect_right(self.asked, at, key=lambda asked: asked.at)
        return self.asked[place - 1] if place else None


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order of time, those joined that no pause lies between."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and span.start - found[-1].end < PAUSE:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


@dataclass
class _Reading:
    """What is known while the log is read."""

    sounding: dict[int, int | None] = field(default_factory=dict)  # piece -> since; None: held
    held: int | None = None  # since when her voice is cut off, to go on or not
    pieces: list[Span] = field(default_factory=list)
    speaking: dict[int, int] = field(default_factory=dict)  # utterance -> its onset
    sounds: dict[int, Span] = field(default_factory=dict)  # utterance -> as detected
    clips: dict[int, Span] = field(default_factory=dict)  # utterance -> as transcribed
    words: dict[Word, Word] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)
    typed: set[int] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)
    asked_before: int = 0  # how many, before the last move was made
    cut_offs: list[CutOff] = field(default_factory=list)
    over: dict[int, int] = field(default_factory=dict)  # utterance over her voice -> its onset
    weighed: bool = False  # by its length or words, which may show an interruption; else a key

    def take(self, event: e.Event) -> None:
        if isinstance(event, e.Observation):
            self.weighed = isinstance(event, e.TimerFired | e.FinalTranscript)
        match event:
            case e.PlaybackStarted() | e.PlaybackDone() | e.StopSpeaking():
                self._interviewer(event)
            case e.HoldSpeech():
                self._hold(event)
            case e.SpeechStarted() | e.SpeechStopped() | e.RequestTranscript(draft=False):
                self._utterance(event)
            case e.AcceptDraft():
                self._utterance(event)
                self._understood(event)
            case e.FinalTranscript():
                self._understood(event)
            case e.CandidateCommand(command="say"):
                self.typed.add(event.at)
            case e.PauseSession() | e.ResumeSession() | e.SessionResumed():
                self.breaks.append(event.at)
            case e.MakeMove():
                self.asked_before = len(self.asked)
            case e.TakeBackMove():
                del self.asked[self.asked_before :]
            case e.AskQuestion() | e.GiveFloor() | e.EndTurn():
                self._course(event)

    def _interviewer(self, event: e.PlaybackStarted | e.PlaybackDone | e.StopSpeaking) -> None:
        if isinstance(event, e.PlaybackStarted):
            self.sounding[event.piece] = event.at
        elif isinstance(event, e.PlaybackDone):
            self._sounded(self.sounding.pop(event.piece, None), event.at)
        else:
            if self.sounding and self.weighed:
                self._cut_off(event.at)
            self.held = None

    def _cut_off(self, at: int) -> None:
        silent = self.held is not None  # then she who spoke over her may be silent again, too
        over = [start for number, start in self.over.items() if silent or number in self.speaking]
        self.cut_offs.extend(CutOff(start, self.held or at) for start in over[-1:])

    def _hold(self, event: e.HoldSpeech) -> None:
        if event.held:
            self.held = event.at
            for start in self.sounding.values():
                self._sounded(start, event.at)
            self.sounding = dict.fromkeys(self.sounding)
        else:
            self.held = None
            self.sounding = dict.fromkeys(self.sounding, event.at)

    def _sounded(self, start: int | None, end: int) -> None:
        if start is not None and end > start:
            self.pieces.append(Span(start, end))

    def _utterance(
        self, event: e.SpeechStarted | e.SpeechStopped | e.RequestTranscript | e.AcceptDraft
    ) -> None:
        if isinstance(event, e.SpeechStarted):
            self.speaking[event.utterance] = event.start
            if self.sounding:
                self.over[event.utterance] = event.start
        elif isinstance(event, e.SpeechStopped):
            self.speaking.pop(event.utterance, None)
            self.sounds.setdefault(event.utterance, Span(event.start, event.end))
        else:  # it is over here by the candidate's own key, if it was not over before
            self.speaking.pop(event.utterance, None)
            span = Span(event.start, event.end)
            self.sounds.setdefault(event.utterance, span)
            self.clips[event.utterance] = span

    def _understood(self, event: e.FinalTranscript | e.AcceptDraft) -> None:
        self.note(event.utterance, event.words)

    def note(self, utterance: int, words: tuple[Word, ...]) -> None:
        clip = self.clips.get(utterance)
        for word in words:
            self.words[word] = _cut(word, clip) if clip is not None else word

    def _course(self, event: e.AskQuestion | e.GiveFloor | e.EndTurn) -> None:
        if isinstance(event, e.AskQuestion):
            asked = Asked(event.stage, event.question, event.follow_up, event.at)
            self.asked.append(asked)
        elif not self.asked:
            return
        elif isinstance(event, e.EndTurn):
            self.asked[-1] = replace(self.asked[-1], turn=event.turn, turn_ended=event.at)
        elif event.to == "candidate" and self.asked[-1].floor is None:
            self.asked[-1] = replace(self.asked[-1], floor=event.at)


def talk_record_of(events: Iterable[e.Event], record: Record = NO_RECORD) -> TalkRecord:
    """`record` has the words that stand in the transcript in place of those in the log."""
    reading = _Reading()
    for event in events:
        reading.take(event)
    for utterance, words in record.items():
        reading.note(utterance, words)
    return TalkRecord(
        talk=joined(reading.pieces),
        sounds=tuple(sorted(reading.sounds.values(), key=lambda span: span.start)),
        words=reading.words,
        breaks=tuple(sorted(reading.breaks)),
        typed=frozenset(reading.typed),
        asked=tuple(reading.asked),
        cut_offs=tuple(reading.cut_offs),
    )


def _cut(word: Word, clip: Span) -> Word:
    """The word without what of it lies outside its utterance; left alone if all of it does."""
    start, end = max(word.start, clip.start - LATE), min(word.end, clip.end - LATE)
    return replace(word, start=start, end=end) if start < end else word
