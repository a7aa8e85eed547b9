"""A question of the bank: what is asked, what a good answer holds, and what to ask next."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KeyPoint:
    """One thing that a good answer contains, with the phrasings by which it is found."""

    __pydantic_config__ = {"extra": "forbid"}

    id: str
    text: str
    weight: int
    any_of: tuple[str, ...]
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowUp:
    """A question about the answer just given; tied to a key point that was or was not heard."""

    __pydantic_config__ = {"extra": "forbid"}

    move: str  # probe | challenge | what-if | deepen
    ask: str
    when_missing: str | None = None
    when_heard: str | None = None


@dataclass(frozen=True)
class Mistake:
    __pydantic_config__ = {"extra": "forbid"}

    says: str
    reveals: str


@dataclass(frozen=True)
class RedFlag:
    __pydantic_config__ = {"extra": "forbid"}

    id: str
    text: str
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """See FORMATS in ARCHITECTURE.md. `type` is set for the format viva only; minutes are whole."""

    __pydantic_config__ = {"extra": "forbid"}

    id: str
    stage: str
    format: str  # viva | code-review | star | coding | design | case | conversation
    difficulty: int  # 1 easy, 2 medium, 3 hard
    minutes: int
    ask: str
    why: str
    key_points: tuple[KeyPoint, ...]
    expert_answer: str
    framework: str
    mistakes: tuple[Mistake, ...]
    follow_ups: tuple[FollowUp, ...]
    hints: tuple[str, ...]
    red_flags: tuple[RedFlag, ...] = ()
    type: str | None = None  # fundamentals | trade-offs | debugging | architecture | latest-tech
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
