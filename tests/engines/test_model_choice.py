"""Which model a session gets, and the line that says why."""

import asyncio
import socket
from collections.abc import Mapping, Sequence

import pytest
from model_server import ModelServer

from voiceinterview.engines.models.litellm_library import load_litellm
from voiceinterview.engines.models.model_address import ollama_address
from voiceinterview.engines.models.model_choice import ModelChoice, choose_model
from voiceinterview.engines.models.model_providers import PROVIDERS, Provider
from voiceinterview.engines.models.ollama_probe import running_ollama
from voiceinterview.errors import SetupError

NAMES: Mapping[str, Sequence[str]] = {
    "localhost": ("127.0.0.1", "::1"),
    "elsewhere.example": ("192.0.2.7",),
    "half-here.example": ("127.0.0.1", "192.0.2.7"),
}
OLLAMA = ["llama3.2:latest", "qwen3:8b"]


def chosen(
    environment: Mapping[str, str] | None = None,
    *,
    ollama: Sequence[str] | None = None,
    asked: str | None = None,
    api_base: str | None = None,
    local_only: bool = False,
) -> ModelChoice:
    choice = choose_model(
        environment or {},
        ollama,
        asked,
        api_base,
        local_only,
        resolve=lambda host: NAMES.get(host, ()),
    )
    assert choice.why and "\n" not in choice.why
    return choice


# --- nothing asked for --------------------------------------------------------------------------


def test_a_key_in_the_environment_chooses_its_provider() -> None:
    choice = chosen({"MISTRAL_API_KEY": "k"}, ollama=OLLAMA)
    assert choice.model == "mistral/mistral-small-latest"
    assert not choice.local
    assert choice.why == "mistral/mistral-small-latest at api.mistral.ai: MISTRAL_API_KEY is set"


def test_either_name_of_googles_key_will_do() -> None:
    assert chosen({"GOOGLE_API_KEY": "k"}).model.startswith("gemini/")
    assert "GOOGLE_API_KEY is set" in chosen({"GOOGLE_API_KEY": "k"}).why


def test_a_blank_key_is_none() -> None:
    assert chosen({"OPENAI_API_KEY": " "}).model == "scripted"


def test_an_address_in_the_environment_is_kept_and_shown() -> None:
    environment = {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "https://user:pw@proxy.example/v1"}
    choice = chosen(environment)
    assert choice.api_base == "https://user:pw@proxy.example/v1"
    assert "at https://proxy.example/v1:" in choice.why and "pw" not in choice.why


def test_a_running_ollama_comes_next() -> None:
    choice = chosen(ollama=OLLAMA)
    assert choice.model == "ollama_chat/llama3.2:latest"
    assert choice.api_base == "http://127.0.0.1:11434"
    assert choice.local and "Ollama is running" in choice.why


def test_models_that_cannot_converse_or_run_in_the_cloud_are_not_chosen() -> None:
    names = ["nomic-embed-text:latest", "gpt-oss:120b-cloud", "minimax-m2:cloud", "qwen3:8b"]
    assert chosen(ollama=names).model == "ollama_chat/qwen3:8b"
    assert chosen(ollama=names[:3]).model == "scripted"


def test_with_nothing_at_hand_the_script_says_what_it_is_and_how_to_get_more() -> None:
    choice = chosen()
    assert (choice.model, choice.api_base, choice.local) == ("scripted", None, True)
    assert "improvised" not in choice.for_rater and "gives no levels" in choice.for_rater
    for words in ("question bank", "OPENAI_API_KEY", "ollama pull llama3.2"):
        assert words in choice.why


# --- a model asked for --------------------------------------------------------------------------


def test_what_is_asked_for_wins_over_keys_and_ollama() -> None:
    choice = chosen({"OPENAI_API_KEY": "k"}, ollama=OLLAMA, asked="anthropic/claude-haiku-5-5")
    assert choice.model == "anthropic/claude-haiku-5-5" and choice.api_base is None
    assert chosen({"OPENAI_API_KEY": "k"}, asked="scripted").model == "scripted"


def test_a_bare_name_that_ollama_has_is_ollamas() -> None:
    choice = chosen(ollama=OLLAMA, asked="llama3.2")
    assert choice.model == "ollama_chat/llama3.2"
    assert "asked for as llama3.2" in choice.why


def test_a_bare_name_with_an_address_is_that_servers() -> None:
    choice = chosen(asked="qwen2.5-7b", api_base="localhost:8080/v1/")
    assert choice.model == "openai/qwen2.5-7b"
    assert choice.api_base == "http://localhost:8080/v1"
    assert choice.local


def test_an_address_without_a_model_is_refused() -> None:
    with pytest.raises(SetupError, match="an address without a model"):
        chosen(api_base="http://127.0.0.1:8080/v1")


