"""What the interviewer says when no model words it: the persona's phrases and the bank's text."""

from dataclasses import dataclass

from voiceinterview.domain.plan import Persona
from voiceinterview.interview.course import Course, Move


@dataclass(frozen=True)
class Wording:
    """`say` may be worded by a model in its place; `then` is spoken to the letter."""

    say: str
    then: str = ""


def phrase(persona: Persona, occasion: str, turn: int) -> str:
    """One of the persona's phrases for an occasion; they go round, so none comes twice running."""
    choices = persona.phrases[occasion]
    return choices[turn % len(choices)]


def opening(course: Course) -> Wording:
    """How a stage begins: its own words, then its first question."""
    return Wording(course.stage.opening, course.question.ask)


def word_move(move: Move, before: Course, turn: int) -> Wording:
    """The scripted wording of a move after the candidate's turn number `turn`."""
    persona = before.plan.persona
    acknowledgment = phrase(persona, "acknowledgments", turn + before.plan.seed)
    if move.follow_up is not None:
        return Wording(f"{acknowledgment} {move.follow_up.ask}")
    if move.kind == "next_question":
        transition = phrase(persona, "transitions", turn + before.plan.seed)
        return Wording(acknowledgment, f"{transition} {move.course.question.ask}")
    if move.kind == "next_stage":
        begun = opening(move.course)
        return Wording(acknowledgment, f"{before.stage.closing} {begun.say} {begun.then}")
    farewell = phrase(persona, "farewells", before.plan.seed)
    return Wording(acknowledgment, f"{before.stage.closing} {farewell}")
