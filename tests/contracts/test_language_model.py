"""What every language model must do, on each that is built in."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from itertools import pairwise

import pytest
from model_server import REPLY, ModelServer

from voiceinterview.domain.conversation import Message, ReplyPart, ReplyRequest, Usage
from voiceinterview.engines.models.litellm_model import LitellmModel
from voiceinterview.engines.models.scripted_model import ScriptedModel
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.ports import LanguageModel

KEY = "sk-contract-0123456789abcdef"
REQUEST = ReplyRequest(messages=(Message("user", "I used a t-test."),), scripted=REPLY)


@pytest.fixture(params=["scripted", "litellm"])
async def model(
    request: pytest.FixtureRequest, model_server: ModelServer
) -> AsyncIterator[LanguageModel]:
    if request.param == "scripted":
        yield ScriptedModel()
        return
    real = LitellmModel(
        "openai/steady",
        SystemClock(),
        model_server.address,
        environment={"OPENAI_API_KEY": KEY},
        first_part_limit=3.0,
        gap_limit=1.0,
    )
    await real.load()
    yield real
    await real.close()


async def parts_of(model: LanguageModel) -> list[ReplyPart]:
    return [part async for part in model.stream(REQUEST)]


async def test_the_parts_join_to_the_reply(model: LanguageModel) -> None:
    parts = await parts_of(model)
    assert "".join(part.text for part in parts) == REPLY
    assert sum(bool(part.text) for part in parts) > 3, "a reply comes in parts"


async def test_only_the_last_part_carries_the_usage(model: LanguageModel) -> None:
    *before, last = await parts_of(model)
    assert isinstance(last.usage, Usage) and last.usage.model
    assert last.usage.prompt_tokens >= 0 and last.usage.completion_tokens >= 0
    assert all(part.usage is None for part in before)


async def test_closing_the_stream_ends_it_at_once(model: LanguageModel) -> None:
    stream = model.stream(REQUEST)
    async with aclosing(stream) as parts:
        first = await anext(parts)
    assert first.text
    with pytest.raises(StopAsyncIteration):
        await anext(stream)


async def test_two_replies_in_turn_are_the_same_and_apart(model: LanguageModel) -> None:
    texts = ["".join(part.text for part in await parts_of(model)) for _ in range(2)]
    assert texts == [REPLY, REPLY]


async def test_a_closed_stream_leaves_the_model_fit_for_the_next(model: LanguageModel) -> None:
    async with aclosing(model.stream(REQUEST)) as parts:
        await anext(parts)
    assert "".join(part.text for part in await parts_of(model)) == REPLY


async def test_settings_are_json_without_a_key(model: LanguageModel) -> None:
    settings = json.dumps(model.settings())
    assert KEY not in settings and "sk-" not in settings
    assert json.loads(settings) == model.settings()


async def test_it_has_a_name(model: LanguageModel) -> None:
    assert model.name in ("scripted", "litellm")


@pytest.mark.parametrize("text", ["", "One.", "  Two  words \n", "First.\n\nSecond, then."])
async def test_the_script_is_said_to_the_letter_or_is_blank(text: str) -> None:
    parts = [part async for part in ScriptedModel().stream(ReplyRequest((), text))]
    said = "".join(part.text for part in parts)
    assert said == text
    assert all(len(one.text.split()) == 1 for one, _ in pairwise(parts))
    assert parts[-1] == ReplyPart("", Usage("scripted", 0, 0, 0.0))