@pytest.mark.parametrize("address", ["ftp://x/v1", "http://", "http://x:notaport", "http://a b"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(SetupError, match="not the address of a language model"):
        chosen(asked="openai/x", api_base=address)


# --- nothing may leave this machine -------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8080/v1",
        "http://127.9.8.7/v1",
        "http://[::1]:8080/v1",
        "http://localhost:1234/v1",
    ],
)
def test_local_only_takes_loopback_by_number_and_by_name(address: str) -> None:
    assert chosen(asked="openai/x", api_base=address, local_only=True).local


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.1.5:11434",
        "https://elsewhere.example/v1",
        "http://half-here.example/v1",
        "http://no-such-name.example/v1",
        "http://localhost.elsewhere.example/v1",
        "http://127.0.0.1@elsewhere.example/v1",
        "http://0.0.0.0:8080/v1",
        "http://[::ffff:192.0.2.7]/v1",
    ],
)
def test_local_only_refuses_every_other_address(address: str) -> None:
    with pytest.raises(SetupError, match="not this machine") as caught:
        chosen(asked="openai/x", api_base=address, local_only=True)
    assert "leave out --local-only" in caught.value.advice


def test_local_only_refuses_a_provider_and_says_where_it_is() -> None:
    with pytest.raises(SetupError, match=r"answers at api\.anthropic\.com"):
        chosen({"ANTHROPIC_API_KEY": "k"}, asked="claude-haiku-5-5", local_only=True)


def test_local_only_refuses_a_provider_that_litellm_may_send_elsewhere_despite_the_address() -> (
    None
):
    with pytest.raises(SetupError, match="not this machine"):
        chosen(asked="bedrock/some-model", api_base="http://127.0.0.1:1/", local_only=True)


@pytest.mark.parametrize("variable", ["OLLAMA_HOST", "OLLAMA_API_BASE"])
def test_local_only_refuses_an_ollama_on_another_machine(variable: str) -> None:
    environment = {variable: "http://192.168.1.5:11434"}
    with pytest.raises(SetupError, match=r"192\.168\.1\.5"):
        chosen(environment, asked="ollama_chat/llama3.2", local_only=True)
    assert chosen(environment, ollama=OLLAMA, local_only=True).model == "scripted"
    assert not chosen(environment, ollama=OLLAMA).local


def test_local_only_refuses_ollamas_cloud_models() -> None:
    with pytest.raises(SetupError, match=r"ollama\.com"):
        chosen(asked="ollama_chat/gpt-oss:120b-cloud", local_only=True)


def test_local_only_passes_over_a_key_and_says_so() -> None:
    environment = {"OPENAI_API_KEY": "k", "GROQ_API_KEY": "k"}
    choice = chosen(environment, ollama=OLLAMA, local_only=True)
    assert choice.model == "ollama_chat/llama3.2:latest"
    assert "--local-only passes over OPENAI_API_KEY, GROQ_API_KEY" in choice.why
    script = chosen(environment, local_only=True)
    assert script.model == "scripted" and "passes over OPENAI_API_KEY" in script.why


# --- providers and Ollama -----------------------------------------------------------------------


@pytest.mark.parametrize("provider", PROVIDERS, ids=lambda provider: provider.name)
def test_each_default_model_is_in_litellms_list_under_its_provider(provider: Provider) -> None:
    litellm = load_litellm()
    entry = litellm.get_model_info(provider.default)
    assert entry["litellm_provider"] == provider.name and entry["mode"] == "chat"
    missing = litellm.validate_environment(provider.default)["missing_keys"]
    assert set(provider.keys) == set(missing)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("", "http://127.0.0.1:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        (":8000", "http://127.0.0.1:8000"),
        ("127.0.0.1:9999", "http://127.0.0.1:9999"),
        ("[::1]", "http://[::1]:11434"),
        ("https://far.example/ollama", "https://far.example:443/ollama"),
    ],
)
def test_ollama_host_is_read_as_ollama_reads_it(host: str, address: str) -> None:
    assert ollama_address({"OLLAMA_HOST": host}) == address


async def test_a_running_ollama_lists_the_models_that_converse(model_server: ModelServer) -> None:
    model_server.ollama_models = [
        {"name": "llama3.2:latest", "size": 1, "details": {"families": ["llama"]}},
        {"name": "all-minilm:latest", "details": {"families": ["bert"]}},
        {"name": "old:latest"},
    ]
    assert await running_ollama(model_server.root, 2.0) == ["llama3.2:latest", "old:latest"]


async def test_an_ollama_that_is_not_there_is_none(unused_tcp_port: int) -> None:
    assert await running_ollama(f"http://127.0.0.1:{unused_tcp_port}", 1.0) is None


async def test_something_else_on_ollamas_port_is_none(model_server: ModelServer) -> None:
    assert await running_ollama(f"{model_server.root}/v1", 1.0) is None


async def test_a_mute_ollama_is_given_up_within_the_timeout() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:  # takes connections, never answers
        port = mute.getsockname()[1]
        async with asyncio.timeout(2):
            assert await running_ollama(f"http://127.0.0.1:{port}", 0.1) is None
