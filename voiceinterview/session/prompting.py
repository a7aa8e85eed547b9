"""The moves that are open put to a language model: the prompt files, filled in.

A request has a budget. What was said last is in it word for word; of older questions it says
what they covered, so that the interviewer can refer to them after two hours as after two minutes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from voiceinterview.domain.background import Fact
from voiceinterview.domain.conversation import Message, ReplyRequest
from voiceinterview.domain.events import ReplyOption, RequestReply
from voiceinterview.domain.prompts import Prompt
from voiceinterview.interview.course import Course, Covered
from voiceinterview.interview.replying import turn_of_reply
from voiceinterview.interview.running import result_line
from voiceinterview.interview.state import Line, State

BUDGET = 7500  # tokens of a request, however long the session: with the reply it fits in 8,192
LETTERS = 3  # characters a token, a low guess: English has 4 to 4.5 with the usual vocabularies
PER_MESSAGE = 8  # tokens that a chat template puts round each message
MAX_TOKENS = 200  # the line of the move, three spoken sentences, and room for a long word
FACTS, FACT = 20, 160  # lines of the candidate's documents, and characters of each
EARLIER = 24  # questions whose coverage is told; a session of two hours has about as many


@dataclass(frozen=True)
class ReplyPrompts:
    """The files of prompts/interviewer: the frame, and an instruction for each move."""

    reply: Prompt
    moves: Mapping[str, Prompt]
    code: Prompt | None = None  # what is told of a question that is answered by writing code


def reply_request(state: State, decision: RequestReply, prompts: ReplyPrompts) -> ReplyRequest:
    """What the model is sent for `decision`, right after the core made it."""
    turn = turn_of_reply(state, decision.reply)
    answer = turn.answered if turn is not None else state.candidate.text
    heard = state.course.hearing(answer)
    system = Message("system", _system(state, heard, decision, prompts))
    lines = [*state.history, Line("candidate", answer)]
    left = BUDGET - tokens_in(system)
    return ReplyRequest(
        messages=(system, *_latest([_message(line) for line in _merged(lines)], left)),
        scripted=decision.say,
        max_tokens=MAX_TOKENS,
    )


def tokens_in(message: Message) -> int:
    """An upper guess, since every model counts its own way."""
    return PER_MESSAGE + len(message.content) // LETTERS + 1


def _system(state: State, heard: Course, decision: RequestReply, prompts: ReplyPrompts) -> str:
    persona, stage = state.plan.persona, heard.stage
    return prompts.reply.render(
        persona_title=persona.title,
        manner=persona.manner,
        stage_title=stage.title,
        brief=stage.brief,
        background=_background(state.plan.background),
        earlier=_earlier(heard.done),
        question=_question(state, heard, prompts),
        missing=_missing(heard),
        moves=_moves(decision.options, prompts.moves),
        default=decision.name,
    )


def _moves(options: tuple[ReplyOption, ...], instructions: Mapping[str, Prompt]) -> str:
    """Each move that is open: its name, what it is, and how a script would word it. What a kind
    of move is about is said once."""
    told: set[str] = set()
    lines = []
    for option in options:
        what = "" if option.move in told else instructions[_file(option.move)].render().strip()
        told.add(option.move)
        lines.append(f"- {option.name}: {what} Scripted: {option.say!r}".replace("  ", " "))
    return "\n".join(lines)


def _file(move: str) -> str:
    return move.replace("_", "-")


def _missing(heard: Course) -> str:
    missing = set(heard.missing)
    points = (point for point in heard.question.key_points if point.id in missing)
    return "\n".join(f"{point.id}: {point.text}" for point in points) or "none"


def _question(state: State, heard: Course, prompts: ReplyPrompts) -> str:
    """What is asked; of code that she writes, what came of it when it was run last."""
    question, run = heard.question, state.last_run
    if not question.is_coding or prompts.code is None:
        return question.ask
    line = result_line(run) if run is not None and run.question == question.id else "none"
    return f"{question.ask}\n\n{prompts.code.render(run=line).strip()}"


def _background(facts: tuple[Fact, ...]) -> str:
    lines = [f"> {' '.join(fact.text.split())[:FACT]}" for fact in facts[:FACTS]]
    return "\n".join(lines) or "none"


def _earlier(done: tuple[Covered, ...]) -> str:
    lines = [
        f'"{covered.question.ask}" The candidate made {len(covered.found)} of '
        f"{len(covered.question.key_points)} points: {', '.join(covered.found) or 'none'}."
        for covered in done[-EARLIER:]
    ]
    return "\n".join(lines) or "none"


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


def _latest(messages: list[Message], budget: int) -> list[Message]:
    """As many of the last messages as fit; the very last is cut where it alone does not, since
    how it ends matters most."""
    kept: list[Message] = []
    for message in reversed(messages):
        budget -= tokens_in(message)
        if budget < 0:
            break
        kept.append(message)
    if messages and not kept:
        room = (budget + tokens_in(messages[-1]) - PER_MESSAGE - 1) * LETTERS
        kept = [Message(messages[-1].role, messages[-1].content[-max(0, room) :])]
    return kept[::-1]
