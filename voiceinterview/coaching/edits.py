"""What the candidate said, said otherwise: the same content, so the same levels. Pure.

Only her own turns of the stage change; their words lose their times, so evidence from an edited
record points to the whole turn. The same words give the same edit, always.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import cycle

from voiceinterview.domain.edits import EditWords
from voiceinterview.scoring.record import StageRecord

Edit = Callable[[str, EditWords], str]
PADDED_EVERY = 3  # sentences
FRAMED_EVERY = 2
_SENTENCE = re.compile(r"[^.!?]*[.!?]+[\"'”’]*\s*|[^.!?]+$")
_KEPT_CAPITAL = re.compile(r"(?:I\b|I['’]|[A-Z]{2}|[A-Z]\w*[A-Z0-9])")  # I, I'd, ROC, DataFrame


def with_fillers(text: str, words: EditWords) -> str:
    """Before each sentence and behind each comma, where speakers hesitate."""
    fillers = cycle(words.fillers)
    edited = []
    for sentence in _sentences(text):
        opener = _raised(next(fillers))
        rest = re.sub(r",(?=\s)", lambda _: f", {next(fillers)},", _lowered(sentence))
        edited.append(f"{opener}, {rest}")
    return "".join(edited)


def with_hedges(text: str, words: EditWords) -> str:
    hedges = cycle(words.hedges)
    return "".join(f"{_raised(next(hedges))} {_lowered(sentence)}" for sentence in _sentences(text))


def with_padding(text: str, words: EditWords) -> str:
    padding = cycle(words.padding)
    sentences = list(_sentences(text))
    edited = [f"{next(padding)} "]
    for number, sentence in enumerate(sentences, 1):
        edited.append(sentence)
        if number % PADDED_EVERY == 0 or number == len(sentences):
            edited.append(f"{'' if sentence[-1:].isspace() else ' '}{next(padding)} ")
    return "".join(edited).rstrip()


def paraphrased(text: str, words: EditWords) -> str:
    """Other words for those that any talk has, and every other sentence in a frame."""
    said = "|".join(re.escape(one) for one in sorted(words.synonyms, key=len, reverse=True))
    pattern = re.compile(rf"\b(?:{said})\b", re.IGNORECASE)

    def other(match: re.Match[str]) -> str:
        found = words.synonyms[match[0].lower()]
        return _raised(found) if match[0][:1].isupper() else found

    frames = cycle(words.frames)
    edited = []
    for number, sentence in enumerate(_sentences(pattern.sub(other, text))):
        if number % FRAMED_EVERY == 0:
            sentence = next(frames).replace("$sentence", _lowered(sentence))
        edited.append(sentence)
    return "".join(edited)


EDITS: Mapping[str, Edit] = {
    "fillers": with_fillers,
    "hedges": with_hedges,
    "padding": with_padding,
    "paraphrase": paraphrased,
}


def edited(record: StageRecord, edit: Edit, words: EditWords) -> StageRecord:
    """The record with every answer of the stage edited."""
    turns = tuple(
        replace(turn, text=edit(turn.text, words), words=())
        if turn.stage == record.stage and turn.speaker == "candidate" and turn.text.strip()
        else turn
        for turn in record.turns
    )
    return replace(record, turns=turns)


def _sentences(text: str) -> Iterator[str]:
    """With what stands between one and the next; together they are the text."""
    yield from (match[0] for match in _SENTENCE.finditer(text) if match[0].strip())


def _lowered(sentence: str) -> str:
    """As it stands inside another sentence."""
    if _KEPT_CAPITAL.match(sentence):
        return sentence
    return sentence[:1].lower() + sentence[1:]


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]
