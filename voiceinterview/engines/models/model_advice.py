"""A failed call in words: what failed, where, and what to do next."""

from collections.abc import Sequence
from dataclasses import dataclass

from voiceinterview.engines.models.model_address import shown_address
from voiceinterview.engines.models.model_failure import LASTING, UNPAID, Failure, Kind
from voiceinterview.engines.models.model_providers import (
    OLLAMA_PROVIDERS,
    known_provider,
    provider_of,
)
from voiceinterview.engines.models.secrets_filter import server_words
from voiceinterview.errors import EngineError

# {model} the model, {place} where it was called, {key} the variable that holds its key,
# {status} the HTTP status, {limit} seconds waited, {wait} seconds that the server asks for.
_PROBLEMS = {
    Kind.MISSING_KEY: "{model} needs a key, and there is none in the environment",
    Kind.WRONG_KEY: "{place} does not accept the key for {model} ({status})",
    Kind.FORBIDDEN: "{place} does not let this key use {model} ({status})",
    Kind.UNKNOWN_MODEL: "{place} has no model {model} ({status})",
    Kind.UNKNOWN_PROVIDER: "{model} does not say whose model it is",
    Kind.NO_CREDIT: "the account for {model} at {place} has no credit left",
    Kind.TOO_MANY: "{place} has had too many requests for {model} ({status})",
    Kind.REJECTED: "{place} rejected the request to {model} ({status})",
    Kind.SERVER_FAULT: "{place} failed at answering for {model} ({status})",
    Kind.REFUSED: "nothing listens at {place}, where {model} is called",
    Kind.NO_SUCH_HOST: "the name in {place}, where {model} is called, cannot be looked up",
    Kind.UNREACHABLE: "{place}, where {model} is called, cannot be reached",
    Kind.UNTRUSTED: "no safe connection to {place}, where {model} is called",
    Kind.SLOW: "{model} at {place} said nothing for {limit:g} s",
    Kind.STALLED: "{model} at {place} fell silent for {limit:g} s in mid-reply",
    Kind.DROPPED: "{place} broke off while {model} answered",
    Kind.NONSENSE: "{place} sent something that is no reply of {model}",
    Kind.EMPTY: "{model} at {place} sent an empty reply",
    Kind.OTHER: "the call of {model} at {place} failed",
}
_ADVICE = {
    Kind.MISSING_KEY: "Set it: `export {key}=...`; or choose another model with `--model`.",
    Kind.WRONG_KEY: "Set {key} to a key that is valid: `export {key}=...`.",
    Kind.FORBIDDEN: "Allow {model} for the key in {key} in your account, or choose another model.",
    Kind.UNKNOWN_MODEL: "Check the name given with `--model`, and the address.",
    Kind.UNKNOWN_PROVIDER: "Write PROVIDER/NAME, such as openai/{model} or ollama_chat/{model}.",
    Kind.NO_CREDIT: "Add credit to the account that {key} belongs to, or choose another model.",
    Kind.TOO_MANY: "Wait a minute; if it comes again, choose another model or raise the limit.",
    Kind.REJECTED: "Choose another model with `--model`; this one does not take such requests.",
    Kind.SERVER_FAULT: "The fault is at the server; it is asked again at the next turn.",
    Kind.REFUSED: "Is the server running, and is {place} its address?",
    Kind.NO_SUCH_HOST: "Check the network connection, and the spelling of {place}.",
    Kind.UNREACHABLE: "Check the network connection; it is tried again at the next turn.",
    Kind.UNTRUSTED: "Check whether {place} wants http or https, and its certificate.",
    Kind.SLOW: "A smaller or less busy model answers sooner; choose one with `--model`.",
    Kind.STALLED: "It is asked again at the next turn; if it comes again, choose another model.",
    Kind.DROPPED: "It is asked again at the next turn; if it comes again, check the server.",
    Kind.NONSENSE: "Check that {place} is the address of a language model (often .../v1).",
    Kind.EMPTY: "If it comes again, choose another model; one that thinks may run out of words.",
    Kind.OTHER: "It is asked again at the next turn; `voiceinterview doctor` tests the model.",
}
_OLLAMA_ADVICE = {
    Kind.UNKNOWN_MODEL: "Fetch it: `ollama pull {name}`; `ollama list` shows what is there.",
    Kind.REFUSED: "Start Ollama: `ollama serve`; or give its address with `--api-base`.",
    Kind.SLOW: "It may still be loading (`ollama ps`); a smaller model answers sooner.",
}


@dataclass(frozen=True)
class Callee:
    """Who was called: a litellm model name, and the address (None: the provider's own)."""

    model: str
    api_base: str | None

    @property
    def place(self) -> str:
        if self.api_base:
            return shown_address(self.api_base)
        provider = known_provider(self.model)
        return provider.host if provider else "its provider's address"

    @property
    def key(self) -> str:
        """The environment variable by which its key is given."""
        provider = known_provider(self.model)
        if provider:
            return provider.keys[0]
        return f"{provider_of(self.model).upper() or 'PROVIDER'}_API_KEY"

    @property
    def is_ollama(self) -> bool:
        return provider_of(self.model) in OLLAMA_PROVIDERS


def explained(
    failure: Failure, callee: Callee, limit: float, secrets: Sequence[str]
) -> EngineError:
    """The error that the session shows; `limit` is the seconds waited where waiting failed.

    Whatever the server said is cut to a line and cleaned of `secrets`.
    """
    fields = {
        "model": callee.model,
        "name": callee.model.rpartition("/")[2] if callee.is_ollama else callee.model,
        "place": callee.place,
        "key": callee.key,
        "status": failure.status or "no status",
        "limit": limit,
    }
    problem = _PROBLEMS[failure.kind].format(**fields)
    words = server_words(failure.words, secrets)
    if words:
        problem += f': "{words}"'
    if failure.wait:
        problem += f"; it asks to wait {failure.wait:.0f} s"
    table = {**_ADVICE, **(_OLLAMA_ADVICE if callee.is_ollama else {})}
    advice = table[failure.kind].format(**fields)
    return EngineError(
        "language_model",
        problem,
        advice,
        lasting=failure.kind in LASTING,
        unpaid=failure.kind in UNPAID,
    )
