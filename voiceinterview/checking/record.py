"""A session as the checks look at it: the interviewer's replies and the candidate's turns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from voiceinterview.domain import events as e
from voiceinterview.domain.plan import Plan, StagePlan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.speech import text_of


@dataclass(frozen=True)
class Said:
    """A turn of the candidate, as it ended last. Places are samples; `end` is the end of the
    last sound of it, `ended` when the interviewer took it for over."""

    place: int  # in the log
    turn: int
    text: str
    end: int
    ended: int
    why: e.TurnEnd
    stage: str
    question: str


@dataclass(frozen=True)
class Piece:
    """A sentence that was begun to be played. `whole`: it was heard to its end."""

    text: str
    heard: str
    start: int
    end: int
    whole: bool


@dataclass(frozen=True)
class Reply:
    """All that the interviewer said between two turns of the candidate.

    `meant` is what was handed to the voice, whatever was heard of it. `question` is under
    discussion once it was said, `before` was when it began. `move` is "" for a nudge, a bridge
    that was all, a repeat by key. `asked` is what it asked anew, `answers` the candidate's turn
    it came after.
    """

    number: int
    place: int  # in the log
    floor: int  # sample at which she took the floor
    pieces: tuple[Piece, ...]
    meant: str
    move: str
    key_point: str | None
    asked: e.AskQuestion | None
    opened: str  # the stage that it opened
    before: str
    question: str
    stage: str
    answers: Said | None
    by_model: bool
    commanded: bool  # a key was pressed, or the session went on after a pause

    @property
    def text(self) -> str:
        return " ".join(piece.heard for piece in self.pieces if piece.heard)

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(piece.heard for piece in self.pieces if piece.heard)

    @property
    def start(self) -> int:
        return self.pieces[0].start

    @property
    def end(self) -> int:
        return self.pieces[-1].end

    @property
    def whole(self) -> bool:
        """Whether nothing of it was cut off."""
        played = " ".join(piece.text for piece in self.pieces)
        return all(piece.whole for piece in self.pieces) and played == self.meant


@dataclass
class _Growing:
    """A reply while the log is read."""

    place: int
    floor: int
    before: str
    stage: str
    answers: Said | None
    commanded: bool
    meant: list[str] = field(default_factory=list)
    pieces: dict[int, Piece] = field(default_factory=dict)
    marks: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """`words` are those the checks look for, `strangers` phrases of the other personas."""

    plan: Plan
    events: tuple[e.Event, ...]
    replies: tuple[Reply, ...]
    turns: tuple[Said, ...]
    words: dict[str, tuple[str, ...]]
    strangers: dict[str, str]  # phrase -> whose it is

    @property
    def end(self) -> e.EndSession | None:
        return next((x for x in reversed(self.events) if isinstance(x, e.EndSession)), None)

    @property
    def finished(self) -> bool:
        return self.end is not None and self.end.reason == "finished"

    def question(self, name: str) -> Question | None:
        return next(
            (q for stage in self.plan.stages for q in stage.questions if q.id == name), None
        )

    def stage(self, name: str) -> StagePlan | None:
        return next((stage for stage in self.plan.stages if stage.id == name), None)

    def said_to(self, question: str, before: int) -> str:
        """All that the candidate said to a question before that place in the log."""
        turns = (turn for turn in self.turns if turn.question == question and turn.place < before)
        return " ".join(turn.text for turn in turns)

    def reply_after(self, said: Said) -> Reply | None:
        return next((reply for reply in self.replies if reply.answers is said), None)


def record_of(
    plan: Plan,
    events: Iterable[e.Event],
    words: dict[str, tuple[str, ...]],
    strangers: dict[str, str],
) -> Record:
    log = tuple(events)
    turns = _turns(log)
    return Record(plan, log, tuple(_replies(log, turns)), turns, words, strangers)


def _turns(log: tuple[e.Event, ...]) -> tuple[Said, ...]:
    """A turn that was taken up again counts once, as it ended last."""
    found: dict[int, Said] = {}
    silent = 0
    for place, event in enumerate(log):
        if isinstance(event, e.SpeechStopped):
            silent = event.end
        elif isinstance(event, e.EndTurn):
            typed = event.why == "typed"
            found[event.turn] = Said(
                place,
                event.turn,
                text_of(event.words),
                event.at if typed else silent,
                event.at,
                event.why,
                event.stage,
                event.question,
            )
    return tuple(found.values())


class _Reader:
    """Goes through the log once. A piece belongs to the reply that was under way when it was
    handed to the voice; one that was got ready on a guess, to the reply that took it up."""

    def __init__(self, turns: tuple[Said, ...]) -> None:
        self._turns = {said.place: said for said in turns}
        self._now: _Growing | None = None
        self._guessed: dict[int, str] = {}
        self._of_piece: dict[int, _Growing] = {}
        self._texts: dict[int, str] = {}
        self._question = self._stage = ""
        self._said: Said | None = None
        self._commanded = False
        self.found: list[_Growing] = []

    def read(self, place: int, event: e.Event) -> None:
        match event:
            case e.GiveFloor(to="interviewer"):
                self._take(place, event.at)
            case e.EndTurn():
                self._said = self._turns.get(place, self._said)
            case e.CandidateCommand() | e.SessionResumed():
                self._commanded = True
            case e.Speak():
                self._speak(event)
            case e.PlaybackStarted() | e.PlaybackDone():
                self._hear(event)
            case e.MakeMove() | e.StartStage() | e.AskQuestion():
                self._mark(event)
            case e.TakeBackMove():
                self._take_back()
            case e.ReleaseSpeech() | e.DropSpeech():
                self._settle(released=isinstance(event, e.ReleaseSpeech))

    def _speak(self, event: e.Speak) -> None:
        if event.held:
            self._guessed[event.piece] = event.text
        else:
            self._own(event.piece, event.text)

    def _settle(self, *, released: bool) -> None:
        guessed, self._guessed = self._guessed, {}
        for piece, text in guessed.items() if released else ():
            self._own(piece, text)

    def _own(self, piece: int, text: str) -> None:
        if self._now is not None:
            self._texts[piece] = text
            self._of_piece[piece] = self._now
            self._now.meant.append(text)

    def _take(self, place: int, at: int) -> None:
        self._now = _Growing(place, at, self._question, self._stage, self._said, self._commanded)
        self._commanded, self._said = False, None
        self.found.append(self._now)

    def _hear(self, event: e.PlaybackStarted | e.PlaybackDone) -> None:
        reply = self._of_piece.get(event.piece)
        if reply is None:
            return
        text = self._texts[event.piece]
        if isinstance(event, e.PlaybackStarted):
            reply.pieces[event.piece] = Piece(text, "", event.at, event.at, False)
        elif event.piece in reply.pieces:
            begun = reply.pieces[event.piece].start
            heard = event.spoken.strip()
            reply.pieces[event.piece] = Piece(text, heard, begun, event.at, event.finished)

    def _take_back(self) -> None:
        """What it did is undone, and the breath of it that sounded is no reply."""
        if self._now is not None:
            self._now.pieces.clear()
            self._now.marks.clear()
            self._question, self._stage = self._now.before, self._now.stage

    def _mark(self, event: e.MakeMove | e.StartStage | e.AskQuestion) -> None:
        if isinstance(event, e.StartStage):
            self._stage = event.stage
        elif isinstance(event, e.AskQuestion):
            self._question, self._stage = event.question, event.stage
        if self._now is not None:
            self._now.marks[event.kind] = event
            self._now.marks["now"] = (self._question, self._stage)


def _replies(log: tuple[e.Event, ...], turns: tuple[Said, ...]) -> Iterable[Reply]:
    """Those of which something was heard: what was withdrawn unheard was never said."""
    reader = _Reader(turns)
    for place, event in enumerate(log):
        reader.read(place, event)
    stage, unanswered = "", None
    heard = [growing for growing in reader.found if growing.pieces]
    for growing in reader.found:
        unanswered = growing.answers or unanswered
        if not growing.pieces:
            continue
        question, stage = growing.marks.get("now", (growing.before, stage))
        move, asked = growing.marks.get("make_move"), growing.marks.get("ask_question")
        opened = growing.marks.get("start_stage")
        yield Reply(
            number=heard.index(growing) + 1,
            place=growing.place,
            floor=growing.floor,
            pieces=tuple(growing.pieces[number] for number in sorted(growing.pieces)),
            meant=" ".join(growing.meant),
            move=_move(move, asked, opened),
            key_point=move.key_point if move is not None else None,
            asked=asked,
            opened=opened.stage if opened is not None else "",
            before=growing.before,
            question=question,
            stage=stage,
            answers=unanswered,
            by_model=move is not None and move.worded_by == "model",
            commanded=growing.commanded,
        )
        unanswered = None


def _move(move: e.MakeMove | None, asked: e.AskQuestion | None, opened: e.StartStage | None) -> str:
    """Logs from before moves were written down tell only of what was asked."""
    if move is not None:
        return move.move
    if asked is None:
        return ""
    if asked.follow_up:
        return "follow_up"
    return "next_stage" if opened is not None else "next_question"
