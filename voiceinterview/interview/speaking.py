"""The interviewer's turn while it is under way: a reply being worded, pieces being spoken."""

from dataclasses import dataclass, field

from voiceinterview.interview.course import Move
from voiceinterview.interview.sentences import asks, speakable, take_sentences
from voiceinterview.interview.wording import Wording

NOT_SPEECH = ("{", "[", "<", "```")  # what a reply begins with that is no speech at all
MAX_WORDS = 60  # a sentence; what is longer is broken off there
MAX_SENTENCES = 3  # of a model's reply; more is a lecture, and the question drowns in it
MAX_WITHHELD = 4  # sentences waited for in vain; a model that goes on so keeps everybody waiting


@dataclass
class InterviewerTurn:
    """What is said between two turns of the candidate. `move` takes effect when sound goes out."""

    move: Move | None
    wording: Wording
    reply: int | None = None  # the model's reply that words it, while it is being written
    skips: bool = False  # the candidate asked for it by a key
    committed: bool = False
    worded: bool = False  # everything that will be said has been handed to the voice
    pieces: set[int] = field(default_factory=set)  # handed to the voice, not played out yet
    sentences: list[str] = field(default_factory=list)  # taken from the reply
    rest: str = ""
    withheld: int = 0  # sentences of the model's that are not for this move
    stopped: bool = False  # cut off; what is still reported of its pieces changes no floor
    line: int | None = None  # its place in the history

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

    def take(self, chunk: str) -> list[str]:
        """Sentences to speak now that `chunk` of the model's reply has come."""
        self.rest += chunk
        if self.rest.lstrip().startswith(NOT_SPEECH):
            return []
        complete, self.rest = take_sentences(self.rest)
        return self._accept(complete)

    def finish(self, *, whole: bool) -> list[str]:
        """The reply is over: what is still to be said. `whole` is false where it broke off."""
        tail = self._accept((self.rest,)) if whole else []
        self.rest = ""
        if not self.sentences:
            tail = [self.wording.say]
        elif self.must_ask and not self.has_asked and self.sentences != self._script:
            assert self.move is not None and self.move.follow_up is not None
            tail.append(self.move.follow_up.ask)
        return [*tail, self.wording.then] if self.wording.then else tail

    @property
    def must_ask(self) -> bool:
        return self.move is not None and self.move.follow_up is not None

    @property
    def has_asked(self) -> bool:
        return any(asks(sentence) for sentence in self.sentences)

    @property
    def full(self) -> bool:
        """Whether a reply has said all that it may."""
        if self._script_left:
            return False
        said = len(self.sentences) >= MAX_SENTENCES or (self.must_ask and self.has_asked)
        return said or self.withheld >= MAX_WITHHELD

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
            if sentence not in self._script_left[:1] and not self._fits(sentence):
                self.withheld += 1
                continue
            self.sentences.append(sentence)
            accepted.append(sentence)
        return accepted

    def _fits(self, sentence: str) -> bool:
        if asks(sentence):
            return self.must_ask
        return not self.must_ask or len(self.sentences) < MAX_SENTENCES - 1
