"""Which moves are open to the interviewer, best first: by what was said, covered, and time left.

The first one is made unless a language model chooses another of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from voiceinterview.domain.questions import FollowUp
from voiceinterview.domain.speech import samples
from voiceinterview.interview.course import LAST_QUESTION, Course
from voiceinterview.interview.phrases import phrase_said
from voiceinterview.interview.reading import Reading

MAX_FOLLOW_UPS = 2  # a question; a real interviewer who digs a third time is stuck ...
WORTH_A_THIRD = 3  # ... unless a key point of this weight has not been asked for yet
MINUTES_EACH = 3  # ... or the question is made for longer talk, as a code review of 12 minutes
MAX_ASIDES = 2  # a question; whoever asks back a third time is helped on to the next one ...
ASIDES_ON_CODE = 8  # ... but for many minutes of writing, of which no question is the end
TALKED_THROUGH = 2  # follow-ups on code however long it took; else nobody asks about it
WORTH_BEGINNING = 0.6  # of its minutes must be left for a question that was not planned
LAST_STAGE = 45  # seconds; with less than this left in all no new stage is opened
OFFERED = 6  # follow-ups among which a model chooses; more would only be tokens

MoveKind = Literal[
    "open", "follow_up", "hint", "feedback", "repeat", "clarify", "decline", "redirect", "refuse",
    "settle", "chat", "language", "confirm", "next_question", "next_stage", "close",
]  # fmt: skip
CUE_MOVES: dict[Reading, MoveKind] = {
    "repeat": "repeat",
    "clarify": "clarify",
    "asks_answer": "decline",
    "off_topic": "redirect",
    "order": "refuse",
    "abuse": "settle",
    "small_talk": "chat",
    "foreign": "language",
}
ON_HER_OWN: tuple[MoveKind, ...] = ("clarify", "decline", "redirect", "refuse")  # a model's choice
LADDER_FIRST = 2  # places by which a question made for this one goes before one that fits any
GENERIC = {"why": "whys", "example": "examples", "numbers": "numbers"}  # move -> persona's phrases


@dataclass(frozen=True)
class Move:
    """What the interviewer does next, and where the course stands once it is done."""

    kind: MoveKind
    course: Course
    follow_up: FollowUp | None = None
    term: str = ""  # what she is asked whether she said it

    @property
    def name(self) -> str:
        """What a model writes to choose it; none is twice among the moves open at one time."""
        if self.follow_up is None:
            return "go-on" if self.passes_on else self.kind
        point = self.key_point
        return f"{self.follow_up.move}:{point}" if point else self.follow_up.move

    @property
    def label(self) -> str:
        """The kind of move, as the prompts and the log name it."""
        return self.follow_up.move if self.follow_up else self.kind

    @property
    def key_point(self) -> str | None:
        return (
            (self.follow_up.when_missing or self.follow_up.when_heard) if self.follow_up else None
        )

    @property
    def passes_on(self) -> bool:
        return self.kind in ("next_question", "next_stage", "close")

    @property
    def asks_anew(self) -> bool:
        """Whether something is asked that was not asked before."""
        return self.kind in ("open", "follow_up", "next_question", "next_stage")


def open_moves(
    course: Course, reading: Reading, at: int, doubtful: str | None = None
) -> tuple[Move, ...]:
    """What may follow the turn that `course` has heard; the first is the core's own choice.

    `doubtful` are words in it that count, and that the recognizer is not sure of.
    """
    onward = pass_on(course, at)
    if course.writing and reading == "unknown":
        reading = "hint"  # nobody who has begun to write is led away from it
    if course.left_in_stage(at) <= 0 or reading == "move_on":
        return (onward,)
    if reading in CUE_MOVES:
        return (*_asides(course, (CUE_MOVES[reading],)), onward)
    if reading in ("unknown", "hint"):
        return (*_help(course, asked_for=reading == "hint"), onward)
    if doubtful is not None and may_confirm(course):
        asked = replace(course, confirmed=True, unsure=doubtful)
        return (Move("confirm", asked, term=doubtful), onward)
    if _second_try_due(course):
        again = replace(course, second_try=True)
        return (Move("feedback", again), onward)
    digging = _digging(course) if may_dig(course, at) else []
    return _named_once((*digging[:OFFERED], onward, *_asides(course, ON_HER_OWN)))


def may_confirm(course: Course) -> bool:
    """Whether she may be asked what she said: once a question, by who has words for it."""
    return not course.confirmed and bool(course.plan.persona.phrases.get("confirmations"))


def pass_on(course: Course, at: int) -> Move:
    """To the next question that there is time for, the next stage, or the end."""
    left = course.left_in_stage(at)
    place = course.following()
    if place is None or course.stage.questions[place].place == "last":
        place = _spare(course, place, left)
    if place is not None and left >= samples(LAST_QUESTION):
        return Move("next_question", course.at_question(course.stage_index, place))
    last = course.stage_index + 1 >= len(course.plan.stages)
    if not last and course.left(at) >= samples(LAST_STAGE):
        return Move("next_stage", course.at_question(course.stage_index + 1, 0))
    return Move("close", course)


def _spare(course: Course, last: int | None, left: int) -> int | None:
    """A spare question that leaves the stage's last one its time; else that one itself."""
    minutes = course.stage.questions[last].minutes if last is not None else 0
    left -= samples(minutes * 60)
    return next((one for one in course.spares() if _enough(course, one, left)), last)


