"""What a model is sent to say an answer better, and how its reply is read; nothing is believed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from voiceinterview.domain.conversation import Message, ReplyRequest
from voiceinterview.domain.prompts import Prompt
from voiceinterview.domain.questions import Question
from voiceinterview.domain.transcript import Turn
from voiceinterview.scoring.judge_reply import LONGEST_REPLY, json_objects

MAX_TOKENS = 900  # of a reply: three minutes of speech, and the JSON round it
TEMPERATURE = 0.2


@dataclass(frozen=True)
class RewritePrompts:
    """`answer` has the variables question, key_points, nonce; `turns` has nonce, turns; `again`
    has added."""

    answer: Prompt
    turns: Prompt
    again: Prompt

    @property
    def digests(self) -> dict[str, str]:
        return {
            f"{prompt.name}@{prompt.version}": prompt.sha256
            for prompt in (self.answer, self.turns, self.again)
        }


class RewriteReply(BaseModel):
    """The shape that is asked for, as a JSON schema in the request."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    answer: Annotated[str, Field(max_length=6_000)]


def rewrite_request(
    prompts: RewritePrompts, question: Question, turns: Sequence[Turn], nonce: str
) -> ReplyRequest:
    """Raises `ValueError` where somebody spoke the nonce."""
    said = "\n".join(json.dumps({"speaker": turn.speaker, "text": turn.text}) for turn in turns)
    if nonce in said:
        raise ValueError("the nonce stands in the transcript; take a fresh one")
    rules = prompts.answer.render(
        question=question.ask,
        key_points="\n".join(f"- {point.text}" for point in question.key_points) or "- (unknown)",
        nonce=nonce,
    )
    return _request(
        Message("system", rules),
        Message("user", prompts.turns.render(nonce=nonce, turns=said)),
    )


def asking_again(
    prompts: RewritePrompts, request: ReplyRequest, reply: str, added: Sequence[str]
) -> ReplyRequest:
    """The same conversation, with what the candidate did not say."""
    told = json.dumps(list(added), indent=1, ensure_ascii=False)
    return _request(
        *request.messages,
        Message("assistant", reply),
        Message("user", prompts.again.render(added=told)),
    )


def read_rewrite(reply: str) -> str:
    """The text, "" where the reply is not the object asked for."""
    if len(reply) > LONGEST_REPLY:
        return ""
    for found in json_objects(reply):
        try:
            return RewriteReply.model_validate(found).answer
        except ValidationError:
            continue
    return ""


def _request(*messages: Message) -> ReplyRequest:
    return ReplyRequest(
        messages=messages,
        scripted="",
        max_tokens=MAX_TOKENS,
        temperature=TEMPERATURE,
        schema=RewriteReply.model_json_schema(),
    )
