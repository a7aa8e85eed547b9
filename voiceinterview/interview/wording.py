"""What the interviewer says when no model words it: the persona's phrases and the bank's text."""

from dataclasses import dataclass
from string import Template

from voiceinterview.domain.plan import Persona
from voiceinterview.domain.speech import samples
from voiceinterview.interview.course import Course
from voiceinterview.interview.english import FUNCTION_WORDS
from voiceinterview.interview.moves import Move, MoveKind
from voiceinterview.interview.phrases import spoken_words, words_for
from voiceinterview.interview.reading import asks_about_us

FIRST_PERSON = frozenset(
    ("i", "i'm", "i'd", "i've", "i'll", "me", "my", "we", "we're", "we've", "our", "us", "you")
)
JOINING = frozenset(("of", "and", "the", "a", "or"))  # inside a name, as in "rate of change"
TOLD_BACK = 5  # words of hers that are said back to her; more would be a lecture


@dataclass(frozen=True)
class Wording:
    """`say` may be worded by a model in its place; it must ask, and `ask` is added where it does
    not. `then` is spoken to the letter."""

    say: str
    then: str = ""
    ask: str = ""


def phrase(persona: Persona, occasion: str, turn: int) -> str:
    """One of the persona's phrases for an occasion; they go round, so none comes twice running.

    Empty where she has none, as in plans from before there were such phrases.
    """
    choices = persona.phrases.get(occasion, ())
    return choices[turn % len(choices)] if choices else ""


def opening(course: Course) -> Wording:
    """How a stage begins: its own words, then its first question."""
    return Wording(course.stage.opening, course.question.ask)


def word_move(move: Move, before: Course, turn: int, at: int) -> Wording:
    """The scripted wording of a move after the candidate's turn number `turn`, at sample `at`."""
    if move.passes_on:
        return _pass_on(move, before, turn, at)
    if move.follow_up is not None:
        lead, ask = _lead(move, before, turn), move.follow_up.ask
    elif move.kind == "hint":
        lead, ask = _phrase(before, "hints", turn), before.question.hints[before.hints]
        return Wording(_joined(lead, ask))
    elif move.kind == "confirm":
        ask = Template(_phrase(before, "confirmations", turn)).safe_substitute(words=move.term)
        return Wording(ask, ask=ask)
    elif move.kind == "feedback":
        lead, ask = feedback(before, turn), _coaching(before, "second_try", turn)
    else:
        about_us = _about_us(before, turn) if move.kind == "clarify" else ""
        lead, ask = about_us or _phrase(before, _ASIDES[move.kind], turn), before.asked
    return Wording(_joined(lead, ask), ask=ask)


def feedback(course: Course, turn: int) -> str:
    """One sentence on the answer under discussion, for a coached interview."""
    points = course.question.key_points
    missing = [point for point in points if point.id in course.missing]
    occasion = "complete" if not missing else "partial" if course.found else "nothing"
    return Template(_coaching(course, occasion, turn)).safe_substitute(
        found=len(course.found),
        total=len(points),
        point=missing[0].text.rstrip(".") if missing else "",
    )


def _is_coached(course: Course) -> bool:
    """Whether there is feedback, and something to give it on."""
    return bool(course.plan.coaching and course.question.key_points)


def _pass_on(move: Move, before: Course, turn: int, at: int) -> Wording:
    reaction = feedback(before, turn) if _is_coached(before) else _acknowledgment(before, turn)
    if move.kind == "close":
        farewell = phrase(before.plan.persona, "farewells", before.plan.seed)
        return Wording(reaction, _joined(before.stage.closing, farewell))
    if move.kind == "next_stage":
        begun = opening(move.course)
        return Wording(reaction, _joined(before.stage.closing, begun.say, begun.then))
    usual = samples(move.course.question.minutes * 60)
    occasion = "time_short" if move.course.left_in_stage(at) < usual / 2 else "transitions"
    passing = _phrase(before, occasion, len(before.done))  # by questions, so that all of them come
    return Wording(reaction, _joined(passing, move.course.question.ask))


def _lead(move: Move, before: Course, turn: int) -> str:
    """What goes before a follow-up: the candidate's own words where it is about them."""
    if _is_coached(before):
        return feedback(before, turn)
    rung = move.follow_up
    point = next(
        (p for p in before.question.key_points if rung is not None and p.id == rung.when_heard),
        None,
    )
    words = words_for(point, before.heard) if point is not None else None
    template = _phrase(before, "references", turn)
    if words is None or not template or not _fit_to_repeat(words):
        return _acknowledgment(before, turn)
    return Template(template).safe_substitute(words=words)


def _fit_to_repeat(words: str) -> bool:
    """Whether the candidate's words can be said back to her: a few that name something, so that
    they stand by themselves, and nobody's "I" or "you"."""
    said = spoken_words(words)
    grammar = FUNCTION_WORDS.intersection(said) - JOINING
    whole = not grammar and not JOINING & {said[0], said[-1]} and not FIRST_PERSON & {*said}
    return whole and len(said) <= TOLD_BACK


def _acknowledgment(course: Course, turn: int) -> str:
    return _about_us(course, turn) or _phrase(course, "acknowledgments", turn)


def _about_us(course: Course, turn: int) -> str:
    """To a question about a team or a company, which there is not."""
    return _phrase(course, "about_us", turn) if asks_about_us(course.heard, course.plan) else ""


def _phrase(course: Course, occasion: str, turn: int) -> str:
    return phrase(course.plan.persona, occasion, turn + course.plan.seed)


def _coaching(course: Course, occasion: str, turn: int) -> str:
    choices = course.plan.coaching[occasion]
    return choices[turn % len(choices)]


def _joined(*texts: str) -> str:
    return " ".join(text for text in texts if text)


_ASIDES: dict[MoveKind, str] = {
    "repeat": "repeats",
    "clarify": "clarifications",
    "decline": "declines",
    "redirect": "redirects",
    "refuse": "refusals",
    "settle": "boundaries",
    "chat": "small_talk",
    "language": "languages",
}
