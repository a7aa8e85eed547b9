"""What lint has to say, and how its rules are written down."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from voiceinterview.content.faults import Fault
from voiceinterview.content.sourced import Sourced
from voiceinterview.content.validation import Place, path_words

T = TypeVar("T")
Context = TypeVar("Context")
Severity = Literal["error", "warning"]
Problems = Iterator[tuple[Place, str]]

SHAPE = "shape"  # the rule that the loaders are


@dataclass(frozen=True)
class Finding:
    """`line` counts from 1; 0 means the file as a whole."""

    source: str
    line: int
    rule: str
    severity: Severity
    problem: str

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"{place}: {self.severity} {self.rule}: {self.problem}"


@dataclass(frozen=True)
class Rule(Generic[T, Context]):
    """`check` yields what is wrong with a thing, and the way to it from where the thing stands."""

    id: str
    severity: Severity
    check: Callable[[T, Context], Problems]


def judge(
    rules: Sequence[Rule[T, Context]], things: Iterable[Sourced[T]], context: Context
) -> Iterator[Finding]:
    """Every rule on every thing."""
    for thing in things:
        for rule in rules:
            for place, problem in rule.check(thing.value, context):
                where = path_words(thing.file.value, [*thing.place, *place])
                problem = f"{where}: {problem}" if where else problem
                line = thing.line(*place)
                yield Finding(thing.source, line, rule.id, rule.severity, problem)


def shape_finding(fault: Fault) -> Finding:
    return Finding(fault.source, fault.line, SHAPE, "error", fault.problem)
