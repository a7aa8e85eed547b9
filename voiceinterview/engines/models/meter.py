"""What a session's calls to language models cost, and no more than was allowed.

A call is let through while what was spent, what the calls under way may still take, and what it
may take itself stay within the cap. What a call may take is reckoned before it is made: its
prompt by its length, its reply by the most that it may write.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from voiceinterview.domain.conversation import ReplyPart, ReplyRequest, Usage
from voiceinterview.domain.spending import Price, Spent
from voiceinterview.errors import CostCapReached
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

    def begin_with(self, cost: float | None, tokens: int) -> None:
        """What an earlier part of the session took; a cost of None is not known."""
        self._add(cost, tokens, exact=True)

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
        self._add(cost, tokens, exact=exact)

    def _add(self, cost: float | None, tokens: int, *, exact: bool) -> None:
        before = self._spent
        self._spent = Spent(
            cost=before.cost + (cost or 0.0),
            tokens=before.tokens + tokens,
            exact=before.exact and exact,
            known=before.known and cost is not None,
        )


class MeteredModel:
    """A `LanguageModel` whose calls are counted, and refused once the meter's cap is reached."""

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
        sent = self._tokens(request)
        expected = self._price.of(sent, request.max_tokens) if self._price else None
        self._meter.admit(expected)
        call = _Call(sent)
        try:
            async with aclosing(self._model.stream(request)) as parts:
                async for part in parts:
                    call.take(part)
                    yield part
        finally:
            self._settle(request, expected, call)

    def settings(self) -> dict[str, Any]:
        return self._model.settings()

    async def close(self) -> None:
        await self._model.close()

    def _settle(self, request: ReplyRequest, expected: float | None, call: "_Call") -> None:
        usage = call.usage
        if usage is not None:
            tokens = usage.prompt_tokens + usage.completion_tokens
            if usage.prompt_tokens:  # other languages than English take more tokens a letter
                seen = max(1.0, _length(request) / usage.prompt_tokens)
                self._letters = min(self._letters, seen)
            self._meter.settle(expected, usage.cost, tokens, exact=True)
            return
        written = call.letters / self._letters
        cost = self._price.of(call.sent, written) if self._price else None
        self._meter.settle(expected, cost, round(call.sent + written), exact=False)

    def _tokens(self, request: ReplyRequest) -> float:
        return _length(request) / self._letters + A_MESSAGE * len(request.messages)


@dataclass
class _Call:
    """One call under way: tokens sent, as reckoned, and what came back."""

    sent: float
    letters: int = 0
    usage: Usage | None = None

    def take(self, part: ReplyPart) -> None:
        self.letters += len(part.text)
        self.usage = part.usage or self.usage


def _length(request: ReplyRequest) -> int:
    return sum(len(message.content) for message in request.messages)
