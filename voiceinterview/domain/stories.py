"""A behavioral story in STAR form: told well, told weakly, and what a listener makes of each."""

from dataclasses import dataclass

from voiceinterview.domain.strict import Strict


@dataclass(frozen=True)
class Earned(Strict):
    """What in the telling earns a level on a criterion; `quote` stands in it word for word."""

    criterion: str
    level: int
    earns: str
    quote: str


@dataclass(frozen=True)
class Lacking(Strict):
    """Why the weak telling gets no more than `level` on a criterion."""

    criterion: str
    level: int
    why: str


@dataclass(frozen=True)
class Story(Strict):
    """`situation` to `result` are a sentence each; `told` is the whole as one would say it."""

    id: str
    title: str
    themes: tuple[str, ...]
    situation: str
    task: str
    action: str
    result: str
    told: str
    analysis: tuple[Earned, ...]
    weak_points: tuple[str, ...]
    adapt: tuple[str, ...]
    weak_telling: str
    weak_analysis: tuple[Lacking, ...]
