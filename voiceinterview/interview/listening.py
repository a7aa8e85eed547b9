"""The candidate's turn while it is under way: utterances, and what was understood of them."""

from dataclasses import dataclass, field

from voiceinterview.domain.events import TurnEnd
from voiceinterview.domain.speech import Word, text_of


@dataclass
class Draft:
    """A guess that the utterance under way is over at `end`; `words` once they are known."""

    utterance: int
    start: int
    end: int
    words: tuple[Word, ...] | None = None


@dataclass(kw_only=True)
class Utterances:
    """Some in a row, and their words as far as they are known."""

    words: dict[int, tuple[Word, ...] | None] = field(default_factory=dict)
    speaking: int | None = None  # the utterance under way
    speaking_since: int = 0  # its onset, in samples
    silent_since: int = 0  # where the last utterance ended, in samples

    def start(self, utterance: int, onset: int) -> None:
        self.speaking = utterance
        self.speaking_since = onset

    def stop(self, utterance: int, end: int) -> None:
        """The utterance is over and its words are awaited."""
        self.speaking = None
        self.silent_since = end
        self.words[utterance] = None

    def understand(self, utterance: int, words: tuple[Word, ...]) -> None:
        self.words[utterance] = words

    @property
    def awaited(self) -> bool:
        """Whether words of some utterance are still to come."""
        return any(words is None for words in self.words.values())

    @property
    def all_words(self) -> tuple[Word, ...]:
        """Words in the order in which their utterances ended, or were typed."""
        return tuple(word for words in self.words.values() for word in words or ())

    @property
    def text(self) -> str:
        return text_of(self.all_words)


@dataclass(kw_only=True)
class Overlap(Utterances):
    """Speech over the interviewer's voice, until it is known what it is."""

    onset: int = 0  # of its first utterance, in samples

    @property
    def length(self) -> int:
        """Samples from its onset to its end."""
        return self.silent_since - self.onset

    def forget(self, utterance: int) -> None:
        """It was no speech."""
        if self.speaking == utterance:
            self.speaking = None


@dataclass
class CandidateTurn(Utterances):
    """Belongs to the core; filled by observations, read when the turn may be over."""

    number: int
    drafted: dict[int, Draft] = field(default_factory=dict)  # over as guessed; words to come
    drafts: int = 0  # guesses made in this turn
    guesses: int = 0  # ... and the replies prepared on them
    stirs: int | None = None  # since when there is sound that may become speech, in samples
    encouraged: int = 0  # times since her last word; of an open ending only
    sounds_over: float | None = None  # how likely the last utterance's sound ends a turn
    over: TurnEnd | None = None  # why it has ended; nothing was heard of a reply to it yet

    def start(self, utterance: int, onset: int) -> None:
        super().start(utterance, onset)
        self.encouraged = 0
        self.sounds_over = None

    def take_over(self, other: Utterances) -> None:
        """What she said over the interviewer's voice belongs to her turn."""
        self.words |= other.words
        if other.words:
            self.silent_since = other.silent_since
        if other.speaking is not None:
            self.start(other.speaking, other.speaking_since)

    def forsake(self) -> None:
        """Words that have not come will not: their audio is in the recording only."""
        self.speaking = None
        self.words = {utterance: words or () for utterance, words in self.words.items()}

    @property
    def begun(self) -> bool:
        return self.speaking is not None or bool(self.words)
