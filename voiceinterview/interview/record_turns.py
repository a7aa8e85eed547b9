"""A transcript with the words of record in place of those heard in the interview. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from voiceinterview.domain.events import Event
from voiceinterview.domain.speech import Word, text_of
from voiceinterview.domain.transcript import Turn
from voiceinterview.domain.words_of_record import Utterance
from voiceinterview.interview.utterances import utterances_of

Record = Mapping[int, tuple[Word, ...]]  # utterance -> its words, where there are any


def with_record(turns: Sequence[Turn], events: Iterable[Event], record: Record) -> tuple[Turn, ...]:
    """The same turns under the same numbers; where the record has words for an utterance, these.

    `turns` must be the transcript of `events`. Typed lines stay where they were sent.
    """
    if not record:
        return tuple(turns)
    spoken: dict[int, list[Utterance]] = {}
    for one in utterances_of(events):
        if one.turn is not None:
            spoken.setdefault(one.turn, []).append(one.utterance)
    return tuple(
        _retold(turn, spoken[turn.turn], record) if turn.turn in spoken else turn for turn in turns
    )


def _retold(turn: Turn, utterances: Sequence[Utterance], record: Record) -> Turn:
    if not any(record.get(utterance.number) for utterance in utterances):
        return turn
    heard = {word for utterance in utterances for word in utterance.words}
    parts = [(one.start, record.get(one.number) or one.words) for one in utterances]
    parts += [(word.start, (word,)) for word in turn.words if word not in heard]
    parts.sort(key=lambda part: part[0])  # stable: the words of a typed line keep their order
    words = tuple(word for _, part in parts for word in part)
    return replace(turn, text=text_of(words), words=words, start=words[0].start, end=words[-1].end)
