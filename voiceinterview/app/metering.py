"""A session's models behind one meter, and what the user is told of prices before the start."""

from collections.abc import Iterable
from functools import partial

from voiceinterview.app.engines import Say
from voiceinterview.app.settings import Settings
from voiceinterview.domain.exchange import Exchange
from voiceinterview.domain.spending import Price
from voiceinterview.engines.models.litellm_library import beside_the_loop
from voiceinterview.engines.models.meter import Meter, MeteredModel
from voiceinterview.engines.models.model_choice import ModelChoice
from voiceinterview.engines.models.prices import token_price
from voiceinterview.errors import SetupError, dollars
from voiceinterview.ports import LanguageModel

MILLION = 1_000_000
FREE = Price(0.0, 0.0)


def new_meter(settings: Settings) -> Meter:
    """Raises `SetupError` for a cap that is none."""
    cap = settings.max_cost
    if cap is not None and not 0 < cap < float("inf"):
        raise SetupError(
            f"a cost cap of {cap:g} dollars",
            "Allow something (--max-cost 0.50), or practice without a model: --model scripted",
        )
    return Meter(cap)


def count_before(meter: Meter, exchanges: Iterable[Exchange]) -> None:
    """What an earlier part of the session took counts for its cap, as far as it was told."""
    for exchange in exchanges:
        tokens = (exchange.prompt_tokens or 0) + (exchange.completion_tokens or 0)
        if tokens or exchange.cost:
            meter.begin_with(exchange.cost, tokens, exact=not exchange.reckoned)


async def metered(
    model: LanguageModel, choice: ModelChoice, meter: Meter, say: Say | None = None
) -> LanguageModel:
    """The model behind the meter; its price is told, or that it is not known. Imports litellm."""
    if choice.model == "scripted":
        return model
    price = await beside_the_loop(partial(token_price, choice.model))
    if price is None and choice.local:
        price = FREE
    if say is not None:
        say(f"cost: {_price_words(choice.model, price, meter.cap)}")
    return MeteredModel(model, meter, price)


def _price_words(model: str, price: Price | None, cap: float | None) -> str:
    if price is None:
        held = "the cap cannot be held to, and only " if cap is not None else ""
        return f"the price of {model} is not known here; {held}tokens are counted"
    if price == FREE:
        return f"none, {model} is free of charge"
    words = f"{model} takes ${price.prompt * MILLION:.2f} for a million tokens sent, "
    words += f"${price.completion * MILLION:.2f} for a million written"
    return words if cap is None else f"{words}; no more than {dollars(cap)} in all"
