"""What the core knows of a turn that may be over, put together for weighing."""

from itertools import takewhile
from statistics import fmean

from voiceinterview.domain.speech import Word, text_of
from voiceinterview.interview.asked import asked
from voiceinterview.interview.calling import last_thought, said_to_us
from voiceinterview.interview.state import State
from voiceinterview.interview.turn_taking import WRITING, Evidence

LAST_WORDS = 3  # those whose confidence counts: how the turn ends rests on them


def evidence_of(state: State, words: tuple[Word, ...]) -> Evidence:
    """Of the candidate's turn as it would be if `words` were all of it."""
    last = words[-LAST_WORDS:]
    question = state.course.question
    patience = state.patience
    thought = text_of(last_thought(words)) if patience == WRITING else ""
    return Evidence(
        text=text_of(words),
        asked=asked(
            _said_last(state), question.format, question.minutes, follow_up=bool(state.course.heard)
        ),
        patience=patience,
        confidence=fmean(word.confidence for word in last) if last else 1.0,
        own_pauses=state.own_pauses,
        sounds_over=state.candidate.sounds_over,
        called=said_to_us(thought, question, state.plan) is not None if thought else False,
    )


def _said_last(state: State) -> str:
    """All that the interviewer has said since the candidate's last turn, as it was heard."""
    lines = takewhile(lambda line: line.speaker == "interviewer", reversed(state.history))
    return " ".join(line.text for line in reversed(list(lines))) or state.course.asked
