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


@dataclass
class CandidateTurn:
    """Belongs to the core; filled by observations, read when the turn may be over."""

    number: int
    words: dict[int, tuple[Word, ...] | None] = field(default_factory=dict)
    speaking: int | None = None  # the utterance under way
    speaking_since: int = 0  # its onset, in samples
    silent_since: int = 0  # where the last utterance ended, in samples
    drafted: dict[int, Draft] = field(default_factory=dict)  # over as guessed; words to come
    drafts: int = 0  # guesses made in this turn
    guesses: int = 0  # ... and the replies prepared on them
    encouraged: int = 0  # times since her last word; of an open ending only
    sounds_over: float | None = None  # how likely the last utterance's sound ends a turn
    over: TurnEnd | None = None  # why it has ended; nothing was heard of a reply to it yet

    def start(self, utterance: int, onset: int) -> None:
        self.speaking = utterance
        self.speaking_since = onset
        self.encouraged = 0
        self.sounds_over = None

    def stop(self, utterance: int, end: int) -> None:
        """The utterance is over and its words are awaited."""
        self.speaking = None
        self.silent_since = end
        self.words[utterance] = None

    def understand(self, utterance: int, words: tuple[Word, ...]) -> None:
        self.words[utterance] = words

    def forsake(self) -> None:
        """Words that have not come will not: their audio is in the recording only."""
        self.speaking = None
        self.words = {utterance: words or () for utterance, words in self.words.items()}

    @property
    def awaited(self) -> bool:
        """Whether words of some utterance are still to come."""
        return any(words is None for words in self.words.values())

    @property
    def begun(self) -> bool:
        return self.speaking is not None or bool(self.words)

    @property
    def all_words(self) -> tuple[Word, ...]:
        """Words in the order in which their utterances ended, or were typed."""
        return tuple(word for words in self.words.values() for word in words or ())

    @property
    def text(self) -> str:
        return text_of(self.all_words)
