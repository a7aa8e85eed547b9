"""litellm, imported late and kept quiet."""

import asyncio
import gc
import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from voiceinterview.engines.models.model_providers import OLLAMA_PROVIDERS

Result = TypeVar("Result")

# asyncio waits for the threads of its own pool before a loop is closed, and an import cannot be
# broken off: whoever presses Ctrl-C in the middle of it would wait for four seconds.
_thread = ThreadPoolExecutor(1, "litellm")

_LOGGERS = ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "httpx", "openai", "aiohttp")


@cache
def load_litellm() -> Any:
    """The library, set up. Blocks for about 3 seconds the first time: call it in a thread.

    It would otherwise fetch a price list at import (13 s with a silent DNS), read a `.env` of
    the working directory into the environment (only `app` decides what is read), fetch
    tokenizers from the hub, and print banners and log lines between the interview's own.
    """
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    os.environ.setdefault("LITELLM_MODE", "PRODUCTION")
    with _no_collection():
        import litellm

    litellm.telemetry = False
    litellm.suppress_debug_info = True
    litellm.disable_hf_tokenizer_download = True
    litellm.drop_params = True  # a provider without `temperature` gets none, not an error
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    _warm_up(litellm)
    return litellm


async def beside_the_loop(call: Callable[[], Result]) -> Result:
    """What `call` returns. For calls that may load litellm; they have a thread of their own."""
    return await asyncio.get_running_loop().run_in_executor(_thread, call)


def is_loaded() -> bool:
    return load_litellm.cache_info().currsize > 0


@contextmanager
def _no_collection() -> Iterator[None]:
    """An import makes hundreds of thousands of objects that all stay: looking for garbage among
    them is a fifth of its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _warm_up(litellm: Any) -> None:
    """What the first call would do in the session's loop, for 0.3 to 0.5 s: the client's
    request types, and the tokenizer's table (which ships with litellm)."""
    import_module("openai.resources")
    litellm.token_counter(model="gpt-4.1-mini", text="one")


def make_known(model: str) -> None:
    """Load litellm, and enter an Ollama model in its list.

    For one that is not there litellm asks a server again and again, in the session's loop and
    at the default address whatever the model's own is: seen with 1.106.2, /api/show.
    """
    litellm = load_litellm()
    provider, _, name = model.partition("/")
    if provider not in OLLAMA_PROVIDERS:
        return
    prices = {"input_cost_per_token": 0.0, "output_cost_per_token": 0.0}
    for one in OLLAMA_PROVIDERS:
        entry = {"litellm_provider": one, "mode": "chat", **prices}
        litellm.model_cost.setdefault(f"{one}/{name}", entry)
