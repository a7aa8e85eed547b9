"""A question of the bank: what is asked, what a good answer holds, and what to ask next."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class KeyPoint(Strict):
    """One thing that a good answer contains, with the phrasings by which it is found."""

    id: str
    text: str
    weight: int
    any_of: tuple[str, ...]
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class FollowUp(Strict):
    """A question about the answer just given; tied to a key point that was or was not heard."""

    move: str  # probe | challenge | what-if | deepen
    ask: str
    when_missing: str | None = None
    when_heard: str | None = None


@dataclass(frozen=True)
class Mistake(Strict):
    says: str
    reveals: str


@dataclass(frozen=True)
class RedFlag(Strict):
    id: str
    text: str
    any_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question(Strict):
    """See FORMATS in ARCHITECTURE.md. `type` is set for the format viva only; minutes are whole.

    In a plan `minutes` is the time that this interview has for it. `shown` is what the candidate
    has before her eyes while she answers, to the letter (code, as a rule), and `context` what she
    must know of it; both stand on the screen and are not read aloud. `place` is for what only
    makes sense as the stage's first or last question; most may be asked anywhere.
    """

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
    place: str | None = None  # first | last; None: anywhere in its stage
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    shown: str = ""
    shown_language: str = ""  # python | sql; "" where nothing is shown
    context: str = ""

    @property
    def is_coding(self) -> bool:
        """Whether it is answered by writing code, which can be run; what a stage asks in this
        format without anything to begin with is only talked about."""
        return self.format == "coding" and bool(self.shown)
