"""The interviewer's turn while it is under way: a reply being worded, pieces being spoken."""

from collections.abc import Callable
from dataclasses import dataclass, field

from voiceinterview.interview.course import Course
from voiceinterview.interview.guarding import may_be_said, was_asked
from voiceinterview.interview.moves import Move
from voiceinterview.interview.reply_form import ReplyReader
from voiceinterview.interview.sentences import asks, speakable, take_sentences
from voiceinterview.interview.wording import Wording

NOT_SPEECH = ("{", "[", "<", "```")  # what a reply begins with that is no speech at all
MAX_WORDS = 60  # a sentence; what is longer is broken off there
MAX_SENTENCES = 3  # of a model's reply; more is a lecture, and the question drowns in it
MAX_WITHHELD = 4  # sentences waited for in vain; a model that goes on so keeps everybody waiting
GO_ON = frozenset({"go-on", "next", "next-question", "next-stage", "close", "stand", "move-on"})


@dataclass(frozen=True)
class Option:
    """A move, and what is said for it if no model words it."""

    move: Move
    wording: Wording

    def is_meant(self, name: str) -> bool:
        """Whether a model that wrote `name` chose it, to the letter or nearly."""
        if self.move.passes_on:
            return name in GO_ON
        return name.partition(":")[0] == self.move.label


@dataclass
class InterviewerTurn:
    """What is said between two turns of the candidate. `move` takes effect when sound goes out."""

    move: Move | None
    wording: Wording
    options: tuple[Option, ...] = ()  # among which a model may choose
    before: Course | None = None  # where the interview stands, with the answer heard
    said_before: tuple[str, ...] = ()  # by the interviewer, in the whole interview
    answered: str = ""  # what the candidate said, as it was when this was begun
    held: bool = False  # prepared on a guess: nothing of it may be heard yet
    reply: int | None = None  # the model's reply that words it, while it is being written
    skips: bool = False  # the candidate asked for it by a key
    committed: bool = False
    first_sound: int = 0  # the sample at which it took effect
    undo: Callable[[], None] | None = None  # what its taking effect changed is as it was
    worded: bool = False  # everything that will be said has been handed to the voice
    pieces: set[int] = field(default_factory=set)  # handed to the voice, not played out yet
    bridge: int | None = None  # the piece that filled the silence before the reply
    bridged: str = ""  # what was heard of it
    sentences: list[str] = field(default_factory=list)  # taken from the reply
    heard: tuple[str, ...] = ()  # key points that the model credits the candidate with
    rest: str = ""
    withheld: int = 0  # sentences of the model's that are not for this move
    stopped: bool = False  # cut off; what is still reported of its pieces changes no floor
    line: int | None = None  # its place in the history
    _reader: ReplyReader = field(default_factory=ReplyReader)
    _chosen: bool = False
    _refused: bool = False  # the model chose a move that is not open: its words fit no other

    @property
    def answers(self) -> bool:
        """Whether it answers a turn of the candidate, rather than opening or interjecting."""
        return self.move is not None and self.move.kind != "open"

    @property
    def closes(self) -> bool:
        return self.move is not None and self.move.kind == "close"

    @property
    def stands(self) -> bool:
        """Whether it takes effect even if the candidate speaks before its first sound: what was
        never asked cannot be answered, and a skip is not undone by the end of a sentence."""
        return self.skips or (self.move is not None and self.move.kind == "open")

    @property
    def by_model(self) -> bool:
        """Whether a model found the words, as far as they have come."""
        return bool(self.sentences) and self.sentences != self._script[: len(self.sentences)]

    def take(self, chunk: str) -> list[str]:
        """Sentences to speak now that `chunk` of the model's reply has come."""
        self.rest += self._reader.feed(chunk)
        self._choose()
        if self.rest.lstrip().startswith(NOT_SPEECH):
            return []
        complete, self.rest = take_sentences(self.rest)
        return self._accept(complete)

    def finish(self, *, whole: bool) -> list[str]:
        """The reply is over: what is still to be said. `whole` is false where it broke off."""
        self.rest += self._reader.finish()
        self._choose()
        tail = self._accept((self.rest,)) if whole else []
        self.rest = ""
        if not self.sentences:
            tail = [self.wording.say]
        elif self.wording.ask and not self.has_asked and self.sentences != self._script:
            tail.append(self.wording.ask)
        return [*tail, self.wording.then] if self.wording.then else tail

    @property
    def has_asked(self) -> bool:
        return any(asks(sentence) for sentence in self.sentences)

    @property
    def full(self) -> bool:
        """Whether a reply has said all that it may."""
        if self._script_left:
            return False
        said = len(self.sentences) >= MAX_SENTENCES or (self._may_ask and self.has_asked)
        return said or self.withheld >= MAX_WITHHELD

    def _choose(self) -> None:
        """The move that the reply's first line names, once it is there."""
        choice = self._reader.choice
        if choice is None or self._chosen:
            return
        self._chosen = True
        if choice.move == "":
            return
        option = self._option(choice.move)
        self._refused = option is None
        if option is not None:
            self.move, self.wording = option.move, option.wording
        if self.before is not None:
            points = {point.id for point in self.before.question.key_points}
            self.heard = tuple(dict.fromkeys(id for id in choice.heard if id in points))

    def _option(self, name: str | None) -> Option | None:
        if name is None:
            return None
        exact = (option for option in self.options if option.move.name == name)
        near = (option for option in self.options if option.is_meant(name))
        return next(exact, None) or next(near, None)

    @property
    def _may_ask(self) -> bool:
        return bool(self.wording.ask) or (self.move is not None and self.move.kind == "hint")

    @property
    def _script_left(self) -> list[str]:
        """What of the scripted wording is still to come, where the reply has been that so far:
        the bank is spoken to the letter, however long, and however it puts its question."""
        so_far = len(self.sentences)
        spoken = so_far and self.sentences == self._script[:so_far]
        return self._script[so_far:] if spoken else []

    @property
    def _script(self) -> list[str]:
        complete, rest = take_sentences(self.wording.say)
        return [words for text in (*complete, rest) if (words := speakable(text))]

    def _accept(self, sentences: tuple[str, ...]) -> list[str]:
        """What of a reply is spoken: no markup, no code, one question at most, and none at all
        where the bank's own question comes after it."""
        accepted = []
        for raw in sentences:
            sentence = " ".join(speakable(raw).split()[:MAX_WORDS])
            if not sentence or raw.lstrip().startswith(NOT_SPEECH) or self.full:
                continue
            if not self._is_script(sentence) and not self._fits(sentence):
                self.withheld += 1
                continue
            self.sentences.append(sentence)
            accepted.append(sentence)
        return accepted

    def _is_script(self, sentence: str) -> bool:
        so_far = len(self.sentences)
        return self.sentences == self._script[:so_far] and [sentence] == self._script[so_far:][:1]

    def _fits(self, sentence: str) -> bool:
        if self._refused or not self._allowed(sentence):
            return False
        if asks(sentence):
            return self._may_ask and not self._asked_before(sentence)
        return not self.wording.ask or len(self.sentences) < MAX_SENTENCES - 1

    def _asked_before(self, sentence: str) -> bool:
        """Whether a model asks again what has been asked, where it is to ask anew."""
        anew = self.move is not None and self.move.asks_anew
        return anew and was_asked(sentence, self.said_before)

    def _allowed(self, sentence: str) -> bool:
        if self.move is None or self.before is None:
            return True
        return may_be_said(sentence, self.move.kind, self.before)
