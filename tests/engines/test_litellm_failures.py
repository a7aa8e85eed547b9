"""What the real litellm client makes of servers that fail, each as its model's name says."""

import asyncio
import socket

import pytest
from litellm_case import EagerClock, MakeModel, failure, said, unused_port
from model_server import REPLY, ModelServer

# --- silence and broken connections -------------------------------------------------------------


async def test_no_first_word_within_the_limit_is_an_error_that_may_pass(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    error, text = await failure(make_model("silent", first=0.2))
    assert "openai/silent" in error.problem and model_server.address in error.problem
    assert "0.2 s" in error.problem
    assert not error.lasting and text == ""
    assert await asyncio.to_thread(model_server.wait_for_end) == "client left"
    assert len(model_server.requests) == 1, "a stall is not tried again"


async def test_a_stall_in_mid_reply_keeps_what_was_said(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    error, text = await failure(make_model("stalled", gap=0.2))
    assert text == "Tell me "
    assert "fell silent for 0.2 s" in error.problem and not error.lasting
    assert await asyncio.to_thread(model_server.wait_for_end) == "client left"


async def test_a_connection_lost_in_mid_reply_keeps_what_was_said_and_is_not_retried(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    error, text = await failure(make_model("dropped"))
    assert text == "Tell me "
    assert "broke off" in error.problem and not error.lasting
    assert len(model_server.requests) == 1


async def test_a_connection_lost_before_the_first_word_is_tried_once_more(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    parts = await said(make_model("dropped-once"))
    assert "".join(part.text for part in parts) == REPLY
    assert [one.ended for one in model_server.requests] == ["dropped", "complete"]


async def test_an_error_told_in_mid_stream_is_shown(make_model: MakeModel) -> None:
    error, text = await failure(make_model("broken-in-mid-stream"))
    assert text == "Tell "
    assert "The graphics card fell out." in error.problem and not error.lasting


# --- refusals -----------------------------------------------------------------------------------


async def test_a_wrong_key_names_the_variable_and_hides_the_key_that_the_server_echoes(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    error, _ = await failure(make_model("wrong-key"))
    assert error.lasting
    assert "[key]" in error.problem and "very-private" not in str(error)
    assert "export OPENAI_API_KEY=" in error.advice
    assert len(model_server.requests) == 1


async def test_an_unknown_model_says_so(make_model: MakeModel, model_server: ModelServer) -> None:
    error, _ = await failure(make_model("unknown"))
    assert error.lasting
    assert f"{model_server.address} has no model openai/unknown (404)" in error.problem


async def test_an_unknown_ollama_model_says_how_to_fetch_it(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    error, _ = await failure(make_model("ollama_chat/unknown", model_server.root))
    assert error.lasting
    assert "`ollama pull unknown`" in error.advice


async def test_a_name_without_a_provider_says_how_to_write_it(make_model: MakeModel) -> None:
    error, _ = await failure(make_model("nobody/knows-this"))
    assert error.lasting and "openai/nobody/knows-this" in error.advice


@pytest.mark.parametrize("name", ["no-credit", "unpaid"])
async def test_an_empty_account_is_lasting_and_not_tried_again(
    name: str, make_model: MakeModel, model_server: ModelServer
) -> None:
    error, _ = await failure(make_model(name))
    assert error.lasting and "no credit" in error.problem
    assert len(model_server.requests) == 1


async def test_a_busy_server_is_asked_again_when_it_says_so(
    make_model: MakeModel, eager_clock: EagerClock
) -> None:
    parts = await said(make_model("busy-once"))
    assert "".join(part.text for part in parts) == REPLY
    assert eager_clock.slept == [1.0]


async def test_a_server_that_wants_a_minute_is_given_up_at_once(
    make_model: MakeModel, model_server: ModelServer, eager_clock: EagerClock
) -> None:
    error, _ = await failure(make_model("busy"))
    assert not error.lasting and "asks to wait 60 s" in error.problem
    assert eager_clock.slept == [] and len(model_server.requests) == 1


async def test_a_server_error_is_tried_once_more(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    parts = await said(make_model("broken-once"))
    assert "".join(part.text for part in parts) == REPLY
    assert [one.status for one in model_server.requests] == [500, 200]


async def test_a_server_that_stays_broken_is_asked_twice_and_no_more(
    make_model: MakeModel, model_server: ModelServer
) -> None:
    error, _ = await failure(make_model("broken"))
    assert not error.lasting and '(500): "Something broke."' in error.problem
    assert len(model_server.requests) == 2


async def test_an_error_page_in_html_is_not_read_out(make_model: MakeModel) -> None:
    error, _ = await failure(make_model("bad-gateway"))
    assert "(502)" in error.problem and "<" not in error.problem


# --- nonsense -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["nonsense", "web-page", "empty"])
async def test_what_is_no_reply_is_an_error(name: str, make_model: MakeModel) -> None:
    error, text = await failure(make_model(name))
    assert text == "" and not error.lasting
    expected = "no reply" if name == "nonsense" else "empty reply"
    assert expected in error.problem


# --- nobody there -------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_refused_connection_names_the_address(host: str, make_model: MakeModel) -> None:
    address = f"http://{host}:{unused_port()}/v1"
    error, _ = await failure(make_model("steady", address))
    assert error.lasting
    assert f"nothing listens at {address}" in error.problem
    assert "Is the server running" in error.advice


async def test_an_ollama_that_does_not_run_says_how_to_start_it(make_model: MakeModel) -> None:
    error, _ = await failure(
        make_model("ollama_chat/llama3.2", f"http://127.0.0.1:{unused_port()}")
    )
    assert error.lasting and "`ollama serve`" in error.advice


async def test_a_name_that_dns_does_not_know_may_come_back(
    make_model: MakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error, _ = await failure(make_model("steady", "http://nowhere.invalid/v1"))
    assert not error.lasting
    assert "cannot be looked up" in error.problem
    assert "the spelling of http://nowhere.invalid/v1" in error.advice


@pytest.mark.parametrize(
    ("name", "variable"),
    [("openai/gpt-6-luna", "OPENAI_API_KEY"), ("anthropic/claude-haiku-5-5", "ANTHROPIC_API_KEY")],
)
async def test_a_missing_key_is_told_before_anything_is_sent(
    name: str, variable: str, make_model: MakeModel
) -> None:
    error, _ = await failure(make_model(name, None, HOME="/nobody"))
    assert error.lasting and "needs a key" in error.problem
    assert f"export {variable}=" in error.advice
