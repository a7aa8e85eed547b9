"""What the core wants done, and what it has settled."""

from dataclasses import dataclass
from typing import Literal

from voiceinterview.domain.event import Event
from voiceinterview.domain.speech import Word
from voiceinterview.domain.strict import Strict


class Decision(Event):
    """Something the core wants done."""


@dataclass(frozen=True, kw_only=True)
class RequestTranscript(Decision):
    kind: Literal["request_transcript"] = "request_transcript"
    utterance: int
    start: int
    end: int
    draft: bool = False  # a guess at a pause: nobody is told if it fails or comes too late


@dataclass(frozen=True, kw_only=True)
class DropDraft(Decision):
    """The utterance went on: the transcript of its pause at `end` is of no use any more."""

    kind: Literal["drop_draft"] = "drop_draft"
    utterance: int
    end: int


@dataclass(frozen=True, kw_only=True)
class AcceptDraft(Decision):
    """The utterance was over at that pause: the draft's words are its own."""

    kind: Literal["accept_draft"] = "accept_draft"
    utterance: int
    start: int
    end: int
    words: tuple[Word, ...]


@dataclass(frozen=True)
class ReplyOption(Strict):
    """A move that is open to the model. `name` is what it writes to choose it; `say` is the
    scripted wording, spoken if no model answers, and `then` follows it to the letter."""

    name: str
    move: str
    say: str
    then: str = ""
    key_point: str | None = None


@dataclass(frozen=True, kw_only=True)
class RequestReply(Decision):
    """Ask the language model to choose a move and to word it.

    The fields of the first option, which stands unless the model chooses another, are the
    decision's own; `others` are the rest.
    """

    kind: Literal["request_reply"] = "request_reply"
    reply: int
    name: str = ""
    move: str
    question: str
    key_point: str | None
    say: str
    then: str
    others: tuple[ReplyOption, ...] = ()

    @property
    def options(self) -> tuple[ReplyOption, ...]:
        first = ReplyOption(self.name, self.move, self.say, self.then, self.key_point)
        return (first, *self.others)


@dataclass(frozen=True, kw_only=True)
class CancelReply(Decision):
    kind: Literal["cancel_reply"] = "cancel_reply"
    reply: int


@dataclass(frozen=True, kw_only=True)
class Speak(Decision):
    """Say one sentence-sized piece; pieces are played in the order of their numbers. One that
    is `held` is got ready, and waits for `ReleaseSpeech`."""

    kind: Literal["speak"] = "speak"
    piece: int
    text: str
    held: bool = False


@dataclass(frozen=True, kw_only=True)
class ReleaseSpeech(Decision):
    """The guess was right: what is held may be heard."""

    kind: Literal["release_speech"] = "release_speech"


@dataclass(frozen=True, kw_only=True)
class DropSpeech(Decision):
    """The guess was wrong: what is held is never heard."""

    kind: Literal["drop_speech"] = "drop_speech"


@dataclass(frozen=True, kw_only=True)
class DuckSpeech(Decision):
    """Go on more quietly, or (`ducked` false) as loud as before."""

    kind: Literal["duck_speech"] = "duck_speech"
    ducked: bool


@dataclass(frozen=True, kw_only=True)
class HoldSpeech(Decision):
    """Fall silent at once, and (`held` false) go on from the very sample."""

    kind: Literal["hold_speech"] = "hold_speech"
    held: bool


@dataclass(frozen=True, kw_only=True)
class StopSpeaking(Decision):
    """Fall silent at once and drop what is queued."""

    kind: Literal["stop_speaking"] = "stop_speaking"


TurnEnd = Literal["silence", "interrupted", "command", "skip", "typed", "leaving"]


@dataclass(frozen=True)
class Reason(Strict):
    """A piece of evidence, and how many seconds of silence it asked for, or saved."""

    name: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class EndTurn(Decision):
    """The candidate's turn is over. A turn that is taken up again ends again, longer.

    `reasons` add up to the silence that was waited for, where silence ended it.
    """

    kind: Literal["end_turn"] = "end_turn"
    turn: int
    why: TurnEnd
    stage: str
    question: str
    words: tuple[Word, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StartStage(Decision):
    kind: Literal["start_stage"] = "start_stage"
    stage: str


@dataclass(frozen=True, kw_only=True)
class AskQuestion(Decision):
    """A question of the bank (`follow_up` 0) or the n-th follow-up to it goes out."""

    kind: Literal["ask_question"] = "ask_question"
    stage: str
    question: str
    follow_up: int


@dataclass(frozen=True, kw_only=True)
class MakeMove(Decision):
    """The interviewer's move counts from here on: its first sound goes out.

    `heard` are key points that the model credits the candidate with, beyond those whose phrases
    were found: they are not asked for again, and count for no score.
    """

    kind: Literal["make_move"] = "make_move"
    move: str
    key_point: str | None = None
    heard: tuple[str, ...] = ()
    worded_by: Literal["script", "model"] = "script"


@dataclass(frozen=True, kw_only=True)
class TakeBackMove(Decision):
    """The last move counts no more: the candidate had spoken on before its first sound, of the
    pieces named here."""

    kind: Literal["take_back_move"] = "take_back_move"
    pieces: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CheckModel(Decision):
    """Find out, while nobody waits for it, whether a model that failed answers again."""

    kind: Literal["check_model"] = "check_model"


@dataclass(frozen=True, kw_only=True)
class SetTimer(Decision):
    """Fire `timer` once the session clock has reached `due`."""

    kind: Literal["set_timer"] = "set_timer"
    timer: str
    due: int


@dataclass(frozen=True, kw_only=True)
class GiveFloor(Decision):
    """Who has the floor now; the screen shows it and a recorded candidate waits for it."""

    kind: Literal["give_floor"] = "give_floor"
    to: Literal["interviewer", "candidate", "nobody"]


@dataclass(frozen=True, kw_only=True)
class Notice(Decision):
    """A line that the user must see."""

    kind: Literal["notice"] = "notice"
    text: str


@dataclass(frozen=True, kw_only=True)
class RunCode(Decision):
    """Run the candidate's code for `question`, as it stands in her file now; the session's run
    number `run`, from 1. `submitted` as in `CodeRun`."""

    kind: Literal["run_code"] = "run_code"
    run: int
    question: str
    submitted: bool = False


@dataclass(frozen=True, kw_only=True)
class PauseSession(Decision):
    """Stop the session clock: nothing is recorded until `ResumeSession`."""

    kind: Literal["pause_session"] = "pause_session"


@dataclass(frozen=True, kw_only=True)
class ResumeSession(Decision):
    kind: Literal["resume_session"] = "resume_session"


EndReason = Literal["finished", "quit", "input_ended", "recognizer_failed", "interrupted"]


@dataclass(frozen=True, kw_only=True)
class EndSession(Decision):
    kind: Literal["end_session"] = "end_session"
    reason: EndReason


DECISIONS: tuple[type[Decision], ...] = (
    RequestTranscript, DropDraft, AcceptDraft, RequestReply, CancelReply, Speak, ReleaseSpeech,
    DropSpeech, DuckSpeech, HoldSpeech, StopSpeaking, EndTurn, StartStage, AskQuestion,
    MakeMove, TakeBackMove, CheckModel, SetTimer, GiveFloor, Notice, RunCode, PauseSession,
    ResumeSession, EndSession,
)  # fmt: skip
