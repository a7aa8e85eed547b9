"""A change to review aloud: the code, what is wrong with it, and what only looks wrong."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Defect(Strict):
    """`lines` are the first and the last of it, from 1; `any_of` as in `KeyPoint`."""

    id: str
    lines: tuple[int, int]
    kind: str
    severity: str  # critical | major | minor
    text: str
    a_reviewer_would_say: str
    any_of: tuple[str, ...]
    fix: str


@dataclass(frozen=True)
class Tempting(Strict):
    """Something that looks like a defect and is none."""

    lines: tuple[int, int]
    text: str
    why_fine: str


@dataclass(frozen=True)
class CodeReview(Strict):
    """`file` is the name of the code's file beside the review, `code` its text."""

    id: str
    title: str
    language: str
    difficulty: int
    minutes: int
    says: str
    context: str
    file: str
    code: str
    defects: tuple[Defect, ...]
    tempting: tuple[Tempting, ...]
    follow_ups: tuple[str, ...]
    expert_review: str
    sources: tuple[str, ...] = ()
