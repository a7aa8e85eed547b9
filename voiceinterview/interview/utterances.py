"""Which utterances a log has, and which turn of the candidate's each belongs to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from voiceinterview.domain import events as e
from voiceinterview.domain.speech import Word
from voiceinterview.domain.words_of_record import Utterance


@dataclass(frozen=True)
class Spoken:
    """An utterance with the words that were heard in the interview; `turn` is the candidate's own
    count, None where the session broke off before the turn was over."""

    utterance: Utterance
    turn: int | None


@dataclass
class _Reading:
    """What is known while the log is read."""

    guessed: dict[int, tuple[int, int]] = field(default_factory=dict)  # at its last pause
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    words: dict[int, tuple[Word, ...]] = field(default_factory=dict)
    turns: dict[int, int] = field(default_factory=dict)

    def take(self, event: e.Event) -> None:
        match event:
            case e.RequestTranscript(draft=True):
                self.guessed[event.utterance] = (event.start, event.end)
            case e.RequestTranscript():
                self.spans[event.utterance] = (event.start, event.end)
            case e.SpeechStopped():  # where it was guessed to be over, nothing more is asked for
                span = (event.start, event.end)
                if self.guessed.get(event.utterance) == span:
                    self.spans.setdefault(event.utterance, span)
            case e.AcceptDraft():
                self.spans[event.utterance] = (event.start, event.end)
                self.words[event.utterance] = event.words
            case e.FinalTranscript():
                self.words[event.utterance] = event.words
            case e.EndTurn():
                for utterance in self.spans:
                    self.turns.setdefault(utterance, event.turn)


def utterances_of(events: Iterable[e.Event]) -> tuple[Spoken, ...]:
    """Those that the candidate spoke while it was hers to speak, in order of time; what she said
    over the interviewer's voice without stopping it is none of them."""
    reading = _Reading()
    for event in events:
        reading.take(event)
    found = (
        Spoken(
            Utterance(number, start, end, reading.words.get(number, ())), reading.turns.get(number)
        )
        for number, (start, end) in reading.spans.items()
    )
    return tuple(sorted(found, key=lambda spoken: spoken.utterance.start))
