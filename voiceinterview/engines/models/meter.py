"""What a session's calls to language models cost, and no more than was allowed.

A call is let through while what was spent, what the calls under way may still take, and what it
may take itself stay within the cap. What a call may take is reckoned before it is made: its
prompt by its length, its reply by the most that it may write.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import Any

from voiceinterview.domain.conversation import ReplyPart, ReplyRequest, Usage
from voiceinterview.domain.spending import Price, Spent
from voiceinterview.errors import CostCapReached, EngineError
from voiceinterview.ports import LanguageModel

LETTERS = 3.5  # characters in a token, until a server tells of fewer; English has 4 to 4.5
A_MESSAGE = 4  # tokens round each message of a chat


class Meter:
    """One for a session, shared by all its models. `cap` is in US dollars, None for none."""

    def __init__(self, cap: float | None = None) -> None:
        self.cap = cap
        self._spent = Spent()
        self._under_way = 0.0
        self._reached = False

    @property
    def spent(self) -> Spent:
        return self._spent

    def begin_with(self, cost: float | None, tokens: int, *, exact: bool = True) -> None:
        """What an earlier part of the session took; a cost of None is not known."""
        self._spent = self._spent.plus(cost, tokens, exact=exact)

    def admit(self, expected: float | None) -> None:
        """A call that may cost so much is to be made. Raises `CostCapReached`, and from then on
        for every call: a small one would get through, and be taken for the model's return."""
        whole = self._spent.cost + self._under_way + (expected or 0.0)
        if self.cap is not None and expected is not None:
            self._reached = self._reached or whole > self.cap
            if self._reached:
                raise CostCapReached(self.cap)
        self._under_way += expected or 0.0

    def settle(
        self, expected: float | None, cost: float | None, tokens: int, *, exact: bool
    ) -> None:
        """The call is over."""
        self._under_way = max(0.0, self._under_way - (expected or 0.0))
        self._spent = self._spent.plus(cost, tokens, exact=exact)


class MeteredModel:
    """A `LanguageModel` whose calls are counted, and refused once the meter's cap is reached.

    What a server does not tell is reckoned: its price by the list, its tokens by `reckon`.
    """

    def __init__(self, model: LanguageModel, meter: Meter, price: Price | None) -> None:
        self.name = model.name
        self._model = model
        self._meter = meter
        self._price = price
        self._letters = LETTERS

    async def load(self) -> None:
        await self._model.load()

    async def stream(self, request: ReplyRequest) -> AsyncGenerator[ReplyPart, None]:
        """Raises `CostCapReached` before anything is sent, else what the model raises."""
        sent = self._sent(request)
        expected = self._price.of(sent, request.max_tokens) if self._price else None
        self._meter.admit(expected)
        texts: list[str] = []
        usage: Usage | None = None
        unpaid = False
        try:
            async with aclosing(self._model.stream(request)) as parts:
                async for part in parts:
                    texts.append(part.text)
                    if part.usage is not None:
                        usage = self._priced(part.usage)
                    yield ReplyPart(part.text, usage)
        except EngineError as error:
            unpaid = error.unpaid
            raise
        finally:
            if usage is not None:
                self._learn(request, usage)
            self._settle(expected, usage or self.reckon(request, "".join(texts), unpaid=unpaid))

    def reckon(self, request: ReplyRequest, reply: str, *, unpaid: bool = False) -> Usage:
        """What a call took of which the server told nothing, as far as it came; nothing where it
        was turned away (`unpaid`)."""
        name = str(self.settings().get("model", self.name))
        if unpaid and not reply:
            return Usage(name, 0, 0, 0.0)
        sent, written = round(self._sent(request)), round(len(reply) / self._letters)
        cost = self._price.of(sent, written) if self._price else None
        return Usage(name, sent, written, cost, reckoned=True)

    def settings(self) -> dict[str, Any]:
        return self._model.settings()

    async def close(self) -> None:
        await self._model.close()

    def _priced(self, usage: Usage) -> Usage:
        """With the price of the list, where there is one and the engine knew none: a server on
        this machine takes nothing."""
        if usage.cost is not None or self._price is None:
            return usage
        cost = self._price.of(usage.prompt_tokens, usage.completion_tokens)
        return replace(usage, cost=cost)

    def _settle(self, expected: float | None, usage: Usage) -> None:
        tokens = usage.prompt_tokens + usage.completion_tokens
        self._meter.settle(expected, usage.cost, tokens, exact=not usage.reckoned)

    def _learn(self, request: ReplyRequest, usage: Usage) -> None:
        """Other languages than English take more tokens a letter."""
        if usage.prompt_tokens:
            self._letters = min(self._letters, max(1.0, _length(request) / usage.prompt_tokens))

    def _sent(self, request: ReplyRequest) -> float:
        return _length(request) / self._letters + A_MESSAGE * len(request.messages)


def _length(request: ReplyRequest) -> int:
    return sum(len(message.content) for message in request.messages)