def _enough(course: Course, place: int, left: int) -> bool:
    """Whether a spare question gets most of the time that it is meant for."""
    return left >= samples(course.stage.questions[place].minutes * 60 * WORTH_BEGINNING)


def may_dig(course: Course, at: int) -> bool:
    """Whether another follow-up is worth its time: depth is dropped before breadth."""
    reserved = samples(LAST_QUESTION) * len(course.waiting())
    time = course.left_in_stage(at) - reserved
    if not (course.question.is_coding and len(course.follow_ups) < TALKED_THROUGH):
        time = min(time, course.left_in_question(at))
    most = max(MAX_FOLLOW_UPS, course.question.minutes // MINUTES_EACH)
    if time <= 0 or len(course.follow_ups) > most:
        return False
    if course.question.is_coding:
        return len(course.follow_ups) < most
    if not course.missing and any(rung.when_missing is None for rung in course.follow_ups):
        return False  # all was said, and one question has gone deeper
    return len(course.follow_ups) < most or _heavy_point_is_due(course)


def _heavy_point_is_due(course: Course) -> bool:
    heavy = {p.id for p in course.question.key_points if p.weight >= WORTH_A_THIRD}
    return any(rung.when_missing in heavy.intersection(course.missing) for rung in _unused(course))


def _second_try_due(course: Course) -> bool:
    """In a coached interview: each thing asked is answered twice if something is missing."""
    if not course.plan.coaching or course.second_try or course.question.is_coding:
        return False
    if not course.follow_ups:
        return bool(course.missing)
    return course.follow_ups[-1].when_missing in course.missing


def _help(course: Course, *, asked_for: bool) -> Iterator[Move]:
    """For one who does not know: the hints in their order, then on; asked for, none is refused
    before the last was given."""
    if course.hints < len(course.question.hints):
        yield Move("hint", replace(course, hints=course.hints + 1))
    elif asked_for:
        yield from _asides(course, ("decline",))


def _asides(course: Course, kinds: tuple[MoveKind, ...]) -> Iterator[Move]:
    if kinds == ("repeat",):
        yield Move("repeat", course)  # whoever did not hear it may ask as often as she likes
    elif course.asides < (ASIDES_ON_CODE if course.writing else MAX_ASIDES):
        after = replace(course, asides=course.asides + 1)
        yield from (Move(kind, after) for kind in kinds)


# --- follow-ups ---------------------------------------------------------------------------


def _digging(course: Course) -> list[Move]:
    """The follow-ups that fit, best first."""
    rungs = [rung for rung in _unused(course) if _fits(rung, course)]
    rungs.sort(key=lambda rung: rung.when_missing is None)  # stable: else as in the ladder
    rungs += _generic(course)
    rungs.sort(key=_preference(course))
    return [Move("follow_up", _digs(course, rung), rung) for rung in rungs]


def _digs(course: Course, rung: FollowUp) -> Course:
    off_ladder = course.off_ladder
    if rung not in course.question.follow_ups:
        off_ladder = (*off_ladder, rung.ask)
    follow_ups = (*course.follow_ups, rung)
    return replace(course, follow_ups=follow_ups, off_ladder=off_ladder, second_try=False)


def _unused(course: Course) -> list[FollowUp]:
    return [rung for rung in course.question.follow_ups if rung not in course.follow_ups]


def _fits(rung: FollowUp, course: Course) -> bool:
    if rung.when_missing is not None:
        return rung.when_missing in course.missing
    return rung.when_heard is None or rung.when_heard in course.found


def _generic(course: Course) -> Iterator[FollowUp]:
    """The persona's own "why?", "for example?", "how much?": once a question each, and none of
    them in the same words twice. Code is asked about by what is made for it."""
    if course.question.is_coding:
        return
    asked = {rung.move for rung in course.follow_ups}
    for move, occasion in GENERIC.items():
        if move == "example" and course.question.format == "star":
            continue  # the story is one
        left = [
            ask
            for ask in course.plan.persona.phrases.get(occasion, ())
            if ask not in course.off_ladder
        ]
        if left and course.heard and move not in asked:
            yield FollowUp(move, left[0])


def _preference(course: Course) -> Callable[[FollowUp], int]:
    """A claim that is a red flag is challenged; what is missing is asked for by the second
    follow-up at the latest, at once if it is heavy; else as the persona likes."""
    likes = course.plan.persona.follows
    probed = any(rung.when_missing for rung in course.follow_ups)
    challenged = any(rung.move == "challenge" for rung in course.follow_ups)
    flagged = not challenged and any(
        phrase_said(flag.any_of, course.heard) for flag in course.question.red_flags
    )
    due = not probed and (bool(course.follow_ups) or _heavy_point_is_due(course))

    def rank(rung: FollowUp) -> int:
        if flagged and rung.move == "challenge":
            return -2
        if due and rung.when_missing:
            return -1
        liked = likes.index(rung.move) if rung.move in likes else len(likes)
        return liked + LADDER_FIRST if rung.move in GENERIC else liked

    return rank


def _named_once(moves: tuple[Move, ...]) -> tuple[Move, ...]:
    """Of two rungs to the same key point the better one: a model could not tell them apart."""
    return tuple({move.name: move for move in reversed(moves)}.values())[::-1]
