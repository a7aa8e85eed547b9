"""What a rating model is sent: the rules, the rubric, and the transcript as data between marks."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voiceinterview.domain.conversation import Message, ReplyRequest
from voiceinterview.domain.prompts import Prompt
from voiceinterview.domain.rubrics import Criterion, Rubric
from voiceinterview.scoring.judge_reply import FoundQuotes, JudgedQuote, JudgedStage
from voiceinterview.scoring.record import StageRecord

TOKENS_EACH = 1_500  # of a reply, for a criterion: quotes, some 40 verdicts, two reasons
# Several samples at temperature 0 would be one sample several times over: no spread to be seen.
SAMPLING_TEMPERATURE = 0.7


@dataclass(frozen=True)
class JudgePrompts:
    """`criterion` and `stage` have the variables stage_title, rubric, levels, key_points, nonce;
    `transcript` has nonce, turns; `ask_again` has quotes."""

    criterion: Prompt
    stage: Prompt
    transcript: Prompt
    ask_again: Prompt


@dataclass(frozen=True)
class RatingTerms:
    """How a model is asked: how many answers to each call, and all criteria in one call or not.

    `interviewer` is the model that led the interview, "" for none; the same one is warned of.
    """

    samples: int = 3
    one_call: bool = False
    interviewer: str = ""

    @property
    def temperature(self) -> float:
        return SAMPLING_TEMPERATURE if self.samples > 1 else 0.0


def rating_request(
    prompts: JudgePrompts,
    terms: RatingTerms,
    record: StageRecord,
    rubric: Rubric,
    criteria: Sequence[Criterion],
    nonce: str,
) -> ReplyRequest:
    """A call for these criteria. Raises `ValueError` where somebody spoke the nonce."""
    turns = "\n".join(map(json.dumps, transcript_as_read(record)))
    if nonce in turns:
        raise ValueError("the nonce stands in the transcript; take a fresh one")
    rules = (prompts.stage if terms.one_call else prompts.criterion).render(
        stage_title=record.title,
        rubric=_json([criterion_as_read(criterion) for criterion in criteria]),
        levels=", ".join(map(str, rubric.scale)),
        key_points=_json(key_points_as_read(record)),
        nonce=nonce,
    )
    return ReplyRequest(
        messages=(
            Message("system", rules),
            Message("user", prompts.transcript.render(nonce=nonce, turns=turns)),
        ),
        scripted="",
        max_tokens=TOKENS_EACH * len(criteria),
        temperature=terms.temperature,
        schema=JudgedStage.model_json_schema(),
    )


def asking_again(
    prompts: JudgePrompts, request: ReplyRequest, reply: str, lost: Sequence[JudgedQuote]
) -> ReplyRequest:
    """The same conversation, with a question for the quotes that stand nowhere, from 1."""
    quotes = [{"n": n, "turn": one.turn, "quote": one.quote} for n, one in enumerate(lost, 1)]
    return ReplyRequest(
        messages=(
            *request.messages,
            Message("assistant", reply),
            Message("user", prompts.ask_again.render(quotes=_json(quotes))),
        ),
        scripted="",
        max_tokens=TOKENS_EACH,
        temperature=0.0,
        schema=FoundQuotes.model_json_schema(),
    )


def transcript_as_read(record: StageRecord) -> Iterator[Mapping[str, Any]]:
    """A turn a line; before the first one of a question what it showed on the screen, if anything.
    That is no turn and has no number, so nothing in it can be quoted."""
    shown = {question.id: question for question in record.questions if question.shown}
    for turn in record.stage_turns:
        question = shown.pop(turn.question, None)
        if question is not None:
            lines = dict(enumerate(question.shown.splitlines(), 1))
            yield {"on_screen": lines, "told": question.context}
        yield {"turn": turn.number, "speaker": turn.speaker, "text": turn.text}


def criterion_as_read(criterion: Criterion) -> Mapping[str, Any]:
    """A criterion for the model. Weight and caps are left out: they are the program's part."""
    return {
        "id": criterion.id,
        "question": criterion.question,
        "anchors": {anchor.level: anchor.text for anchor in criterion.anchors},
        "examples": {example.level: example.text for example in criterion.examples},
        "signs": {point.id: point.text for point in criterion.key_points},
        "red_flags": {flag.id: flag.text for flag in criterion.red_flags},
        "null_allowed": criterion.not_assessable,
        "cannot_be_heard": criterion.cannot_be_heard,
    }


def key_points_as_read(record: StageRecord) -> Mapping[str, str]:
    """Name -> text of the key points of the questions that were asked."""
    asked = {turn.question for turn in record.stage_turns}
    return {
        f"{question.id}/{point.id}": point.text
        for question in record.questions
        if question.id in asked
        for point in question.key_points
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)
