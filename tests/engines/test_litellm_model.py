"""The real litellm client against a server that behaves as its model's name says."""

import asyncio
import json
import subprocess
import sys
from contextlib import aclosing

import pytest
from litellm_case import KEY, REQUEST, EagerClock, MakeModel, said
from model_server import COMPLETION_TOKENS, PROMPT_TOKENS, REPLY, WORDS, ModelServer

from voiceinterview.domain.conversation import Message, ReplyRequest, Usage
from voiceinterview.engines.models.litellm_model import LitellmModel, check_model
from voiceinterview.errors import EngineError

# --- a reply ------------------------------------------------------------------------------------


async def test_words_come_as_the_server_writes_them(make_model: MakeModel) -> None:
    parts = await said(make_model("steady"))
    assert tuple(part.text for part in parts) == (*WORDS, "")


async def test_usage_is_what_the_server_told_and_an_unknown_price_is_none(
    make_model: MakeModel,
) -> None:
    parts = await said(make_model("steady"))
    assert parts[-1].usage == Usage("openai/steady", PROMPT_TOKENS, COMPLETION_TOKENS, None)


async def test_cost_comes_from_the_price_list_where_the_model_is_in_it(
    make_model: MakeModel,
) -> None:
    usage = (await said(make_model("gpt-4.1-mini")))[-1].usage
    assert usage is not None and usage.cost is not None
    assert usage.cost == pytest.approx(PROMPT_TOKENS * 0.4e-6 + COMPLETION_TOKENS * 1.6e-6)


async def test_the_request_reaches_the_server_whole(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    shape = {"type": "object", "properties": {"level": {"type": "integer"}}}
    request = ReplyRequest(REQUEST.messages, "", max_tokens=77, temperature=0.1, schema=shape)
    await said(make_model("steady"), request)
    [logged] = model_server.requests
    assert logged.body["messages"] == [
        {"role": "system", "content": "You interview."},
        {"role": "user", "content": "I used a t-test."},
    ]
    assert (logged.body["max_tokens"], logged.body["temperature"]) == (77, 0.1)
    assert logged.body["response_format"]["json_schema"]["schema"] == shape
    assert logged.headers["authorization"] == f"Bearer {KEY}"


async def test_a_conversation_that_the_interviewer_opens_is_opened_by_the_user(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    spoken = (Message("system", "s"), Message("assistant", "Welcome."), Message("user", "Hi."))
    await said(make_model("steady"), ReplyRequest(spoken, ""))
    roles = [one["role"] for one in model_server.requests[0].body["messages"]]
    assert roles == ["system", "user", "assistant", "user"]


async def test_a_slow_first_word_is_waited_for(make_model: MakeModel) -> None:
    parts = await said(make_model("slow-first"))
    assert "".join(part.text for part in parts) == REPLY


async def test_a_character_split_between_two_packets_stays_whole(make_model: MakeModel) -> None:
    parts = await said(make_model("split"))
    assert "".join(part.text for part in parts) == REPLY


async def test_a_server_of_ones_own_needs_no_key(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    await said(make_model("steady", HOME="/nobody"))
    assert model_server.wait_for_end() == "complete"


async def test_ollama_streams_and_is_told_not_to_think(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    parts = await said(make_model("ollama_chat/steady", model_server.root, HOME="/nobody"))
    assert "".join(part.text for part in parts) == REPLY
    assert parts[-1].usage == Usage("ollama_chat/steady", PROMPT_TOKENS, COMPLETION_TOKENS, 0.0)
    [logged] = model_server.requests
    assert logged.body["think"] is False
    assert logged.body["options"]["num_ctx"] == 8192


# --- cancelling ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["openai/endless", "ollama_chat/endless"])
async def test_closing_the_stream_makes_the_server_see_the_client_leave(
    name: str, make_model: MakeModel, model_server: ModelServer
) -> None:
    address = model_server.root if "ollama" in name else model_server.address
    async with aclosing(make_model(name, address).stream(REQUEST)) as parts:
        async for _ in parts:
            if model_server.requests[-1].parts >= 3:
                break
    ended = await asyncio.to_thread(model_server.wait_for_end)
    assert ended == "client left"


async def test_cancelling_while_waiting_for_the_first_word_frees_the_server(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    waiting = asyncio.create_task(said(make_model("silent")))
    while not model_server.requests:
        await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await asyncio.to_thread(model_server.wait_for_end) == "client left"


# --- the doctor's question ----------------------------------------------------------------------


async def test_check_model_makes_one_small_real_call(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    usage = await check_model(make_model("steady"))
    assert usage.completion_tokens == COMPLETION_TOKENS
    [request] = model_server.requests
    assert request.body["max_tokens"] <= 16


async def test_check_model_counts_a_model_that_only_thought_as_reached(
    make_model: MakeModel,
) -> None:
    assert (await check_model(make_model("empty"))).completion_tokens == COMPLETION_TOKENS


async def test_check_model_passes_failures_on(make_model: MakeModel) -> None:
    with pytest.raises(EngineError, match="does not accept the key"):
        await check_model(make_model("wrong-key"))


# --- the process round it -----------------------------------------------------------------------

_SCRIPT = """
import asyncio, sys
from voiceinterview.domain.conversation import Message, ReplyRequest
from voiceinterview.engines.models.litellm_model import LitellmModel
from voiceinterview.engines.system_clock import SystemClock
from voiceinterview.errors import EngineError

async def main():
    assert "litellm" not in sys.modules
    for name in sys.argv[2:]:
        model = LitellmModel(name, SystemClock(), sys.argv[1], first_part_limit=2, gap_limit=0.2)
        try:
            parts = model.stream(ReplyRequest((Message("user", "x"),), ""))
            print("".join([part.text async for part in parts]))
        except EngineError as error:
            print(error.problem)

asyncio.run(main())
"""


def test_litellm_prints_nothing_of_its_own(model_server: ModelServer) -> None:
    names = ["openai/steady", "openai/wrong-key", "openai/stalled", "nobody/knows-this"]
    command = [sys.executable, "-c", _SCRIPT, model_server.address, *names]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert run.stderr == ""
    lines = run.stdout.splitlines()
    assert len(lines) == len(names) and lines[0] == REPLY


def test_settings_hold_no_key_even_where_the_address_does() -> None:
    model = LitellmModel(
        "openai/x", EagerClock(), f"http://me:{KEY}@127.0.0.1:1/v1?key={KEY}", environment={}
    )
    assert KEY not in json.dumps(model.settings())
    assert model.settings()["api_base"] == "http://127.0.0.1:1/v1"
