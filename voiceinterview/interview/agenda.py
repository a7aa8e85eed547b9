"""The agenda: which questions, in which order, in how many minutes. Pure; chance is the seed."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise

from voiceinterview.domain.background import Fact
from voiceinterview.domain.mix import MixPart, minutes_by_format
from voiceinterview.domain.plan import Persona, Plan, StagePlan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role
from voiceinterview.interview import plan_notes
from voiceinterview.interview.mixing import fill, fill_mixed, mixed_cells, overdone
from voiceinterview.interview.picking import Picker, Prices, Wishes, draw
from voiceinterview.interview.rounds import Round
from voiceinterview.interview.shortening import fitted, shared_out, without_one, without_one_of

SHORTEST_STAGE = 2.0  # minutes; less is a greeting, not a stage
SPARES = 3  # questions a stage, for a candidate who needs half the time that is usual
PLACES: Mapping[str | None, int] = {"first": 0, None: 1, "last": 2}
TIGHTEST = 0.65  # of the minutes that questions are meant for; below it less is asked


@dataclass(frozen=True)
class Filled:
    """A round with its questions, and its minutes in this interview."""

    round: Round
    minutes: float
    questions: tuple[Question, ...]
    spares: tuple[Question, ...] = ()  # for a candidate who is quick

    @property
    def meant(self) -> int:
        """The minutes that its questions are meant for."""
        return sum(question.minutes for question in self.questions)


def make_plan(
    role: Role,
    rounds: Sequence[Round],
    persona: Persona,
    wishes: Wishes,
    *,
    minutes: float | None = None,
    keep_mix: bool = False,
    patience: str = "normal",
    background: tuple[Fact, ...] = (),
) -> Plan:
    """A plan for `rounds` in the given order, no longer than `minutes` (None: as is usual).

    With `keep_mix` the formats get the role's shares of what counts for its mix. Where the time
    is too short some rounds are left out; `Plan.notes` says so, and whatever else was not to be
    had. Raises `ValueError` for a round without a question: the caller offers only those that
    have some.
    """
    for one in rounds:
        if not one.bank:
            raise ValueError(f"no question for {one.id}")
    whole = sum(one.minutes for one in rounds) if minutes is None else minutes
    prices = Prices(wishes, [question for one in rounds for question in one.bank])
    shares = {part.id: part.share for part in role.formats} if keep_mix else {}
    filled = _filled(rounds, shares, whole, prices)
    lengths = _hundredths([one.minutes for one in filled])
    stages = tuple(_stage(*one, wishes) for one in zip(filled, lengths, strict=True))
    return Plan(
        role=role.id,
        title=role.title,
        persona=persona,
        stages=stages,
        seed=wishes.seed,
        vocabulary=role.vocabulary,
        patience=patience,
        notes=tuple(_notes(role, rounds, filled, wishes, prices, keep_mix)),
        mix=_mix(shares, stages),
        background=background,
    )


# --- filling the time -------------------------------------------------------------------------


def _filled(
    rounds: Sequence[Round], shares: Mapping[str, int], minutes: float, prices: Prices
) -> tuple[Filled, ...]:
    """The rounds that there is time for, with their questions."""
    held = list(rounds)
    if not shares:
        held = held[: max(1, math.floor(minutes / SHORTEST_STAGE))]
        return _by_usual_length(held, minutes, prices)
    filled = _by_mix(held, shares, minutes, prices)
    while (fewer := _fewer(held, filled, shares, minutes)) is not None:
        held = fewer
        filled = _by_mix(held, shares, minutes, prices)
    return filled


def _fewer(
    held: list[Round], filled: Sequence[Filled], shares: Mapping[str, int], minutes: float
) -> list[Round] | None:
    """The rounds without one, where there is no time for all, or where a question for each gives
    a format too much; None where all can stay."""
    if len(held) > 1 and minutes < TIGHTEST * sum(one.meant for one in filled):
        return without_one(held, shares)
    over = overdone(shares, [question for one in filled for question in one.questions])
    return without_one_of(held, over) if over else None


def _by_usual_length(rounds: Sequence[Round], minutes: float, prices: Prices) -> tuple[Filled, ...]:
    lengths = shared_out([one.minutes for one in rounds], minutes, SHORTEST_STAGE)
    taken: set[str] = set()
    pickers = [Picker(one.bank, prices, taken) for one in rounds]
    for picker, length in zip(pickers, lengths, strict=True):
        fill(picker, length)
    return _with_spares(rounds, pickers, lengths)


def _by_mix(
    rounds: Sequence[Round], shares: Mapping[str, int], minutes: float, prices: Prices
) -> tuple[Filled, ...]:
    """Rounds outside the mix get their usual share of the time; the mix shares the rest."""
    inside = [bool(set(minutes_by_format(one.bank)) & set(shares)) for one in rounds]
    lengths = shared_out([one.minutes for one in rounds], minutes, SHORTEST_STAGE)
    mixed = sum(length for length, counts in zip(lengths, inside, strict=True) if counts)
    taken: set[str] = set()
    pickers = [Picker(one.bank, prices, taken) for one in rounds]
    fill_mixed(pickers, mixed_cells(rounds, shares, mixed))
    for picker, length, counts in zip(pickers, lengths, inside, strict=True):
        if not counts:
            fill(picker, length)
    meant = sum(p.minutes for p, counts in zip(pickers, inside, strict=True) if counts)
    shared = [
        mixed * p.minutes / meant if counts else length
        for p, length, counts in zip(pickers, lengths, inside, strict=True)
    ]
    return _with_spares(rounds, pickers, shared)


def _with_spares(
    rounds: Sequence[Round], pickers: Sequence[Picker], lengths: Sequence[float]
) -> tuple[Filled, ...]:
    """The rounds that have questions. Spares are picked once all rounds have theirs, are of the
    formats that a round has, and may be asked anywhere."""
    filled = []
    for one, picker, length in zip(rounds, pickers, lengths, strict=True):
        picked = tuple(picker.picked)
        for _ in range(SPARES if picked else 0):
            picker.pick(partial(_may_wait, {question.format for question in picked}))
        filled.append(Filled(one, length, picked, tuple(picker.picked[len(picked) :])))
    return tuple(one for one in filled if one.questions)


def _may_wait(formats: set[str], question: Question) -> bool:
    return question.format in formats and question.place is None


def _mix(shares: Mapping[str, int], stages: Sequence[StagePlan]) -> tuple[MixPart, ...]:
    minutes = minutes_by_format(question for stage in stages for question in stage.planned)
    return tuple(MixPart(name, share, minutes.get(name, 0)) for name, share in shares.items())


# --- a stage ----------------------------------------------------------------------------------


def _hundredths(minutes: Sequence[float]) -> list[float]:
    """Rounded so that together they are never more than before."""
    ends = [math.floor(end * 100 + 1e-6) for end in accumulate(minutes)]
    return [(end - before) / 100 for before, end in pairwise([0, *ends])]


def _stage(filled: Filled, minutes: float, wishes: Wishes) -> StagePlan:
    one = filled.round
    return StagePlan(
        id=one.id,
        title=one.title,
        minutes=minutes,
        opening=_drawn(one.brief.openings, f"{wishes.seed}/{one.brief.stage}/opening"),
        closing=_drawn(one.brief.closings, f"{wishes.seed}/{one.brief.stage}/closing"),
        brief=one.brief.text,
        questions=(*fitted(_in_order(filled, wishes.first), minutes), *filled.spares),
        rubric=one.rubric,
        spare=len(filled.spares),
    )


def _in_order(filled: Filled, first: frozenset[str]) -> tuple[Question, ...]:
    """What must come first, then the easiest in the stage's main format, then from easy to hard;
    stories are told before anything is reasoned about. A question with a place is in it."""
    main = filled.round.formats[0]
    easiest = sorted(filled.questions, key=lambda question: question.difficulty)
    anywhere = [question for question in easiest if question.place is None] or easiest
    lead = next((question for question in anywhere if question.format == main), anywhere[0])

    def place(question: Question) -> tuple[int, bool, bool, bool]:
        told = main == "star" and question.format == main
        return PLACES[question.place], question.id not in first, question is not lead, not told

    return tuple(sorted(easiest, key=place))


def _drawn(choices: Sequence[str], name: str) -> str:
    return choices[draw(name) % len(choices)]


# --- what could not be had --------------------------------------------------------------------


def _notes(
    role: Role,
    planned: Sequence[Round],
    filled: Sequence[Filled],
    wishes: Wishes,
    prices: Prices,
    keep_mix: bool,
) -> Iterator[str]:
    yield from plan_notes.left_out(planned, [one.round for one in filled])
    if keep_mix:
        asked = minutes_by_format(question for one in planned for question in one.bank)
        yield from plan_notes.without_questions(role, set(asked))
    for one in filled:
        yield from plan_notes.off_level(one.round, one.questions, wishes)
        yield from plan_notes.thin(one.round, one.questions, one.minutes)
    picked = [question for one in filled for question in one.questions]
    yield from plan_notes.asked_again(picked, prices.days_ago)
    yield from plan_notes.tight(sum(one.meant for one in filled), sum(o.minutes for o in filled))
