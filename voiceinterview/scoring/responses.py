"""Each question: how soon it was answered, and how long, against the minutes it was given. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence

from voiceinterview.domain.delivery import QuestionDelivery
from voiceinterview.domain.delivery_measures import Response
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.speech import seconds
from voiceinterview.scoring.pace import talk_samples
from voiceinterview.scoring.spoken_turn import SpokenTurn
from voiceinterview.scoring.talk_record import Asked, TalkRecord

NO_ANSWER = "There was no answer."
TYPED_ANSWER = "The answer was typed: its words have no times."
WROTE = "Code was written: nobody waited for a word."
NOT_HEARD = "Nobody heard the question: the log has no sound of it."

Answers = Mapping[int, SpokenTurn]  # by the candidate's own count, as in `EndTurn`


def questions_of(
    spoken: Iterable[SpokenTurn], record: TalkRecord, plan: Plan
) -> tuple[QuestionDelivery, ...]:
    """One entry for each question that went out, in the order of time."""
    answers = {turn.turn.turn: turn for turn in spoken if turn.turn.turn is not None}
    budgets = {
        (stage.id, question.id): 60.0 * question.minutes
        for stage in plan.stages
        for question in stage.questions
    }
    asked: dict[tuple[str, str], list[Asked]] = {}
    for one in record.asked:
        asked.setdefault((one.stage, one.question), []).append(one)
    return tuple(
        _question(group, answers, record, budgets.get(place), plan.coding_questions)
        for place, group in asked.items()
    )


def _question(
    asked: Sequence[Asked],
    answers: Answers,
    record: TalkRecord,
    budget: float | None,
    coding: Container[str],
) -> QuestionDelivery:
    own = [answers[one.turn] for one in asked if one.turn is not None and one.turn in answers]
    timed = [turn for turn in own if turn.timed]
    elapsed = _elapsed(asked, answers)
    return QuestionDelivery(
        stage=asked[0].stage,
        question=asked[0].question,
        asked=asked[0].at,
        words=sum(turn.words for turn in own),
        answer_seconds=seconds(talk_samples(timed)) if timed else None,
        elapsed_seconds=elapsed,
        budget_seconds=budget,
        share_of_budget=elapsed / budget if elapsed is not None and budget else None,
        responses=tuple(
            Response(0, one.at, None, 0, WROTE)
            if one.question in coding and not one.follow_up
            else _response(one, answers, record)
            for one in asked
        ),
        reason="" if timed else TYPED_ANSWER if own else NO_ANSWER,
    )


def _elapsed(asked: Sequence[Asked], answers: Answers) -> float | None:
    """To the last word of the last answer; to the moment at which it was sent, if it was typed."""
    ends = []
    for one in asked:
        turn = answers.get(one.turn) if one.turn is not None else None
        if turn is not None:
            ends.append(turn.runs[-1].span.end if turn.runs else one.turn_ended or turn.turn.end)
    return seconds(max(ends) - asked[0].at) if ends else None


def _response(asked: Asked, answers: Answers, record: TalkRecord) -> Response:
    turn = answers.get(asked.turn) if asked.turn is not None else None
    if turn is None:
        return Response(asked.follow_up, asked.at, None, 0, NO_ANSWER)
    if turn.tokens[0].word not in turn.timed:
        return Response(asked.follow_up, asked.at, None, 0, TYPED_ANSWER)
    first = turn.runs[0].span.start
    floor = first if asked.floor is None else asked.floor
    question = bisect_right(record.talk, floor, key=lambda span: span.start) - 1
    if question < 0 or record.talk[question].end < asked.at:
        return Response(asked.follow_up, asked.at, None, 0, NOT_HEARD)
    until = bisect_left(record.talk, first, key=lambda span: span.start)
    return Response(
        follow_up=asked.follow_up,
        asked=asked.at,
        seconds=seconds(first - record.talk[question].end),
        prompts=max(0, until - question - 1),
    )
