"""What a report is made from."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from voiceinterview.domain.delivery import Delivery
from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.manifest import Manifest
from voiceinterview.domain.overall import Overall
from voiceinterview.domain.plan import Plan
from voiceinterview.domain.ratings import Scorecard
from voiceinterview.domain.rewrites import Rewrite
from voiceinterview.domain.rubrics import Rubric
from voiceinterview.domain.transcript import Turn
from voiceinterview.interview.timing import TurnTiming
from voiceinterview.report.retried_answer import BeforeAndNow


@dataclass(frozen=True)
class ModelCalls:
    """What a model was asked for in the interview. None where the provider did not tell."""

    model: str
    calls: int
    failed: int
    tokens: int | None
    cost: float | None  # US dollars


@dataclass(frozen=True)
class ReportSource:
    """`scorecards` may come from several raters; stages are shown in the order of the plan.

    `rubrics` are those by which the scorecards were made, as far as they are still at hand.
    `retried` is set where the session tries an answer of another one again. `name` is what to
    call the session in a command, "" where nobody needs to. `rewrites` are answers that a model
    reworded, one for a question at most.
    """

    manifest: Manifest
    plan: Plan
    turns: tuple[Turn, ...]
    scorecards: tuple[Scorecard, ...]
    delivery: Delivery | None = None
    calls: tuple[ModelCalls, ...] = ()
    rubrics: tuple[Rubric, ...] = ()
    overall: Overall | None = None
    timings: tuple[TurnTiming, ...] = ()
    retried: BeforeAndNow | None = None
    name: str = ""
    rewrites: tuple[Rewrite, ...] = ()

    def rubric_of(self, card: Scorecard) -> Rubric | None:
        """To the letter the one that the card was made by."""
        return next((rubric for rubric in self.rubrics if rubric.ref == card.rubric), None)


def calls_of(exchanges: Iterable[Exchange]) -> tuple[ModelCalls, ...]:
    """The cassette, added up by model."""
    by_model = defaultdict(list)
    for exchange in exchanges:
        by_model[exchange.model].append(exchange)
    return tuple(_sum(model, made) for model, made in by_model.items())


def _sum(model: str, made: list[Exchange]) -> ModelCalls:
    tokens = [
        None
        if exchange.prompt_tokens is None or exchange.completion_tokens is None
        else exchange.prompt_tokens + exchange.completion_tokens
        for exchange in made
    ]
    costs = [exchange.cost for exchange in made]
    return ModelCalls(
        model=model,
        calls=len(made),
        failed=sum(bool(exchange.error) for exchange in made),
        tokens=None if None in tokens else sum(count for count in tokens if count is not None),
        cost=None if None in costs else sum(cost for cost in costs if cost is not None),
    )
