"""What calls cost is counted, and a call that might go beyond the cap is not made."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voiceinterview.domain.conversation import Message, ReplyPart, ReplyRequest, Usage
from voiceinterview.domain.spending import Price, Spent
from voiceinterview.engines.models.meter import Meter, MeteredModel
from voiceinterview.errors import CostCapReached, EngineError

PRICE = Price(prompt=0.001, completion=0.01)
REQUEST = ReplyRequest((Message("user", "a" * 350),), scripted="", max_tokens=50)
EXPECTED = PRICE.of(104, 50)  # 350 characters are reckoned as 100 tokens, and a message as 4


class Calls:
    """A `LanguageModel` that says "one two", then tells these usages, one a call."""

    name = "calls"

    def __init__(self, *usages: Usage | EngineError | None) -> None:
        self.usages = list(usages)
        self.made = 0

    async def load(self) -> None:
        """Nothing to load."""

    async def stream(self, request: ReplyRequest) -> AsyncGenerator[ReplyPart, None]:
        self.made += 1
        usage = self.usages.pop(0)
        yield ReplyPart("one ")
        yield ReplyPart("two")
        if isinstance(usage, EngineError):
            raise usage
        yield ReplyPart("", usage)

    def settings(self) -> dict[str, Any]:
        return {"model": "calls"}

    async def close(self) -> None:
        """Nothing to let go of."""


def told(prompt: int, completion: int) -> Usage:
    return Usage("calls", prompt, completion, PRICE.of(prompt, completion))


async def read(model: MeteredModel, request: ReplyRequest = REQUEST) -> str:
    async with aclosing(model.stream(request)) as parts:
        return "".join([part.text async for part in parts])


async def test_what_a_server_tells_is_counted_to_the_token() -> None:
    meter = Meter()
    model = MeteredModel(Calls(told(90, 2), told(80, 4)), meter, PRICE)
    assert await read(model) == "one two"
    await read(model)
    cost = PRICE.of(170, 6)
    assert meter.spent == Spent(pytest.approx(cost), 176, exact=True, known=True)


async def test_a_call_that_might_cost_too_much_is_not_made() -> None:
    meter = Meter(cap=1.5 * EXPECTED)
    calls = Calls(told(104, 40))
    model = MeteredModel(calls, meter, PRICE)
    await read(model)
    with pytest.raises(CostCapReached, match="is reached") as caught:
        await read(model)
    assert caught.value.lasting and "--max-cost" in caught.value.advice
    assert calls.made == 1


async def test_a_call_under_way_counts_for_the_next_one() -> None:
    meter = Meter(cap=1.5 * EXPECTED)
    model = MeteredModel(Calls(told(104, 40), told(104, 40)), meter, PRICE)
    async with aclosing(model.stream(REQUEST)) as parts:
        await anext(parts)
        with pytest.raises(CostCapReached):
            await read(model)


async def test_a_call_that_was_cancelled_is_reckoned_by_its_length() -> None:
    meter = Meter()
    model = MeteredModel(Calls(told(1, 1)), meter, PRICE)
    async with aclosing(model.stream(REQUEST)) as parts:
        await anext(parts)
    assert meter.spent.tokens == 105  # "one " is a token and a bit
    assert meter.spent.cost == pytest.approx(PRICE.of(104, 1))
    assert not meter.spent.exact and meter.spent.known


async def test_a_call_that_failed_is_reckoned_too_and_frees_what_was_set_aside() -> None:
    meter = Meter(cap=2 * EXPECTED)
    failure = EngineError("language_model", "stalled")
    model = MeteredModel(Calls(failure, told(104, 2)), meter, PRICE)
    with pytest.raises(EngineError, match="stalled"):
        await read(model)
    await read(model)
    assert meter.spent.cost < 2 * EXPECTED


async def test_where_the_price_is_not_known_tokens_are_counted_and_nothing_is_refused() -> None:
    meter = Meter(cap=0.000001)
    model = MeteredModel(Calls(Usage("calls", 10, 2, None)), meter, None)
    await read(model)
    assert meter.spent == Spent(0.0, 12, exact=True, known=False)


async def test_once_it_was_reached_no_smaller_call_gets_through() -> None:
    meter = Meter(cap=0.5 * EXPECTED)
    model = MeteredModel(Calls(), meter, PRICE)
    for request in (REQUEST, ReplyRequest((Message("user", "ping"),), "", 1)):
        with pytest.raises(CostCapReached):
            await read(model, request)


async def test_two_models_share_a_meter() -> None:
    meter = Meter(cap=1.5 * EXPECTED)
    await read(MeteredModel(Calls(told(104, 40)), meter, PRICE))
    with pytest.raises(CostCapReached):
        await read(MeteredModel(Calls(told(104, 40)), meter, PRICE))


async def test_what_was_spent_before_counts() -> None:
    meter = Meter(cap=EXPECTED)
    meter.begin_with(0.5 * EXPECTED, 100)
    with pytest.raises(CostCapReached):
        await read(MeteredModel(Calls(), meter, PRICE))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 900), st.integers(0, 50)), max_size=20),
    st.floats(0.1, 5.0),
    st.floats(3.5, 6.0),
)
async def test_the_cap_holds_whatever_is_asked(
    calls: Sequence[tuple[int, int]], cap: float, letters: float
) -> None:
    """While a token has so many letters or more as were reckoned."""
    meter = Meter(cap)
    usages = [told(int(length / letters), written) for length, written in calls]
    model = MeteredModel(Calls(*usages), meter, PRICE)
    for length, _ in calls:
        try:
            await read(model, ReplyRequest((Message("user", "a" * length),), "", 50))
        except CostCapReached:
            break
    assert meter.spent.cost <= cap


async def test_texts_that_take_more_tokens_are_reckoned_with_more_from_then_on() -> None:
    meter = Meter(cap=PRICE.of(350, 0) + EXPECTED + 0.1)
    model = MeteredModel(Calls(told(350, 0)), meter, PRICE)  # a token a letter
    await read(model)
    with pytest.raises(CostCapReached):
        await read(model)
