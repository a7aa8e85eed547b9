"""What a rating model is sent: the rules, the rubric, and the transcript as data between marks.

Of a stage without code nobody is told that there could be any: its request is the same to the
letter as before there was code to write.
"""

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voiceinterview.domain.conversation import Message, ReplyRequest
from voiceinterview.domain.prompts import Prompt
from voiceinterview.domain.rubrics import Criterion, Rubric
from voiceinterview.interview.code_lines import lines_of
from voiceinterview.scoring.code_as_read import run_as_read
from voiceinterview.scoring.judge_reply import JudgedLine, JudgedQuote, found_schema, stage_schema
from voiceinterview.scoring.record import StageRecord

TOKENS_EACH = 1_500  # of a reply, for a criterion: quotes, some 40 verdicts, two reasons
# Several samples at temperature 0 would be one sample several times over: no spread to be seen.
SAMPLING_TEMPERATURE = 0.7


@dataclass(frozen=True)
class JudgePrompts:
    """`criterion` and `stage` have the variables stage_title, rubric, levels, key_points, nonce;
    `transcript` has nonce, turns; `ask_again` has quotes. `code` follows the rules of a stage in
    which there was code, and has none; `ask_again_code` has quotes, lines."""

    criterion: Prompt
    stage: Prompt
    transcript: Prompt
    ask_again: Prompt
    code: Prompt
    ask_again_code: Prompt

    def used(self, *, one_call: bool, code: bool) -> tuple[Prompt, ...]:
        """All that may be sent of a stage, the main one first."""
        always = (self.stage if one_call else self.criterion, self.transcript, self.ask_again)
        return (*always, self.code, self.ask_again_code) if code else always


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
    code = has_code(record)
    if code:
        rules = f"{rules}\n\n{prompts.code.render()}"
    return ReplyRequest(
        messages=(
            Message("system", rules),
            Message("user", prompts.transcript.render(nonce=nonce, turns=turns)),
        ),
        scripted="",
        max_tokens=TOKENS_EACH * len(criteria),
        temperature=terms.temperature,
        schema=stage_schema(code=code),
    )


def asking_again(
    prompts: JudgePrompts,
    request: ReplyRequest,
    reply: str,
    quotes: Sequence[JudgedQuote],
    lines: Sequence[JudgedLine] = (),
) -> ReplyRequest:
    """The same conversation, with a question for the quotes that stand nowhere, from 1, and for
    the lines of code, from 1 as well."""
    spoken = _json(_numbered(quotes))
    if lines:
        question = prompts.ask_again_code.render(quotes=spoken, lines=_json(_numbered(lines)))
    else:
        question = prompts.ask_again.render(quotes=spoken)
    return ReplyRequest(
        messages=(
            *request.messages,
            Message("assistant", reply),
            Message("user", question),
        ),
        scripted="",
        max_tokens=TOKENS_EACH,
        temperature=0.0,
        schema=found_schema(code=bool(lines)),
    )


def has_code(record: StageRecord) -> bool:
    """Whether there was code in the stage, written or shown."""
    asked = {turn.question for turn in record.stage_turns}
    return bool(record.ran) or any(q.shown and q.id in asked for q in record.questions)


def transcript_as_read(record: StageRecord) -> Iterator[Mapping[str, Any]]:
    """A turn a line; before the first one of a question what it showed on the screen, if anything,
    and between them the runs of her code. Those are no turns and have no number of one, so nothing
    in them can be quoted as said. A run in mid-turn follows the turn."""
    shown = {question.id: question for question in record.questions if question.shown}
    runs = deque(record.ran)
    last = {run.number for run in record.left.values()}

    def ran_before(at: float) -> Iterator[Mapping[str, Any]]:
        while runs and runs[0].at < at:
            ran = runs.popleft()
            yield run_as_read(ran, record.stage_turns, last=ran.run.number in last)

    for turn in record.stage_turns:
        yield from ran_before(turn.start)
        question = shown.pop(turn.question, None)
        if question is not None:
            lines = dict(enumerate(lines_of(question.shown), 1))
            yield {"on_screen": lines, "told": question.context}
        yield {"turn": turn.number, "speaker": turn.speaker, "text": turn.text}
    yield from ran_before(float("inf"))


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


def _numbered(cited: Sequence[JudgedQuote] | Sequence[JudgedLine]) -> list[dict[str, Any]]:
    return [{"n": n, **one.model_dump()} for n, one in enumerate(cited, 1)]


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)
