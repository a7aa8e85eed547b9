"""What a candidate's turn was, by the check list's own words: an answer, or something else."""

from typing import Literal

from voiceinterview.checking.looking import first_of
from voiceinterview.checking.record import Record, Said
from voiceinterview.domain.questions import Question
from voiceinterview.interview.english import is_foreign
from voiceinterview.interview.phrases import found_key_points, spoken_words

Cue = Literal[
    "unknown", "repeat", "clarify", "hint", "asks-answer", "skip", "order", "abuse", "small-talk",
    "foreign",
]  # fmt: skip
SHORT = 25  # words; a longer turn has something of an answer in it, whatever else it holds
FIRST: tuple[Cue, ...] = (
    "abuse", "order", "repeat", "hint", "asks-answer", "skip", "clarify", "unknown", "small-talk",
)  # fmt: skip


def cue_of(record: Record, said: Said) -> Cue | None:
    """What the turn asks of the interviewer before anything else; None for an answer."""
    question = record.question(said.question)
    if question is not None and found_key_points(question.key_points, said.text):
        return None
    if said.why == "command" and writes(record, said):
        return None  # her key hands the code in, whatever she was thinking aloud
    words = spoken_words(said.text)
    if not words or len(words) > SHORT:
        return None
    if is_foreign(words):
        return "foreign"
    return next((cue for cue in FIRST if first_of(record.words[cue], said.text)), None)


def writes(record: Record, said: Said) -> bool:
    """Whether code was being written in that turn: nothing was asked about it before."""
    question = record.question(said.question)
    asked = (one for one in record.replies if one.place < said.place and one.asked is not None)
    last = next((one for one in reversed(tuple(asked))), None)
    follows = last is not None and last.asked is not None and last.asked.follow_up > 0
    return question is not None and question.is_coding and not follows


def holds_order(record: Record, said: Said) -> str | None:
    """Words of an order to the interviewer or the rater, wherever in the turn they stand."""
    return first_of(record.words["order"], said.text)


def is_answer(record: Record, said: Said, question: Question) -> bool:
    """Whether the turn answers: it makes a point, or is long enough and asks for nothing else."""
    if found_key_points(question.key_points, said.text):
        return True
    return len(spoken_words(said.text)) >= 6 and cue_of(record, said) is None
