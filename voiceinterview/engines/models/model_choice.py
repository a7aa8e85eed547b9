"""Which language model a session gets when settings leave it open, and why.

`choose_model` decides on what it is handed; it asks nobody but the resolver of names.
`running_ollama` is the one question that has to be asked beforehand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voiceinterview.engines.models.model_address import (
    Resolve,
    address_of,
    addresses_of,
    is_cloud_model,
    is_loopback,
    ollama_address,
    shown_address,
)
from voiceinterview.engines.models.model_providers import (
    LOCAL_SERVERS,
    OLLAMA_PROVIDERS,
    PROVIDERS,
    key_in,
    known_provider,
    provider_of,
)
from voiceinterview.errors import SetupError

# Names of Ollama models that turn text into vectors and cannot converse.
_NOT_CHAT = ("embed", "minilm", "bge-", "rerank", "paraphrase", "arctic")


@dataclass(frozen=True)
class ModelChoice:
    """`model` is "scripted" or a litellm name; `why` is one line for the user.

    `api_base` is None where the provider's own address is meant. `local` is true where
    nothing that is said leaves this machine. `for_rater` is that line where it is about rating, ""
    where `why` says it as well.
    """

    model: str
    api_base: str | None
    why: str
    local: bool
    for_rater: str = ""


def choose_model(
    environment: Mapping[str, str],
    ollama_models: Sequence[str] | None,
    asked: str | None,
    api_base: str | None,
    local_only: bool,
    *,
    resolve: Resolve = addresses_of,
) -> ModelChoice:
    """The model asked for; else a key's; else a running Ollama's; else the script.

    `ollama_models` is what `running_ollama` found. Raises `SetupError` for an address that is
    none, an address without a model, and (with `local_only`) a model that is elsewhere.
    """
    if asked:
        choice = _asked_for(asked, api_base, environment, ollama_models, resolve)
        if local_only and not choice.local:
            raise _elsewhere(choice, environment)
        return choice
    if api_base:
        raise SetupError(
            f"an address without a model: {shown_address(api_base)}",
            "Name the model too: `--model openai/NAME` for an OpenAI-compatible server.",
        )
    by_key = None if local_only else _by_key(environment)
    return (
        by_key
        or _by_ollama(environment, ollama_models, local_only, resolve)
        or _script(environment, local_only)
    )


def _asked_for(
    asked: str,
    api_base: str | None,
    environment: Mapping[str, str],
    ollama_models: Sequence[str] | None,
    resolve: Resolve,
) -> ModelChoice:
    if asked == "scripted":
        return ModelChoice("scripted", None, "scripted: asked for; no language model", True)
    model = _full_name(asked, api_base, ollama_models or ())
    address = address_of(model, api_base, environment)
    local = address is not None and _stays_here(model, address, resolve)
    why = f"{model}: asked for" if model == asked else f"{model}: asked for as {asked}"
    place = f", at {shown_address(address)}" if address else ""
    return ModelChoice(model, address, why + place, local)


def _full_name(asked: str, api_base: str | None, ollama_models: Sequence[str]) -> str:
    """A name without a provider is one of Ollama's, or one that the server at `api_base` has."""
    if provider_of(asked):
        return asked
    if not api_base and (asked in ollama_models or f"{asked}:latest" in ollama_models):
        return f"ollama_chat/{asked}"
    return f"openai/{asked}" if api_base else asked


def _stays_here(model: str, address: str, resolve: Resolve) -> bool:
    """Only providers that litellm sends nowhere but to the address it is given can be local."""
    provider = provider_of(model)
    if provider not in LOCAL_SERVERS:
        return False
    if provider in OLLAMA_PROVIDERS and is_cloud_model(model):
        return False
    return is_loopback(address, resolve)


def _elsewhere(choice: ModelChoice, environment: Mapping[str, str]) -> SetupError:
    provider = known_provider(choice.model)
    place = provider.host if provider else "its provider's address"
    if choice.api_base:
        place = shown_address(choice.api_base)
    if is_cloud_model(choice.model) and provider_of(choice.model) in OLLAMA_PROVIDERS:
        place = "ollama.com"
    return SetupError(
        f"--local-only: {choice.model} answers at {place}, which is not this machine",
        "Name a model that runs here (`--model ollama_chat/NAME`, or `--model openai/NAME "
        "--api-base http://127.0.0.1:PORT/v1`), or leave out --local-only.",
    )


def _by_key(environment: Mapping[str, str]) -> ModelChoice | None:
    for provider in PROVIDERS:
        key = key_in(environment, provider)
        if key:
            address = address_of(provider.default, None, environment)
            place = shown_address(address) if address else provider.host
            why = f"{provider.default} at {place}: {key} is set"
            return ModelChoice(provider.default, address, why, False)
    return None


def _by_ollama(
    environment: Mapping[str, str],
    ollama_models: Sequence[str] | None,
    local_only: bool,
    resolve: Resolve,
) -> ModelChoice | None:
    name = next((name for name in ollama_models or () if _converses(name)), None)
    if name is None:
        return None
    address = ollama_address(environment)
    local = is_loopback(address, resolve)
    if local_only and not local:
        return None
    over = _passed_over(environment) if local_only else "no key is set"
    where = f"{over}; " if over else ""
    why = f"ollama_chat/{name} at {shown_address(address)}: {where}Ollama is running"
    return ModelChoice(f"ollama_chat/{name}", address, why, local)


def _converses(name: str) -> bool:
    """Cloud models are left out: nobody asked for what is said to go to ollama.com."""
    return not is_cloud_model(name) and not any(mark in name.lower() for mark in _NOT_CHAT)


def _passed_over(environment: Mapping[str, str]) -> str:
    keys = [key for provider in PROVIDERS if (key := key_in(environment, provider))]
    return f"--local-only passes over {', '.join(keys)}" if keys else ""


def _script(environment: Mapping[str, str], local_only: bool) -> ModelChoice:
    over = _passed_over(environment) if local_only else ""
    reason = f"{over} and no Ollama runs here" if over else "no key is set and no Ollama is running"
    if local_only and not over:
        reason = "no Ollama runs here"
    more = "run `ollama pull llama3.2` with Ollama installed (https://ollama.com)"
    if not local_only:
        more = f"set {PROVIDERS[0].keys[0]}, {PROVIDERS[1].keys[0]} or another key, or {more}"
    why = (
        f"scripted: {reason}; the questions and follow-ups come from the question bank as "
        f"written, nothing is improvised. For more, {more}"
    )
    for_rater = f"{reason}; the checklist gives no levels. For levels, {more}"
    return ModelChoice("scripted", None, why, True, for_rater)
