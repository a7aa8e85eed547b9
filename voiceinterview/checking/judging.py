"""The checks that only a reader can answer, put to a model; what it says is believed where the
words that it quotes stand in the transcript."""

import json
import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voiceinterview.checking.looking import says
from voiceinterview.checking.record import Record, Reply
from voiceinterview.domain.checks import CheckText, Fault, Verdict
from voiceinterview.domain.conversation import Message, ReplyRequest
from voiceinterview.domain.prompts import Prompt

TOKENS_EACH = 150  # of the reply, for a question
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)


class _Judged(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class JudgedCheck(_Judged):
    id: str
    answer: Literal["yes", "no", "not applicable"]
    turn: int
    quote: Annotated[str, Field(max_length=600)]
    why: Annotated[str, Field(max_length=2_000)]


class JudgedChecks(_Judged):
    answers: Annotated[list[JudgedCheck], Field(max_length=100)]


def check_request(
    prompt: Prompt, record: Record, checks: Sequence[CheckText], nonce: str
) -> ReplyRequest:
    """One call for all of them. Raises `ValueError` where somebody spoke the nonce."""
    turns = "\n".join(_turns(record))
    if nonce in turns:
        raise ValueError("the nonce stands in the transcript; take a fresh one")
    rules = prompt.render(
        persona_title=record.plan.persona.title,
        manner=record.plan.persona.manner,
        questions=json.dumps(
            [{"id": one.id, "question": one.question} for one in checks], indent=1
        ),
        nonce=nonce,
    )
    return ReplyRequest(
        messages=(Message("system", rules), Message("user", f"{nonce}\n{turns}\n{nonce}")),
        scripted="",
        max_tokens=TOKENS_EACH * len(checks),
        temperature=0.0,
        schema=JudgedChecks.model_json_schema(),
    )


def read_verdicts(reply: str, record: Record, checks: Sequence[CheckText]) -> tuple[Verdict, ...]:
    """One for each check; "not asked" where the reply has no answer that can be believed."""
    answers = {answer.id: answer for answer in _parsed(reply)}
    return tuple(_verdict(check.id, answers.get(check.id), record) for check in checks)


def _verdict(name: str, answer: JudgedCheck | None, record: Record) -> Verdict:
    if answer is None:
        return Verdict(name, "not asked")
    if answer.answer != "no":
        return Verdict(name, answer.answer, int(answer.answer == "yes"))
    said = _quoted(record, answer)
    if said is None:
        return Verdict(name, "not asked")
    fault = Fault(said.number, said.start, answer.quote, answer.why)
    return Verdict(name, "no", 1, (fault,))


def _quoted(record: Record, answer: JudgedCheck) -> Reply | None:
    """The interviewer's reply in which the quoted words stand; models miscount turns."""
    return next((one for one in record.replies if says(answer.quote, one.text)), None)


def _parsed(reply: str) -> list[JudgedCheck]:
    found = _OBJECT.search(reply)
    if found is None:
        return []
    try:
        return JudgedChecks.model_validate_json(found[0]).answers
    except ValidationError:
        return []


def _turns(record: Record) -> list[str]:
    """Replies and answers as they came; the interviewer's have the numbers that faults name."""
    placed = [(reply.place, "interviewer", reply.number, reply.text) for reply in record.replies]
    placed += [(said.place, "candidate", 0, said.text) for said in record.turns]
    return [
        json.dumps({"turn": number, "speaker": speaker, "text": text})
        for _, speaker, number, text in sorted(placed)
    ]
