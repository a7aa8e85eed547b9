"""Support of the tests that run the real litellm client: models of the server, and their errors."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
from model_server import ModelServer

from voiceinterview.domain.conversation import Message, ReplyPart, ReplyRequest
from voiceinterview.engines.models.litellm_model import LitellmModel
from voiceinterview.errors import EngineError

KEY = "sk-very-private-0123456789"
REQUEST = ReplyRequest(
    messages=(Message("system", "You interview."), Message("user", "I used a t-test.")),
    scripted="",
)


class EagerClock:
    """Notes what it was asked to wait for, and does not wait."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def monotonic(self) -> float:
        return 0.0

    def utc(self) -> datetime:
        return datetime(2026, 1, 31, 9, 30, tzinfo=UTC)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def limit(self, seconds: float) -> asyncio.Timeout:
        return asyncio.timeout(seconds)


MakeModel = Callable[..., LitellmModel]


@pytest.fixture
def eager_clock() -> EagerClock:
    return EagerClock()


@pytest.fixture
async def make_model(
    model_server: ModelServer, eager_clock: EagerClock
) -> AsyncIterator[MakeModel]:
    """Makes models of the server; lets go of their connections afterwards."""
    made: list[LitellmModel] = []

    def make(
        name: str,
        address: str | None = model_server.address,
        first: float = 2.0,
        gap: float = 2.0,
        **environment: str,
    ) -> LitellmModel:
        name = name if "/" in name else f"openai/{name}"
        environment = environment or {"OPENAI_API_KEY": KEY}
        made.append(
            LitellmModel(
                name,
                eager_clock,
                address,
                environment=environment,
                first_part_limit=first,
                gap_limit=gap,
            )
        )
        return made[-1]

    await _settle(model_server, make)
    yield make
    for one in made[:1]:
        await one.close()


_settled: list[str] = []  # the server that this process asked first


async def _settle(server: ModelServer, make: MakeModel) -> None:
    """The first call of a process takes a second, which is no reason to call a server slow."""
    if _settled:
        return
    model = make("steady", first=60.0, gap=60.0)
    await model.load()
    await said(model)
    server.requests.clear()
    _settled.append(server.root)


async def said(model: LitellmModel, request: ReplyRequest = REQUEST) -> list[ReplyPart]:
    return [part async for part in model.stream(request)]


async def failure(model: LitellmModel) -> tuple[EngineError, str]:
    """The error of a reply, and what had been said before it."""
    text = ""
    with pytest.raises(EngineError) as caught:
        async for part in model.stream(REQUEST):
            text += part.text
    error = caught.value
    assert error.engine == "language_model"
    assert KEY not in str(error)
    assert "\n" not in error.problem and "\x1b" not in str(error)
    assert error.advice
    return error, text


def unused_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
