"""From the log to what was said. Pure: the same events always give the same turns."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from voiceinterview.domain.events import (
    AskQuestion,
    EndTurn,
    Event,
    PlaybackDone,
    PlaybackStarted,
    StartStage,
)
from voiceinterview.domain.speech import text_of
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.taken_back import standing_events


@dataclass
class _Course:
    """Where the interview stands while the log is read."""

    stage: str = ""
    question: str = ""
    begun: dict[int, int] = field(default_factory=dict)  # piece -> its first sample


def transcript_of(events: Iterable[Event]) -> tuple[Turn, ...]:
    """Turns in the order in which they began.

    The interviewer's text is what playback reached, not what was meant to be said. A turn of
    the candidate that was taken up again counts once, as it ended last.
    """
    course = _Course()
    pieces: list[tuple[int, Turn]] = []
    answers: dict[int, tuple[int, Turn]] = {}
    for place, event in enumerate(standing_events(events)):
        match event:
            case StartStage():
                course.stage, course.question = event.stage, ""
            case AskQuestion():
                course.stage, course.question = event.stage, event.question
            case PlaybackStarted():
                course.begun[event.piece] = event.at
            case PlaybackDone() if event.spoken.strip():
                pieces.append((place, _piece(event, course)))
            case EndTurn():
                answers[event.turn] = (place, _answer(event))
    return _in_order([*pieces, *answers.values()])


def _piece(done: PlaybackDone, course: _Course) -> Turn:
    """A piece belongs to what is asked in its turn: a question counts as asked from the turn's
    first sound on, so an opening goes with the stage that it opens."""
    return Turn(
        number=0,
        speaker="interviewer",
        text=done.spoken.strip(),
        start=course.begun.get(done.piece, done.at),
        end=done.at,
        stage=course.stage,
        question=course.question,
    )


def _answer(ended: EndTurn) -> Turn:
    return Turn(
        number=0,
        speaker="candidate",
        text=text_of(ended.words),
        start=ended.words[0].start if ended.words else ended.at,
        end=ended.words[-1].end if ended.words else ended.at,
        stage=ended.stage,
        question=ended.question,
        turn=ended.turn,
        words=ended.words,
    )


def _in_order(placed: list[tuple[int, Turn]]) -> tuple[Turn, ...]:
    """Sort by onset (then by place in the log: typed answers take no time on the clock) and
    join the interviewer's pieces that nothing stands between."""
    joined: list[Turn] = []
    for _, turn in sorted(placed, key=lambda pair: (pair[1].start, pair[0])):
        last = joined[-1] if joined else None
        if last is not None and last.speaker == turn.speaker == "interviewer":
            joined[-1] = replace(
                turn, start=last.start, end=max(last.end, turn.end), text=f"{last.text} {turn.text}"
            )
        else:
            joined.append(turn)
    return tuple(replace(turn, number=number) for number, turn in enumerate(joined, start=1))
