"""What each answer of a session answered: the question or follow-up before it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voiceinterview.domain.events import AskQuestion, EndTurn, Event
from voiceinterview.domain.plan import Plan, StagePlan
from voiceinterview.domain.questions import FollowUp, Question
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.phrases import spoken_words
from voiceinterview.interview.sentences import asks, take_sentences


@dataclass(frozen=True)
class Answered:
    """A turn of the candidate. `follow_up` is 0 for the bank's question and n for the n-th
    follow-up to it; `asked` is how it was asked, `rung` its place in the question's ladder where
    the bank's wording was spoken."""

    turn: Turn
    stage: StagePlan
    question: Question
    follow_up: int
    asked: str
    rung: int | None = None


def answered_turns(
    events: Iterable[Event], turns: Sequence[Turn], plan: Plan
) -> tuple[Answered, ...]:
    """Every turn of the candidate that answered a question of the plan, in their order.

    `turns` must be the transcript of `events`.
    """
    places = {
        (stage.id, question.id): (stage, question)
        for stage in plan.stages
        for question in stage.questions
    }
    follow_ups = _follow_ups(events)
    found: list[Answered] = []
    heard: list[str] = []
    for turn in turns:
        if turn.speaker == "interviewer":
            heard.append(turn.text)
            continue
        stage, question = places.get((turn.stage, turn.question), (None, None))
        if stage is not None and question is not None:
            follow_up = follow_ups.get(turn.turn or 0, 0)
            last = found[-1] if found else None
            same = last is not None and _slot(last) == (stage.id, question.id, follow_up)
            asked, rung = (
                (last.asked, last.rung)
                if same and last is not None
                else _asked(question, follow_up, " ".join(heard))
            )
            found.append(Answered(turn, stage, question, follow_up, asked, rung))
        heard = []
    return tuple(found)


def _slot(answered: Answered) -> tuple[str, str, int]:
    return answered.stage.id, answered.question.id, answered.follow_up


def _follow_ups(events: Iterable[Event]) -> dict[int, int]:
    """The candidate's count of turns -> which follow-up each answered."""
    current = 0
    found = {}
    for event in events:
        if isinstance(event, AskQuestion):
            current = event.follow_up
        elif isinstance(event, EndTurn):
            found[event.turn] = current
    return found


def _asked(question: Question, follow_up: int, heard: str) -> tuple[str, int | None]:
    """The wording of what was asked, and its rung; a model's wording as it was heard."""
    if follow_up == 0:
        return question.ask, None
    rung = _rung(question.follow_ups, heard)
    if rung is not None:
        return question.follow_ups[rung].ask, rung
    sentences, rest = take_sentences(heard)
    parts = [part for part in (*sentences, rest) if part]
    first = next((n for n, part in enumerate(parts) if asks(part)), 0)
    return " ".join(parts[first:]) or question.ask, None


def _rung(ladder: Sequence[FollowUp], heard: str) -> int | None:
    words = f" {' '.join(spoken_words(heard))} "
    fitting = (
        place
        for place, rung in enumerate(ladder)
        if f" {' '.join(spoken_words(rung.ask))} " in words
    )
    return next(fitting, None)
