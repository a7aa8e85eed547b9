"""Banks, roles and rounds for agendas: small ones by hand, any ones by hypothesis."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st
from small_plan import PERSONA, question

from voiceinterview.content.folders import find_content
from voiceinterview.content.roles import load_role
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.questions import Question
from voiceinterview.domain.role import Role, StageBrief
from voiceinterview.interview.agenda import make_plan
from voiceinterview.interview.picking import Wishes
from voiceinterview.interview.rounds import Round

KINDS = ("viva", "design", "coding", "code-review", "star", "conversation")


def role() -> Role:
    """The shipped role: its mix is 60, 30 and 10 percent."""
    return load_role(find_content(), "data-scientist-ml")


def asked(
    name: str,
    *,
    kind: str = "viva",
    difficulty: int = 1,
    minutes: int = 5,
    tags: tuple[str, ...] = (),
    type: str | None = None,
    place: str | None = None,
) -> Question:
    return replace(
        question(name, f"What about {name}?"),
        format=kind,
        type=type,
        difficulty=difficulty,
        minutes=minutes,
        tags=tags,
        place=place,
    )


def brief(name: str) -> StageBrief:
    return StageBrief(name, "1.0.0", (f"Welcome to {name}.",), (f"So much for {name}.",), "Ask.")


def held(name: str, bank: Sequence[Question], *, minutes: float = 20.0) -> Round:
    formats = tuple(dict.fromkeys(one.format for one in bank))
    return Round(name, name.title(), minutes, formats, brief(name), tuple(bank))


def planned(
    *rounds: Round,
    minutes: float | None = None,
    keep_mix: bool = False,
    wishes: Wishes | None = None,
) -> Plan:
    return make_plan(ROLE, rounds, PERSONA, wishes or Wishes(), minutes=minutes, keep_mix=keep_mix)


def ids(plan: Plan) -> list[str]:
    return [one.id for stage in plan.stages for one in stage.planned]


ROLE = role()


@st.composite
def banks(draw: st.DrawFn, name: str, kinds: Sequence[str], most: int = 12) -> list[Question]:
    """At least one question; `kinds` are formats."""
    count = draw(st.integers(1, most))
    return [
        asked(
            f"{name}-{number}",
            kind=draw(st.sampled_from(kinds)),
            difficulty=draw(st.integers(1, 3)),
            minutes=draw(st.integers(2, 15)),
            tags=tuple(draw(st.sets(st.sampled_from("abcdef"), max_size=3))),
            place=draw(st.sampled_from([None, None, None, "first", "last"])),
        )
        for number in range(count)
    ]


@st.composite
def interviews(draw: st.DrawFn) -> list[Round]:
    """One to six rounds, some of them outside the mix."""
    rounds = []
    for number in range(draw(st.integers(1, 6))):
        kinds = sorted(draw(st.sets(st.sampled_from(KINDS), min_size=1)))
        bank = draw(banks(f"r{number}", kinds))
        rounds.append(held(f"round{number}", bank, minutes=draw(st.integers(5, 40))))
    return rounds
