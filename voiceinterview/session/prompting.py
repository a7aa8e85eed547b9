"""A move of the core put to a language model: the prompt files, filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from voiceinterview.domain.conversation import Message, ReplyRequest
from voiceinterview.domain.events import RequestReply
from voiceinterview.domain.prompts import Prompt
from voiceinterview.interview.state import Line, State

HISTORY = 24  # lines of the conversation that the model sees; older ones have been followed up
MAX_TOKENS = 160  # three spoken sentences and room for a long word


@dataclass(frozen=True)
class ReplyPrompts:
    """The files of prompts/interviewer: the frame, and an instruction for each move."""

    reply: Prompt
    moves: Mapping[str, Prompt]


def reply_request(state: State, decision: RequestReply, prompts: ReplyPrompts) -> ReplyRequest:
    """What the model is sent for `decision`, right after the core made it."""
    persona, stage = state.plan.persona, state.course.stage
    system = prompts.reply.render(
        persona_title=persona.title,
        manner=persona.manner,
        stage_title=stage.title,
        brief=stage.brief,
        question=state.course.question.ask,
        missing=_missing(state),
        instruction=prompts.moves[decision.move.replace("_", "-")].render(),
        suggestion=decision.say,
    )
    lines = [*state.history[-HISTORY:], Line("candidate", state.candidate.text)]
    return ReplyRequest(
        messages=(Message("system", system), *map(_message, _merged(lines))),
        scripted=decision.say,
        max_tokens=MAX_TOKENS,
    )


def _missing(state: State) -> str:
    heard = state.course.hearing(state.candidate.text)
    missing = set(heard.missing())
    texts = [point.text for point in heard.question.key_points if point.id in missing]
    return "\n".join(texts) or "none"


def _message(line: Line) -> Message:
    return Message("assistant" if line.speaker == "interviewer" else "user", line.text)


def _merged(lines: list[Line]) -> list[Line]:
    """Lines of one speaker in a row become one: providers want the roles to alternate."""
    merged: list[Line] = []
    for line in lines:
        if not line.text:
            continue
        if merged and merged[-1].speaker == line.speaker:
            line = Line(line.speaker, f"{merged.pop().text} {line.text}")
        merged.append(line)
    return merged
