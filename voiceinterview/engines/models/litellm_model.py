"""Any language model that litellm can call, as the `LanguageModel` port.

litellm's own patience is not used: its two hidden retries, and a stream limit that is not
watched between parts, would leave a candidate in silence. Limits and the one retry are here.
"""

import os
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from functools import partial
from typing import Any

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from voiceinterview.domain.conversation import Message, ReplyPart, ReplyRequest, Usage
from voiceinterview.engines.models.litellm_library import (
    beside_the_loop,
    is_loaded,
    load_litellm,
    make_known,
)
from voiceinterview.engines.models.model_address import address_of, is_cloud_model, shown_address
from voiceinterview.engines.models.model_advice import Callee, explained
from voiceinterview.engines.models.model_failure import CallFailed, Failure, Kind, failure_of
from voiceinterview.engines.models.model_providers import (
    OLLAMA_PROVIDERS,
    effort_for,
    key_in,
    known_provider,
    provider_of,
)
from voiceinterview.engines.models.own_task import in_own_task
from voiceinterview.engines.models.secrets_filter import secrets_in
from voiceinterview.errors import EngineError
from voiceinterview.ports import Clock, LanguageModel

FIRST_PART_LIMIT = 12.0  # seconds to the first words; longer, and a candidate hangs up
GAP_LIMIT = 6.0  # seconds between two parts of a reply
LONGEST_WAIT = 3.0  # seconds of Retry-After that are waited for within a turn
RETRY_PAUSE = 0.25  # seconds before the retry where the server names none
SMALLEST_WINDOW = 8192  # tokens
LETTERS_A_TOKEN = 3  # a low guess: English has 4 to 4.5 with the usual vocabularies
_SPARE = 30.0  # seconds by which litellm's own limit lies beyond ours, so that ours acts
_NO_KEY = "none"  # servers of one's own need no key, but the OpenAI client insists on one


class LitellmModel:
    """`model` is a litellm name such as "openai/gpt-6-luna" or "ollama_chat/llama3.2".

    `api_base` None means the address in the environment, else the provider's own. Keys come
    from `environment` (by default the process's, which litellm reads too) and go nowhere but
    to the server. `first_part_limit` and `gap_limit` are seconds.
    """

    name = "litellm"

    def __init__(
        self,
        model: str,
        clock: Clock,
        api_base: str | None = None,
        *,
        environment: Mapping[str, str] | None = None,
        first_part_limit: float = FIRST_PART_LIMIT,
        gap_limit: float = GAP_LIMIT,
    ) -> None:
        self._environment = os.environ if environment is None else environment
        self._model = model
        self._clock = clock
        self._address = address_of(model, api_base, self._environment)
        self._first_part_limit = first_part_limit
        self._gap_limit = gap_limit

    async def load(self) -> None:
        """Import litellm ahead of the first call, in a thread (about 3 s, once)."""
        await beside_the_loop(partial(make_known, self._model))

    def stream(self, request: ReplyRequest) -> AsyncGenerator[ReplyPart, None]:
        """The reply as it comes; an empty last part carries the usage, as the server told it
        or as litellm counts it. Raises `EngineError`."""
        return in_own_task(self._parts(request))

    def settings(self) -> dict[str, Any]:
        return {
            "model": self._model,
            "api_base": shown_address(self._address) if self._address else None,
            "reasoning_effort": effort_for(self._model),
            "first_part_limit": self._first_part_limit,
            "gap_limit": self._gap_limit,
        }

    async def close(self) -> None:
        """Let go of the connections that litellm keeps for the next call."""
        if not is_loaded():
            return  # nor called
        litellm = load_litellm()
        await litellm.close_litellm_async_clients()
        litellm.in_memory_llm_clients_cache.flush_cache()

    # --- one reply ------------------------------------------------------------------------

    async def _parts(self, request: ReplyRequest) -> AsyncIterator[ReplyPart]:
        arguments = self._arguments(request)
        await self.load()
        chunks, chunk = await self._begin(arguments)
        usage: Usage | None = None
        try:
            while chunk is not None:
                if text := _text(chunk):
                    yield ReplyPart(text)
                usage = self._usage(chunk) or usage
                chunk = await self._next(chunks)
        finally:
            await _close(chunks)
        yield ReplyPart("", usage)

    async def _begin(self, arguments: Mapping[str, Any]) -> tuple[Any, Any]:
        """The stream and its first chunk that holds text, after at most one retry."""
        try:
            async with self._clock.limit(self._first_part_limit) as limit:
                return await self._retrying()(self._attempt, arguments)
        except TimeoutError:
            if not limit.expired():
                raise
            raise self._error(Failure(Kind.SLOW), self._first_part_limit) from None
        except CallFailed as failed:
            raise self._error(failed.failure) from None

    def _retrying(self) -> AsyncRetrying:
        return AsyncRetrying(
            stop=stop_after_attempt(2),
            retry=retry_if_exception(_worth_a_retry),
            wait=_pause,
            sleep=self._clock.sleep,
            reraise=True,
        )

    async def _attempt(self, arguments: Mapping[str, Any]) -> tuple[Any, Any]:
        chunks = None
        usage = None
        try:
            chunks = await load_litellm().acompletion(**arguments)
            async for chunk in chunks:
                if _text(chunk):
                    return chunks, chunk
                usage = self._usage(chunk) or usage
        except Exception as error:
            await _close(chunks)
            raise CallFailed(failure_of(error, self._clock.utc())) from None
        await _close(chunks)
        raise EmptyReply(self._error(Failure(Kind.EMPTY)), usage)

    async def _next(self, chunks: Any) -> Any:
        """The next chunk, None after the last."""
        try:
            async with self._clock.limit(self._gap_limit) as limit:
                return await anext(chunks, None)
        except Exception as error:
            if limit.expired():
                raise self._error(Failure(Kind.STALLED), self._gap_limit) from None
            raise self._error(failure_of(error, self._clock.utc())) from None

    # --- what is asked --------------------------------------------------------------------

    def _arguments(self, request: ReplyRequest) -> dict[str, Any]:
        arguments: dict[str, Any] = {
            "model": self._model,
            "messages": _messages(request),
            "max_tokens": request.max_tokens,
            "temperature": request.temperature,
            "stream": True,
            "stream_options": {"include_usage": True},  # dropped where it is not known
            "max_retries": 0,
            "timeout": self._first_part_limit + self._gap_limit + _SPARE,
            **self._key(),
        }
        if provider_of(self._model) in OLLAMA_PROVIDERS:
            arguments["num_ctx"] = _window(request)
        if self._address:
            arguments["api_base"] = self._address
        if effort := effort_for(self._model):
            arguments["reasoning_effort"] = effort
        if request.schema is not None:
            shape = {"name": "reply", "schema": dict(request.schema)}
            arguments["response_format"] = {"type": "json_schema", "json_schema": shape}
        return arguments

    def _key(self) -> dict[str, str]:
        """The key as an argument of the call; {} for providers that litellm knows more of."""
        provider = known_provider(self._model)
        if provider is None:
            return {}
        variable = key_in(self._environment, provider)
        if variable:
            return {"api_key": self._environment[variable].strip()}
        if self._address is None:
            raise self._error(Failure(Kind.MISSING_KEY))
        return {"api_key": _NO_KEY}

    # --- what came back -------------------------------------------------------------------

    def _usage(self, chunk: Any) -> Usage | None:
        told = getattr(chunk, "usage", None)
        if told is None:
            return None
        return Usage(
            model=self._model,
            prompt_tokens=told.prompt_tokens or 0,
            completion_tokens=told.completion_tokens or 0,
            cost=self._cost(told),
        )

    def _cost(self, told: Any) -> float | None:
        """US dollars by litellm's list; None for a model that is not in it."""
        if provider_of(self._model) in OLLAMA_PROVIDERS:
            return None if is_cloud_model(self._model) else 0.0
        try:
            costs = load_litellm().cost_per_token(model=self._model, usage_object=told)
        except Exception:  # litellm raises a bare Exception for some names
            return None
        return float(sum(costs))

    def _error(self, failure: Failure, limit: float = 0.0) -> EngineError:
        limit = limit or self._first_part_limit
        callee = Callee(self._model, self._address)
        return explained(failure, callee, limit, secrets_in(self._environment))


