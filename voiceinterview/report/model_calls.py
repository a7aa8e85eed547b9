"""What an interview's calls to language models came to, summed up from its cassette."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from voiceinterview.domain.events import Event
from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.spending import Spent
from voiceinterview.interview.unheard_replies import unheard_replies
from voiceinterview.report.wording import printable, spent_words

SCRIPTED = "scripted"  # no model
NOTHING = Spent()


@dataclass(frozen=True)
class ModelCalls:
    """What a model was asked for in an interview.

    `failed` calls were turned away or broke off. `unheard` replies had been got ready in time, and
    were dropped as the candidate spoke on: `wasted` is what they took of `spent`. Of `untold`
    calls nobody knows what they took.
    """

    model: str
    calls: int
    failed: int = 0
    unheard: int = 0
    untold: int = 0
    spent: Spent = NOTHING
    wasted: Spent = NOTHING


def calls_of(exchanges: Iterable[Exchange], events: Iterable[Event]) -> tuple[ModelCalls, ...]:
    """The cassette, added up by model."""
    unheard = unheard_replies(events)
    by_model = defaultdict(list)
    for exchange in exchanges:
        by_model[exchange.model].append(exchange)
    return tuple(_sum(model, made, unheard) for model, made in by_model.items())


def call_lines(calls: Iterable[ModelCalls]) -> Iterator[str]:
    """A line for each model that was called."""
    return (printable(_line(one)) for one in calls if one.model != SCRIPTED)


def _sum(model: str, made: Sequence[Exchange], unheard: frozenset[int]) -> ModelCalls:
    wasted = [exchange for exchange in made if exchange.reply_number in unheard]
    return ModelCalls(
        model=model,
        calls=len(made),
        failed=sum(bool(exchange.error) and not exchange.dropped for exchange in made),
        unheard=len(wasted),
        untold=sum(exchange.prompt_tokens is None for exchange in made),
        spent=_spent(made),
        wasted=_spent(wasted),
    )


def _spent(made: Iterable[Exchange]) -> Spent:
    spent = Spent()
    for exchange in made:
        if exchange.prompt_tokens is not None and exchange.completion_tokens is not None:
            tokens = exchange.prompt_tokens + exchange.completion_tokens
            spent = spent.plus(exchange.cost, tokens, exact=not exchange.reckoned)
    return spent


def _line(calls: ModelCalls) -> str:
    parts = [f"{calls.model}: {calls.calls} call{'' if calls.calls == 1 else 's'}"]
    if calls.failed:
        parts.append(f"{calls.failed} of them failed")
    if calls.untold == calls.calls:
        parts.append("tokens and cost not known")
        return ", ".join(parts)
    parts.append(spent_words(calls.spent))
    if calls.untold:
        parts.append(f"and what {calls.untold} of them took, which is not known")
    line = ", ".join(parts)
    if not calls.unheard:
        return line
    return f"{line}; {dropped_words((calls,))}"


def dropped_words(calls: Iterable[ModelCalls]) -> str:
    """What went for replies that nobody heard; "" where nothing did."""
    count, wasted = 0, Spent()
    for one in calls:
        count += one.unheard
        wasted = wasted + one.wasted
    if not count:
        return ""
    replies = "1 reply" if count == 1 else f"{count} replies"
    took = f": {spent_words(wasted)}" if wasted.tokens else ""
    return f"{replies} got ready and dropped, as the candidate spoke on{took}"