class EmptyReply(EngineError):
    """The server answered, but with no words; `usage` is what the call took all the same."""

    def __init__(self, error: EngineError, usage: Usage | None) -> None:
        super().__init__(
            error.engine, error.problem, error.advice, lasting=error.lasting, unpaid=error.unpaid
        )
        self.usage = usage


async def check_model(model: LanguageModel) -> Usage:
    """One real, cheap call: what it took. Raises `EngineError` where it did not work.

    A model that thinks may spend the few tokens before its first word; it was reached.
    """
    request = ReplyRequest(messages=(Message("user", "ping"),), scripted="", max_tokens=16)
    usage: Usage | None = None
    try:
        async for part in model.stream(request):
            usage = part.usage or usage
    except EmptyReply as empty:
        if empty.usage is None or not empty.usage.completion_tokens:
            raise
        usage = empty.usage
    name = str(model.settings()["model"])
    return usage or Usage(model=name, prompt_tokens=0, completion_tokens=0, cost=None)


def _window(request: ReplyRequest) -> int:
    """Tokens of context that Ollama is to make room for. Its own default is 2,048 or 4,096 by
    version, and what is over it is cut off silently, the system prompt first. Another size loads
    the model anew, so it is the same for all requests that fit."""
    letters = sum(len(message.content) for message in request.messages)
    needed = letters // LETTERS_A_TOKEN + request.max_tokens
    return max(SMALLEST_WINDOW, 1 << needed.bit_length())


def _messages(request: ReplyRequest) -> list[dict[str, str]]:
    """The conversation, opened by the user where the interviewer spoke first: Gemini, Mistral
    and many chat templates of local models take no other."""
    messages = [{"role": one.role, "content": one.content} for one in request.messages]
    first = next((i for i, one in enumerate(messages) if one["role"] != "system"), None)
    if first is not None and messages[first]["role"] == "assistant":
        messages.insert(first, {"role": "user", "content": "."})
    return messages


def _text(chunk: Any) -> str:
    return (chunk.choices[0].delta.content or "") if chunk.choices else ""


async def _close(chunks: Any) -> None:
    if chunks is not None:
        await chunks.aclose()


def _worth_a_retry(error: BaseException) -> bool:
    if not isinstance(error, CallFailed) or not error.failure.worth_a_retry:
        return False
    return (error.failure.wait or 0.0) <= LONGEST_WAIT


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    wait = error.failure.wait if isinstance(error, CallFailed) else None
    return RETRY_PAUSE if wait is None else wait
